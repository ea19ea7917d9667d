"""Plans as people meet them: variants and questions, plan files, openings, measures, conflicts, what a move would
break."""
