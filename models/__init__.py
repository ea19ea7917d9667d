"""The mathematics: weeks, heads, euros and indices; no files, dates, names or plots."""
