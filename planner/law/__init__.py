"""Procurement law as small functions on plain values; the data are in ``planner.reference.law``.

Rule ``law``: no candidate tender breaks a hard procurement rule; its value, procedure, lead time and cost are constants from quantities and
norms. ``filter.py`` is the one place that filters, ``check.py`` the independent check.
"""

from __future__ import annotations

from .filter import Breach, group_breaches, lot_breaches
from .member import Member, member
from .route import Route, route
from .valuation import Basis, Valuation

__all__ = ["Basis", "Breach", "Member", "Route", "Valuation", "group_breaches", "lot_breaches", "member", "route"]
