"""How the report says things, in English: the same names as in ``words``, which a test compares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.labels import WORK_TYPES_EN

WORK_TYPES = WORK_TYPES_EN

WORDS = {"proven": "proven", "indicated": "indicated", "negligible": "negligible", "undecided": "undecided"}

WORDS_MEAN = {
    "proven": "the low end lies above zero and both bounds are certified: derived again in whole numbers, apart from the solver",
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

TERMS = {
    "labour": "labour",
    "hire": "hiring",
    "travel": "travel",
    "lending": "lending",
    "mobilisation": "mobilisation of crews",
    "procurement": "procurement",
    "opening": "digging and paving",
    "interface": "coordination between contracts",
    "delay": "delay",
    "burden": "nuisance of open streets",
    "rest": "rest period broken",
    "moved": "weeks moved",
}

LETTERS = {"retrofit": "H", "heat": "W", "cabling": "C", "charging": "P", "sewer": "S"}

STEPS = {"aligning": "aligning", "sharing": "sharing people", "combining": "tendering together"}

CAUSES = {
    "procedures": "procedures",
    "mobilisation": "mobilisation of crews",
    "openings": "open streets: work, coordination, nuisance, rest",
    "crews": "crews: labour, hiring, travel, lending, partners",
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
    "mean_weeks_moved": "weeks moved, on average",
    "tenders": "tenders",
    "combined_tenders": "of which combined",
}

QUESTIONS = {"equal_delivery": "Equal delivery", "all_in": "All in", "second_reading": "Second reading"}

QUESTIONS_MEAN = {
    "equal_delivery": (
        "The same districts finished on the same date, with no more nuisance than today: how much less does it cost? Only euros that are really paid."
    ),
    "all_in": "Waiting, nuisance, broken rest periods and moved weeks count as well, at social prices.",
}

RULES = {
    "once": "Work is missing or double",
    "window": "Outside the window",
    "ready": "Before everything is ready",
    "calendar": "In a closed week",
    "precedence": "In the wrong order",
    "crew": "Without a crew that is allowed",
    "capacity": "Too few people",
    "lending": "Lending beyond what was agreed",
    "hire": "More hiring than the market has",
    "tender": "Not in exactly one tender",
    "lead": "Before the tender is completed",
    "contract": "Longer than the contract",
    "street_order": "Shallow before deep in the same street",
    "opening": "Opening that cannot be shared",
    "rest": "Inside the rest period",
    "exclusive": "Streets open at once",
    "grid": "More than the grid can carry",
    "frozen": "Pinned work moved",
    "delivery": "Later or more nuisance than agreed",
    "nonrenewable": "Stock used up",
}

TRUST = {"sourced": "source", "stated": "own figure", "derived": "derived", "assumption": "assumption"}

ACCESS = {
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


def interval(low: int, high: int | None) -> str:
    """An interval in euros, for sentences."""
    if high is None:
        return f"at least {brief(low)}"
    return brief(low) if brief(low) == brief(high) else f"between {brief(low)} and {brief(high)}"


def status(row: Mapping[str, Any]) -> str:
    """How a result came out; *optimal* says whose word that is where the bound shown does not prove it."""
    claimed = row["status"] == "optimal" and row["bound"] != row["cost"]
    return "optimal according to the solver, not certified" if claimed else STATUS[row["status"]]


def headline(question: str, saving: Mapping[str, Any] | None, base: Mapping[str, Any] | None) -> str:
    """The sentence of one question. ``saving`` is from repaired to bundled, ``base`` the repaired result."""
    lead = "Equal delivery: the same work by the same date" if question == "equal_delivery" else "All in: the whole programme"
    if saving is None or base is None or not base["decidable_cost"]:
        return f"{lead}: there is no comparison, because a plan is missing."
    low, high, decidable = saving["low"], saving["high"], base["decidable_cost"]
    word = WORDS[saving["word"]]
    if saving["word"] == "negligible":
        return f"{lead} becomes at most {brief(high)} cheaper than today by aligning, sharing and tendering together: {word}."
    if saving["word"] == "undecided":
        if high is None:
            return f"{lead}: what aligning, sharing and tendering together save is {word}; there is no bound yet."
        return f"{lead} becomes at most {brief(high)} cheaper than today by aligning, sharing and tendering together, perhaps nothing: {word}."
    ends = dict.fromkeys(percent(end / decidable, 0) for end in (low, high) if end is not None)
    shares = f"{' to '.join(ends)} of the cost that a plan can influence"
    return f"{lead} costs {interval(low, high)} less than today by aligning, sharing and tendering together ({shares}): {word}."


def bundling(saving: Mapping[str, Any] | None) -> str:
    """What sharing and combining add to alignment, so that they are not credited with what alignment achieves."""
    if saving is None or saving["high"] is None:
        return ""
    low, high = saving["low"], saving["high"]
    amount = interval(low, high) if low > 0 else f"at most {brief(high)}"
    return f"Of this, sharing people and tendering together bring, on top of aligning, {amount}: {WORDS[saving['word']]}."


def break_even(row: Mapping[str, Any]) -> str:
    """By how much bids may rise before combining is no longer cheaper: from the low end of the saving, and beside it from the plans found."""
    low, found = row["low_percent"], row["found_percent"]
    if low is None:
        return "There is no work that can be tendered together."
    plans = "the plans found combine nothing" if found is None else f"in the plans found {number(found, 2)} %"
    if low > 0:
        return (
            f"Tendering together stays cheaper as long as combining makes bids rise by less than {number(low, 2)} %, "
            f"whatever the best plan combines ({WORDS[row['word']]}); {plans}."
        )
    return f"By how much bids may rise when combined is undecided: the low end of the saving leaves no room; {plans}."


def losers(pair: Mapping[str, Any], names: Mapping[str, str], key: str) -> str:
    """Which clients pay more in the wider variant."""
    lost, payers = pair[key], len(pair["clients"])
    if not lost:
        return f"none of the {payers} clients loses"
    return f"{len(lost)} of the {payers} clients {'loses' if len(lost) == 1 else 'lose'}: {', '.join(names[c] for c in lost)}"


def second_reading(saving: Mapping[str, Any] | None) -> str:
    """What sharing and combining save when the districts are finished as in the aligned plan."""
    if saving is None:
        return ""
    low, high, word = saving["low"], saving["high"], WORDS[saving["word"]]
    if low > 0:
        return f"Everything together then costs {interval(low, high)} less than aligned: {word}."
    if high is None:
        return f"What everything together then saves on aligned is {word}; there is no bound yet."
    return f"Everything together is then at most {brief(high)} cheaper than aligned: {word}."


def weeks_gained(gained: Mapping[str, Any]) -> str:
    """How much sooner districts are finished, with what is paid for it on both sides; later is said as plainly as sooner."""
    mean, before, after = gained["mean_weeks"], gained["cash_repaired"], gained["cash_bundled"]
    price = "at equal or lower cost" if gained["at_equal_or_lower_cost"] else "but not at equal cost"
    when = f"{number(mean, 1)} weeks sooner than today, {price}"
    if abs(mean) < 0.05:
        when = f"as early as today, {price}"
    elif mean < 0:
        when = f"{number(abs(mean), 1)} weeks later than today"
    late = [f"{number(gained[key], 1)} weeks" for key in ("mean_weeks_late_bundled", "mean_weeks_late_repaired")]
    return (
        f"In the plan with everything together (all in) a district, weighted by homes, is on average finished {when}: "
        f"{brief(after)} is paid, against {brief(before)} today. Districts end on average {late[0]} after their last target date, today {late[1]}."
    )
