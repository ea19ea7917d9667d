"""Procurement law as small functions on plain values; the data are in ``wijkplan.planner.reference.law_data``.

Rule ``law``: no candidate tender breaks a hard procurement rule; its value, procedure, lead time and cost are
constants from quantities and norms. ``lawful_filter.py`` is the one place that filters, ``tenders/law_check.py`` the
independent check."""

from __future__ import annotations

from .lawful_filter import Breach, group_breaches, lot_breaches
from .procedure_route import Route, route
from .procurement_cost import ProcurementCost, cost_of, procurement_cost
from .tender_member import Member, concessions, member
from .valuation import Basis, Valuation

__all__ = [
    "Basis",
    "Breach",
    "Member",
    "ProcurementCost",
    "Route",
    "Valuation",
    "concessions",
    "cost_of",
    "group_breaches",
    "lot_breaches",
    "member",
    "procurement_cost",
    "route",
]
