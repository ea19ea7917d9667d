"""Tornado: every figure marked assumption low and high, each time the comparison again; which of them would change
what combining is worth."""

from __future__ import annotations

from .levers import Lever, levers, of_programme
from .points import Point, PointRecord, Setup, run_point
from .run_log import Foreign, fingerprint, known, run_all, todo
from .tornado_page import page

__all__ = [
    "Foreign",
    "Lever",
    "Point",
    "PointRecord",
    "Setup",
    "fingerprint",
    "known",
    "levers",
    "of_programme",
    "page",
    "run_all",
    "run_point",
    "todo",
]
