"""Procurement law as small functions on plain values; the data are in ``wijkplan.planner.reference.law_data``.

Rule ``law``: no candidate tender breaks a hard procurement rule; its value, procedure, lead time and cost are constants from quantities and
norms. ``filter.py`` is the one place that filters, ``check.py`` the independent check.
"""

from __future__ import annotations

from .lawful_filter import Breach, group_breaches, lot_breaches
from .procedure_route import Route, route
from .tender_member import Member, member
from .valuation import Basis, Valuation

__all__ = ["Basis", "Breach", "Member", "Route", "Valuation", "group_breaches", "lot_breaches", "member", "route"]
