"""A comparison as pandas tables: results, terms and savings; and the tables that ``wijkplan compare`` writes beside
its JSON.

Imported only where tables are asked for: pandas takes half a second to load.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

import pandas as pd

from wijkplan.models.plan import Plan
from wijkplan.models.problem import STAFFING
from wijkplan.planner.compile import Compiled
from wijkplan.planner.plan.employer_bills import TERMS as BILL_TERMS
from wijkplan.planner.plan.kept_weeks import KeptWeek
from wijkplan.planner.programme import Programme
from wijkplan.planner.record import Comparison, EmployerPeople, Shortage, TradeYear

from .joint_work import candidates_csv
from .people_record import employer_rows
from .plan_frames import lines_frame, load_frame, people_frame, plan_frame

FOLDER = "tables"
BILL = (
    "bill_eur",
    "baseline_eur",
    "people_eur",
    "baseline_people_eur",
    "alone_at_least_eur",
    "standing",
    "worse_eur",
    "settlement_eur",
    "changes",
    "baseline_changes",
)
JOINT = ("tenders", "procedures_eur", "low_eur", "high_eur", "partner_crews")
LENT = ("lent_head_weeks", "lent_persons", "hired_head_weeks_less")
RESULTS = ("status", "cost", "bound", "bound_certified", "gap", "decidable_cost", "seconds", "first_plan_seconds")


def results_frame(comparison: Comparison) -> pd.DataFrame:
    """One row per question and variant: status, euros, bound, gap on decidable cost, and the measures of its plan that
    are numbers."""
    rows = []
    for one in comparison.results:
        measured = {} if one.measures is None else asdict(one.measures)
        numbers = {key: value for key, value in measured.items() if isinstance(value, int | float)}
        rows.append(
            {"question": one.question, "variant": one.variant} | {key: getattr(one, key) for key in RESULTS} | numbers
        )
    return pd.DataFrame(rows)


def terms_frame(comparison: Comparison) -> pd.DataFrame:
    """One row per question, variant and cost term, in euros."""
    rows = (
        {"question": one.question, "variant": one.variant, "term": term, "euros": euros}
        for one in comparison.results
        for term, euros in one.terms.items()
    )
    return pd.DataFrame(rows, columns=("question", "variant", "term", "euros"))


def savings_frame(comparison: Comparison) -> pd.DataFrame:
    """One row per question and pair of variants: euros saved at least and at most (missing where nothing is known),
    and the word for it."""
    rows = (
        {"question": s.question, "from": s.source, "to": s.to, "low": s.low, "high": s.high, "word": s.word}
        for s in comparison.savings
    )
    frame = pd.DataFrame(rows, columns=("question", "from", "to", "low", "high", "word"))
    return frame.astype({"low": "Int64", "high": "Int64"})


def bills_frame(comparison: Comparison) -> pd.DataFrame:
    """One row per question, variant and employer: its bill beside its part of the baseline in euros, per term too, how
    it stands, and what would make it right."""
    rows = (
        {"question": plan.question, "variant": plan.variant, "employer": one.employer}
        | {key: getattr(one, key) for key in BILL}
        | {term: one.terms.get(term, 0) for term in BILL_TERMS}
        for plan in comparison.people.bills
        for one in plan.employers
    )
    return pd.DataFrame(rows, columns=("question", "variant", "employer", *BILL, *BILL_TERMS))


def sharing_frame(comparison: Comparison) -> pd.DataFrame:
    """One row per question, pair of variants and trade: what its people cost less when employers lend them to each
    other, per term too."""
    rows = (
        {"question": pair.question, "from": pair.source, "to": pair.to, "trade": one.trade, "euros": one.euros}
        | {term: one.terms.get(term, 0) for term in STAFFING}
        | {key: getattr(one, key) for key in LENT}
        for pair in comparison.people.sharing
        for one in pair.trades
    )
    return pd.DataFrame(rows, columns=("question", "from", "to", "trade", "euros", *STAFFING, *LENT))


def shortages_frame(comparison: Comparison) -> pd.DataFrame:
    """One row per plan, trade, region and weeks on end in which its work asks more people than employers have there.
    ``variant`` *submitted* is everything in the week that was asked for."""
    told = [
        ("", "submitted", comparison.people.asked_weeks_short),
        *((p.question, p.variant, p.short) for p in comparison.people.plans),
    ]
    rows = (
        {"question": question, "variant": variant} | dict(one) for question, variant, short in told for one in short
    )
    return pd.DataFrame(rows, columns=("question", "variant", *Shortage.model_fields))


def trade_years_frame(comparison: Comparison) -> pd.DataFrame:
    """One row per plan, trade and year: people there are, at work and hired in head-weeks, and how far they are used
    in percent."""
    rows = (
        {"question": p.question, "variant": p.variant} | dict(one) for p in comparison.people.plans for one in p.trades
    )
    return pd.DataFrame(rows, columns=("question", "variant", *TradeYear.model_fields))


def joint_work_frame(comparison: Comparison) -> pd.DataFrame:
    """One row per area and two or three kinds of work: whether they can be bought together now, what they share, what
    it is worth."""
    rows = (
        {
            "area": one.area,
            "work_types": "+".join(one.work_types),
            "word": one.word,
            "projects": " ".join(f"{kind}={count}" for kind, count in one.projects.items()),
            "free": " ".join(f"{kind}={count}" for kind, count in one.free.items()),
            "until": one.until,
            "groups": one.groups,
            "shared": " ".join(f"{reason}={count}" for reason, count in one.shared.items()),
            "example": "+".join(one.example),
        }
        | {key: getattr(one, key) for key in JOINT}
        for one in comparison.joint_work.rows
    )
    columns = ("area", "work_types", "word", "projects", "free", "until", "groups", "shared", "example", *JOINT)
    return pd.DataFrame(rows, columns=columns).astype({"high_eur": "Int64"})


def employers_frame(rows: Iterable[EmployerPeople]) -> pd.DataFrame:
    """One row per employer and trade: what a plan asks of its people; of the persons at peak per quarter the most."""
    plain = (dict(row) | {"peak_persons": max(row.peak_persons, default=0)} for row in rows)
    return pd.DataFrame(plain, columns=tuple(EmployerPeople.model_fields))


Kept = Mapping[tuple[str, str], Sequence[KeptWeek]]
"""By question and variant what keeping its week would cost each work that is moved."""


def tables(
    comparison: Comparison,
    programme: Programme,
    compiled: Compiled,
    plans: Mapping[tuple[str, str], Plan],
    kept: Kept,
) -> dict[str, str]:
    """The files of ``tables/``: CSV with a heading, comma and decimal point, dates as ISO. Plans, people and employers
    of all results; load and lines, which have a row per pool or employer and week, of the widest variant only;
    ``candidates`` is the list of tenders to choose from, whose hash is in the record. The others say nothing that the
    JSON files do not."""
    frames = {
        "results": results_frame(comparison),
        "terms": terms_frame(comparison),
        "savings": savings_frame(comparison),
    }
    problem = compiled.problem
    frames["plan"] = _stacked(
        {key: plan_frame(compiled, problem, plan, kept.get(key, ())) for key, plan in plans.items()}
    )
    frames["people"] = _stacked({key: people_frame(compiled, problem, plan) for key, plan in plans.items()})
    widest = {key: plan for key, plan in plans.items() if key[1] == "bundled"}
    frames["load"] = _stacked({key: load_frame(compiled, problem, plan) for key, plan in widest.items()})
    frames["lines"] = _stacked({key: lines_frame(compiled, problem, plan) for key, plan in widest.items()})
    frames["employers"] = _stacked(
        {key: employers_frame(employer_rows(compiled.names, problem, plan)) for key, plan in plans.items()}
    )
    frames |= {
        "bills": bills_frame(comparison),
        "sharing": sharing_frame(comparison),
        "shortages": shortages_frame(comparison),
        "trade_years": trade_years_frame(comparison),
    }
    frames["article_15b"] = joint_work_frame(comparison)
    made = {f"{FOLDER}/{name}.csv": frame.to_csv(index=False, lineterminator="\n") for name, frame in frames.items()}
    return made | {f"{FOLDER}/candidates.csv": candidates_csv(programme, compiled)}


def _stacked(frames: Mapping[tuple[str, str], pd.DataFrame]) -> pd.DataFrame:
    """The frames under each other, question and variant in front."""
    if not frames:
        return pd.DataFrame(columns=("question", "variant"))
    return pd.concat(frames, names=["question", "variant"]).reset_index(level=(0, 1)).reset_index(drop=True)
