"""How the report says things, in English: the same names as in ``words``, which a test compares."""

from __future__ import annotations

from wijkplan.planner.compile.labels import WORK_TYPES_EN

WORK_TYPES = WORK_TYPES_EN

WORDS = {
    "proven": "proven",
    "proven dearer": "proven dearer",
    "indicated": "indicated",
    "negligible": "negligible",
    "undecided": "undecided",
}

WORDS_MEAN = {
    "proven": "the low end lies above zero and both bounds are certified: derived again in whole numbers, apart from "
    "the solver",
    "proven dearer": "the high end lies below zero: the plan before it asks less, and is cheaper for that",
    "indicated": "the low end lies above zero, but one of the bounds is not certified",
    "negligible": "even the high end is less than 0.5 % of the decidable cost",
    "undecided": "the low end is zero and the high end is not small: it may be much or nothing",
}

STATUS = {
    "optimal": "optimal",
    "feasible": "plan found",
    "stored": "stored plan",
    "no_plan": "no plan found",
    "infeasible": "no plan possible",
}

LETTERS = {"retrofit": "H", "heat": "W", "cabling": "C", "charging": "P", "sewer": "S",
           "water": "D", "telecom": "T", "paving": "V", "trees": "B"}  # fmt: skip

STEPS = {
    "streets": "streets",
    "districts": "districts",
    "aligning": "aligning",
    "sharing": "sharing people",
    "combining": "tendering together",
}

CAUSES = {
    "procedures": "procedures",
    "mobilisation": "mobilisation of crews",
    "openings": "open streets: work, labour of joined digs, coordination, nuisance, rest",
    "crews": "crews: labour, standing by, hiring, travel, lending, partners",
    "timing": "waiting and weeks moved",
}

MEASURES = {
    "projects_meeting_target": "projects on time",
    "openings": "openings",
    "weeks_open": "weeks that a street is open",
    "broken_rests": "times a rest period is broken",
    "hired_head_weeks": "head-weeks hired",
    "lent_head_weeks": "head-weeks lent",
    "consortium_head_weeks": "head-weeks from a consortium",
    "idle_head_weeks": "head-weeks idle",
    "idle_head_weeks_in_span": "of which between first and last work",
    "changes": "heads by which own people at work rise and fall from quarter to quarter",
    "spells": "times that own people begin anew",
    "mean_weeks_moved": "weeks moved, on average",
    "tenders": "tenders",
    "combined_tenders": "of which combined",
}

QUESTIONS = {
    "equal_delivery": "Equal delivery",
    "all_in": "All in",
    "sooner": "Sooner, within the weeks that senders are willing to move",
    "sooner_free": "Sooner, with work that may come forward as far as it can",
}

QUESTIONS_MEAN = {
    "equal_delivery": (
        "No district finished later than in the baseline, with no more nuisance: how much less does it cost? Only "
        "euros that are really paid."
    ),
    "all_in": "Waiting, nuisance, broken rest periods and moved weeks count as well, at social prices.",
}

STANDING = {"surely not worse": "surely not worse", "not worse": "not worse", "worse": "worse"}

TRUST = {"sourced": "source", "stated": "own figure", "derived": "derived", "assumption": "assumption"}

ACCESS = {
    "outside_firms": "firms outside the programme, per sector and region",
    "outside_heads": "heads of such a firm",
    "outside_own_percent": "share of the hours that it does itself (%)",
    "turnover_per_head_low_eur": "turnover per head and year, low (€)",
    "turnover_per_head_high_eur": "turnover per head and year, high (€)",
    "reference_reach_percent": "largest reference, % of yearly turnover",
    "small_firm_percent": "largest lot that fits, % of the yearly turnover of the median firm",
    "least_bidders": "fewest firms per lot",
}

FORMS = {
    "single": "one project",
    "undivided": "undivided",
    "lots-work-type": "lots by work type",
    "lots-regime": "lots by regime",
    "lots-district": "lots by district",
    "lots-client": "lots by client",
    "lots-project": "a lot per project",
}

TOGETHER = {
    "one contract": "yes, in one contract",
    "in lots": "yes, in lots per regime",
    "apart": "no, too far apart in place or time",
    "unlawful": "no, the law does not allow it",
    "not free": "no, not all of it is to be tendered",
}
REASONS = {"shared-street": "a street", "shared-trade": "a trade", "shared-weeks": "weeks", "one-client": "the client"}

AWARDS = {
    "to-tender": "still to be tendered",
    "call-off": "call-off under a framework",
    "contracted": "under contract",
    "in-house": "in-house",
    "private": "private",
}

SOURCES = {"own": "own", "lent": "lent", "consortium": "consortium", "hired": "hired"}


def euros(amount: float | None) -> str:
    """Whole euros with English thousands; a dash where there is nothing."""
    return "–" if amount is None else f"€ {amount:,.0f}"


def brief(amount: float | None) -> str:
    """Euros in thousands or millions, for sentences."""
    if amount is None:
        return "–"
    if abs(amount) >= 999_500:
        return f"€ {number(amount / 1e6, 2 if abs(amount) < 1e7 else 1)} million"
    if abs(amount) >= 10_000:
        return f"€ {amount / 1000:,.0f} thousand"
    return euros(amount)


def number(value: float, digits: int = 0) -> str:
    """A number with commas between thousands."""
    return f"{value:,.{digits}f}"


def percent(share: float | None, digits: int = 1) -> str:
    """A share as a percentage."""
    return "–" if share is None else f"{number(100 * share, digits)} %"
