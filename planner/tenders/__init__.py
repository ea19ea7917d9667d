"""Tenders as documents and data: the law held against candidates, dossiers, open data."""
