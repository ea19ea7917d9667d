"""Verification: a plan file, an output folder, its certificates and documents, derived again."""
