"""The comparison: baselines, one solve per variant and question, savings, forced combinations, the race."""
