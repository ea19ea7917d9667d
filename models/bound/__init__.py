"""Relaxations, each of which returns a bound with the numbers that certify it (re-derived by
:mod:`wijkplan.models.check.bounds`)."""
