"""Improvement of plans: compiled ruin-and-recreate, and CP-SAT on neighbourhoods."""
