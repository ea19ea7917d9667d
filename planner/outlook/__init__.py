"""Which districts in which year, with the people there are: a region, or the country as numbers."""
