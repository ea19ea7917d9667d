"""Findings: what is wrong with what was sent, where, whose it is, why it matters and what to do."""
