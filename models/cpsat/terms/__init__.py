"""One file per term: ``expression(problem, variables)`` is its euros, those of fixed work included."""
