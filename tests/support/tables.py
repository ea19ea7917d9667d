"""The tables that a comparison writes."""

TABLES = (
    "article_15b",
    "bills",
    "candidates",
    "employers",
    "lines",
    "load",
    "people",
    "plan",
    "results",
    "savings",
    "sharing",
    "shortages",
    "terms",
    "trade_years",
)
