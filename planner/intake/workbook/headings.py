"""Names of sheets, columns and choices: the one table that is written by hand; their Dutch is in the catalogue. Units
stand in the headings.

When to modify: a new field of the schema needs its heading here, a new choice its label; a test asks for both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wijkplan.planner.submission.sectors import SECTORS
from wijkplan.planner.text import Language, Text, say, translated

from .layout import FORM, Column, Table

Pair = tuple[str, str]  # Dutch, English: workbooks in either are read


def _pair(name: Text) -> Pair:
    return translated(name, "nl"), str(name)


def _both(names: Mapping[Any, Text]) -> Mapping[str, Pair]:
    return {key: _pair(name) for key, name in names.items()}


SHEETS: Mapping[str, Pair] = _both(
    {
        FORM: say("Start"),
        "crews": say("Crews"),
        "crews.leave": say("Absence"),
        "projects": say("Projects"),
        "projects.places": say("Work"),
        "projects.prerequisites": say("Permits"),
        "projects.links": say("Order"),
        "projects.activities": say("Own activities"),
        "projects.activities.hours": say("Hours per trade"),
        "projects.pins": say("Fixed weeks"),
        "projects.norms": say("Own hours"),
        "projects.places.amounts": say("Own amounts"),
        "budgets": say("Budgets"),
        "frameworks": say("Frameworks"),
        "streets": say("Streets"),
        "districts": say("Districts"),
        "grid_areas": say("Grid areas"),
        "grid_areas.extra": say("Grid extension"),
        "flexibility": say("Flexibility"),
        "part_timers": say("Part-timers"),
        "hiring": say("Hiring"),
        "trades": say("Own trades"),
        "work_types": say("Own work types"),
        "packages": say("Own packages"),
        "packages.hours": say("Hours of packages"),
        "packages.opening_hours": say("Hours of opening"),
        "packages.closing_hours": say("Hours of closing"),
        "norms": say("Own norms"),
        "calendars": say("Own calendars"),
        "closed": say("Closed days"),
        "travel_limits": say("Travel limits"),
        "rates": say("Own rates"),
        "package_prices": say("Own prices"),
        "figures": say("Own figures"),
        "subsidies": say("Subsidies"),
        "subsidy_budgets": say("Budgets of schemes"),
        "agreements": say("Street agreements"),
        "combinations.name": say("Combinations"),
        "combinations.force": say("Forced combinations"),
        "combinations.forbid": say("Forbidden combinations"),
        "forward_plans": say("Plans of others"),
        "deliveries": say("Suppliers"),
        "deliveries.deliveries": say("Deliveries"),
    }
)
LISTS: Pair = _pair(say("Lists"))
FINDINGS: Pair = _pair(say("Findings"))
# Rows that begin with one of these are never data.
EXAMPLE: Pair = _pair(say("example"))
IF_EMPTY: Pair = _pair(say("if empty"))
TRADES_ASKED: Pair = _pair(say("asks trades"))

# Labels of the form by kind of submission and path, where one kind calls it differently.
FORM_LABELS: Mapping[str, Pair] = _both(
    {
        "programme/name": say("Name of the programme"),
        "programme/start": say("First week or date"),
    }
)
# By table and path where a table calls it differently, else by path.
HEADINGS: Mapping[str, Pair] = _both(
    {
        "kind": say("Kind of submission"),
        "format_version": say("Version of this form"),
        "id": say("Id"),
        "name": say("Name of organisation"),
        "sector": say("Sector"),
        "regime": say("Procurement regime"),
        "note": say("Note"),
        "desk_places": say("Tenders at a time (number)"),
        "start": say("From week or date"),
        "end": say("Up to and including week or date"),
        "weeks": say("Horizon (weeks)"),
        "seed": say("Seed"),
        "amount": say("Amount added"),
        "crews/id": say("Crew"),
        "crews/teams": say("Number of crews"),
        "crews/heads": say("Heads per crew (persons)"),
        "hiring/heads": say("For hire (persons)"),
        "crews.leave/heads": say("Away (persons)"),
        "trade": say("Trade"),
        "region": say("Labour-market region"),
        "status": say("Committed or free"),
        "lendable_percent": say("May be lent (%)"),
        "overtime_percent": say("Overtime at most (%)"),
        "reachable_regions": say("Also works in regions"),
        "consent": say("Consent to lend"),
        "workers": say("People themselves agree"),
        "appointed_by": say("Appointed by network operators"),
        "refrigerant_certified": say("Refrigerant certificate (BRL)"),
        "live_work_qualified": say("Qualified for live work"),
        "person_in_charge": say("Person in charge (WV)"),
        "opens_circuit": say("Opens refrigerant circuit"),
        "live_work": say("Voltage stays on"),
        "circuit_trades": say("Trades that open the refrigerant circuit"),
        "live_trades": say("Trades that work live"),
        "base": say("Leaves from district"),
        "minutes_per_day": say("Travel a day, at most (minutes)"),
        "carry_over": say("What is left stays for the next year"),
        "lends_as": say("Lends as"),
        "network_operator": say("Network operator"),
        "legal_basis": say("Legal basis to lend"),
        "projects/id": say("Project number"),
        "work_type": say("Work type"),
        "district": say("District"),
        "wanted.start": say("Wanted from week or date"),
        "wanted.end": say("Wanted up to and including week or date"),
        "title": say("Title"),
        "award": say("How awarded"),
        "client": say("Client"),
        "employer": say("Employer"),
        "framework": say("Framework"),
        "work": say("Part of work"),
        "window.start": say("Not before week or date"),
        "window.end": say("Not after week or date"),
        "target": say("Target date"),
        "idle_earning_percent": say("Idle hours that earn elsewhere (%)"),
        "min_weeks_hired": say("Hired for at least (weeks)"),
        "min_weeks_lent": say("Lent for at least (weeks)"),
        "min_weeks_partner": say("From partners for at least (weeks)"),
        "turnover_per_person_eur": say("Finding a person (EUR)"),
        "publisher": say("Who publishes the open data"),
        "publish_values": say("Publish estimates"),
        "learning_scope": say("Who learns from whom"),
        "grain_heads": say("Least part of a person"),
        "flexible_weeks": say("May move (weeks)"),
        "projects/after": say("After projects"),
        "participation_percent": say("Homes taking part (%)"),
        "consent_decision": say("Residents decide on"),
        "projects.links/project": say("Waits for project"),
        "projects.links/type": say("Kind of order"),
        "lag_weeks": say("Weeks between (weeks)"),
        "projects.places/id": say("Place"),
        "street": say("Street"),
        "homes": say("Homes (number)"),
        "insulation_light_homes": say("Insulation cavity and floor (homes)"),
        "insulation_full_homes": say("Insulation full (homes)"),
        "hybrid_heat_pump_homes": say("Hybrid heat pump (homes)"),
        "electric_heat_pump_homes": say("Electric heat pump (homes)"),
        "heat_network_homes": say("Heat network connection (homes)"),
        "meter_cupboard_homes": say("Meter cupboard (homes)"),
        "gas_removal_homes": say("Gas removal (homes)"),
        "connection_upgrade_homes": say("Connection upgrade (homes)"),
        "sewer_metres": say("Sewer (m)"),
        "heat_pipe_metres": say("Heat pipe (m)"),
        "mv_cable_metres": say("MV cable (m)"),
        "lv_cable_metres": say("LV cable (m)"),
        "stations": say("Transformer stations (pieces)"),
        "charger_poles": say("Charger poles (pieces)"),
        "water_metres": say("Water main (m)"),
        "telecom_metres": say("Telecom duct (m)"),
        "paving_m2": say("Paving (m2)"),
        "trees": say("Trees (pieces)"),
        "projects.places.amounts/package": say("Own package"),
        "projects.places.amounts/amount": say("Amount"),
        "english": say("English name"),
        "sectors": say("Sectors"),
        "rate_eur": say("Rate an hour (EUR)"),
        "hire_premium_eur": say("Hiring premium an hour (EUR)"),
        "market_heads": say("For hire per region (persons)"),
        "hours_per_head_week": say("Hours per head-week"),
        "trades/id": say("Code of the trade"),
        "trades/name": say("Name of the trade"),
        "work_types/id": say("Code of the work type"),
        "work_types/name": say("Name of the work type"),
        "cpv": say("CPV code"),
        "contract": say("Sort of contract"),
        "packages/id": say("Code of the package"),
        "packages/name": say("Name of the package"),
        "unit": say("Unit"),
        "crews": say("Crew sizes (persons)"),
        "calendar": say("Calendar"),
        "value_eur": say("Value per unit (EUR)"),
        "depth": say("Order in the street (lowest first)"),
        "opening_eur": say("Digging and paving per unit (EUR)"),
        "load_kw": say("Load per unit (kW)"),
        "after": say("After packages"),
        "packages.hours/hours": say("Hours per unit"),
        "packages.opening_hours/hours": say("Hours per unit"),
        "packages.closing_hours/hours": say("Hours per unit"),
        "norms/hours": say("Hours per unit"),
        "projects.norms/hours": say("Hours per unit"),
        "calendars/id": say("Code of the calendar"),
        "calendars/name": say("Name of the calendar"),
        "bouwvak_percent": say("Work in bouwvak (%)"),
        "christmas_percent": say("Work at Christmas (%)"),
        "weather": say("Weather costs time"),
        "frost_closed": say("Closed in months of frost"),
        "closed/start": say("Closed from"),
        "closed/end": say("Closed up to and including"),
        "calendars": say("Calendars"),
        "reason": say("Reason"),
        "figure": say("Figure"),
        "value": say("Value"),
        "projects.prerequisites/kind": say("Permit or notice"),
        "requested_on": say("Requested on"),
        "met_by": say("There by"),
        "projects.activities/id": say("Activity"),
        "place": say("Place"),
        "package": say("Package"),
        "crew_heads": say("Crew size (persons)"),
        "opens_street": say("Opens the street"),
        "projects.activities/after": say("After activities"),
        "hours": say("Hours (person-hours)"),
        "activity": say("Activity"),
        "projects.pins/start": say("Start in week or date"),
        "frameworks/id": say("Framework"),
        "type": say("Framework or concession"),
        "holders": say("Holders"),
        "work_types": say("Work types"),
        "year": say("Year"),
        "eur": say("Amount (EUR)"),
        "scheme": say("Scheme"),
        "eur_per_unit": say("Subsidy per unit (EUR)"),
        "remaining_eur": say("Left to call off (EUR)"),
        "streets/id": say("Street id"),
        "streets/name": say("Street name"),
        "shops": say("Shops (number)"),
        "rest_weeks": say("Rest period (weeks)"),
        "reopening_forbidden": say("Reopening forbidden"),
        "last_closed": say("Last closed on"),
        "districts/name": say("Name of the district"),
        "districts/municipality": say("Municipality (CBS code)"),
        "districts/homes": say("Homes in the district (number)"),
        "max_open_streets": say("Streets open at a time (at most)"),
        "grid_areas/id": say("Grid area"),
        "districts": say("Districts"),
        "spare_kw": say("Spare now (kW)"),
        "kw_per_station": say("Added per transformer station (kW)"),
        "forward_plans/id": say("Plan id"),
        "owner": say("Owner"),
        "what": say("What"),
        "geometry": say("Geometry (WKT or GeoJSON)"),
        "certainty": say("Certainty"),
        "clients": say("Clients"),
        "agreements/new": say("Still to be made"),
        "material": say("Material"),
        "projects": say("Projects"),
        "form": say("Form"),
        "combinations.name/name": say("Name of combination"),
        "combinations.force/name": say("Name of combination"),
        "lead_client": say("Lead client"),
        "mandate": say("Mandate"),
        "cost_key": say("Cost key"),
    }
)
CHOICES: Mapping[str, Pair] = _both(
    {
        "employer": say("employer"),
        "client": say("client"),
        "programme": say("programme"),
        **SECTORS,
        "committed": say("committed"),
        "agree": say("agree"),
        "disagree": say("disagree"),
        "collegial": say("collegial at cost"),
        "admitted": say("admitted (Wtta)"),
        "not-admitted": say("not admitted"),
        "free": say("free"),
        "works": say("works"),
        "services": say("services"),
        "supplies": say("supplies"),
        "in-house": say("by its own service"),
        "consortium": say("the same consortium"),
        "trade": say("the same trade in the region"),
        "chain": say("the whole chain in the region"),
        "contracted": say("contracted"),
        "call-off": say("call-off"),
        "to-tender": say("to tender"),
        "private": say("private"),
        "classic": say("classic"),
        "special-sector": say("special sector"),
        "contested": say("contested"),
        "framework": say("framework agreement"),
        "concession": say("concession"),
        "FS": say("finish-start"),
        "SS": say("start-start"),
        "FF": say("finish-finish"),
        "SF": say("start-finish"),
        "undivided": say("undivided"),
        "agreed": say("agreed"),
        "intended": say("intended"),
        "lots": say("in lots"),
    }
)
YES: Pair = _pair(say("yes"))
NO: Pair = _pair(say("no"))


def at(language: Language) -> int:
    """Place of a language in a pair."""
    return 0 if language == "nl" else 1


def heading_pair(table: str, column: Column) -> Pair:
    """Both headings of a column; one that repeats a key is called as in the table of that key."""
    home = column.owner if column.owner is not None else table
    return HEADINGS.get(f"{home}/{column.path}") or HEADINGS[column.path]


def heading(table: Table, column: Column, language: Language) -> str:
    """Heading of a column."""
    return heading_pair(table.name, column)[at(language)]


def form_label(kind: object, column: Column) -> Pair:
    """Both labels of a value of the form of a kind of submission."""
    return FORM_LABELS.get(f"{kind}/{column.path}") or heading_pair(FORM, column)


def choice(value: str, language: Language) -> str:
    """Label of a choice."""
    return CHOICES[value][at(language)]
