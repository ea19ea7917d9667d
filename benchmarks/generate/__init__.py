"""Generators of instances: seeded, deterministic, with their parameters in a file beside them."""
