"""A problem too large for one machine in parts: which work goes together, each part as a problem of its own, plans and
bounds put together again."""
