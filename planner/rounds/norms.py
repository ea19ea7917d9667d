"""Norms from what was reported: hours of works that are done beside those of the norm they were planned with, per
package with sample size and spread. Nothing is taken over by itself: the core team does, as norms of the programme's
own."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from math import sqrt
from pathlib import Path
from typing import Any

from wijkplan.planner.intake.read_programme import load_all
from wijkplan.planner.reference import load
from wijkplan.planner.share.party_page import tables_page
from wijkplan.planner.share.progress_sheet import unit_words
from wijkplan.planner.share.xlsx_writer import Table, workbook
from wijkplan.planner.text import Language, Text, say

from .files_of_round import CORE, counting, until
from .hand_in import receive
from .progress_file import ProgressRow
from .round_folder import AGREED, SUBMISSIONS, Folder, RoundError
from .round_types import Received, Round, RoundFile
from .taking_part import paths_of
from .what_stands import plan_path, reports_of


def package_name(id: str) -> Text:
    """A package by its name and id, which ``--take`` asks for; one that a programme defines itself by its id."""
    known = load().packages.get(id)
    return say("{last}", last=id) if known is None else say("{name} ({id})", name=known.name, id=id)


FEW = 5
"""Below so many works an estimate says little; it is told, not hidden."""


class NormEstimate(RoundFile):
    """Person-hours per unit of a package, all trades together: by the norm that works were planned with, and as they
    were reported."""

    package: str
    """The package."""

    unit: str
    """What is counted."""

    works: int
    """Works that are done with hours reported."""

    parties: int
    """Employers that reported them."""

    norm_hours: float
    """Hours per unit by the norm."""

    reported_hours: float
    """Hours per unit as reported: all hours over all units."""

    lowest: float
    """The least hours per unit of a work."""

    highest: float
    """The most."""

    spread: float | None
    """Standard deviation of hours per unit between works; ``null`` for one work."""

    error: float | None
    """Standard error of their mean; ``null`` for one work."""

    few: bool
    """Whether the works are too few to say much."""


def estimates(folder: Folder, round: Round) -> list[NormEstimate]:
    """Per package with works that are done, up to a round, in order of package."""
    planned: dict[str, Mapping[str, Any]] = {}
    told: dict[str, tuple[str, ProgressRow]] = {}
    for one in until(folder, round):
        begun = _begun(folder.path(one.id, AGREED))
        path = _plan(folder, one)
        for row in json.loads(path.read_text("utf-8"))["activities"] if path is not None else ():
            if row["activity"] not in begun:  # what had begun is planned with the hours that were reported
                planned[row["activity"]] = row["work"]
        for report in reports_of(folder, one):
            told |= {row.activity: (report.party, row) for row in report.rows}
    found: dict[str, list[tuple[str, float, float, float]]] = defaultdict(list)
    units: dict[str, str] = {}
    for name, (party, row) in sorted(told.items()):
        work = planned.get(name)
        if row.ended is None or not row.hours_spent or work is None or not work["quantity"] or not work["hours"]:
            continue
        package = work["norm"]["package"]
        units[package] = work["unit"]
        found[package].append((party, float(work["quantity"]), sum(work["hours"].values()), row.hours_spent))
    return [_estimate(package, units[package], rows) for package, rows in sorted(found.items())]


def _plan(folder: Folder, round: Round) -> Path | None:
    try:
        return plan_path(folder, round)
    except RoundError:
        return None


def _begun(path: Path) -> frozenset[str]:
    if not path.is_file():
        return frozenset()
    lines = json.loads(path.read_text("utf-8"))["lines"]
    return frozenset(line["activity"] for line in lines if line["state"] in ("started", "done"))


def _estimate(package: str, unit: str, rows: list[tuple[str, float, float, float]]) -> NormEstimate:
    quantity = sum(amount for _, amount, _, _ in rows)
    each = [spent / amount for _, amount, _, spent in rows]
    mean = sum(each) / len(each)
    spread = None if len(each) < 2 else sqrt(sum((one - mean) ** 2 for one in each) / (len(each) - 1))
    return NormEstimate(
        package=package,
        unit=unit,
        works=len(rows),
        parties=len({party for party, _, _, _ in rows}),
        norm_hours=round(sum(norm for _, _, norm, _ in rows) / quantity, 4),
        reported_hours=round(sum(spent for _, _, _, spent in rows) / quantity, 4),
        lowest=round(min(each), 4),
        highest=round(max(each), 4),
        spread=None if spread is None else round(spread, 4),
        error=None if spread is None else round(spread / sqrt(len(each)), 4),
        few=len(rows) < FEW,
    )


def take_over(folder: Folder, round: Round, package: str, by: str = CORE) -> Received:
    """Plan with the reported hours of a package from now on: the programme file, with the hours of each trade raised or
    lowered alike, is taken in as a new submission of the core team.

    Raises:
        RoundError: nothing is reported of the package, the programme file is no JSON, or the round takes in nothing.
    """
    made = next((one for one in estimates(folder, round) if one.package == package), None)
    if made is None:
        raise RoundError(
            say(
                "no hours of works of {package!r} that are done were reported up to round {id}",
                package=package,
                id=round.id,
            )
        )
    row = next((one for one in counting(folder, round) if one.read_as == "programme"), None)
    if row is None or not row.file.endswith(".json"):
        raise RoundError(
            say(
                "the programme file is no JSON; state {package} with {reported_hours:g} hours per unit on its sheet",
                package=package,
                reported_hours=made.reported_hours,
            )
        )
    path = folder.path(round.id, SUBMISSIONS, row.file)
    stated = json.loads(path.read_text("utf-8"))
    hours = _norm_of(folder, round, package)
    factor = made.reported_hours / made.norm_hours
    others = [norm for norm in stated.get("norms", []) if norm["package"] != package]
    own = [{"package": package, "trade": trade, "hours": round_to(one * factor)} for trade, one in hours.items()]
    stated["norms"] = others + own
    import tempfile

    with tempfile.TemporaryDirectory() as aside:
        changed = Path(aside) / path.name
        changed.write_text(json.dumps(stated, indent=1, ensure_ascii=False) + "\n", "utf-8")
        (taken,) = receive(folder, round, [changed], None, by)
    return taken


def round_to(hours: float) -> float:
    """Hours per unit as they are stated: four decimals."""
    return float(f"{hours:.4f}")


def _norm_of(folder: Folder, round: Round, package: str) -> dict[str, float]:
    """Hours per unit and trade by the norm that works of a package were last planned with."""
    for one in reversed(until(folder, round)):
        path, begun = _plan(folder, one), _begun(folder.path(one.id, AGREED))
        for row in json.loads(path.read_text("utf-8"))["activities"] if path is not None else ():
            work = row["work"]
            if row["activity"] not in begun and work["norm"]["package"] == package and work["quantity"]:
                return {trade: hours / work["quantity"] for trade, hours in work["hours"].items()}
    raise RoundError(say("no work of {package!r} is planned by its norm any more", package=package))


def planned_with(folder: Folder, round: Round) -> dict[str, float]:
    """Hours per unit of each package, all trades together, that a round is planned with now; nothing where its
    submissions make no programme."""
    programme = load_all(paths_of(folder, round)).programme
    packages = {} if programme is None else programme.reference.packages
    return {id: round_to(sum(package.hours.values())) for id, package in packages.items()}


def norms_table(rows: Sequence[NormEstimate], now: Mapping[str, float] | None = None) -> Table:
    """Norms beside reported hours, for a workbook and a page; ``now`` is what is planned with by now, where that is to
    be told too."""
    after = () if now is None else (say("Planned with now"),)
    return Table(
        say("Norms and reported hours"),
        say("Person-hours per unit. Norms change only when the core team takes the reported hours over."),
        (
            say("Package"),
            say("Unit"),
            say("Works"),
            say("Parties"),
            say("Norm"),
            say("Reported"),
            say("Lowest"),
            say("Highest"),
            say("Spread"),
            say("Standard error"),
            say("Says"),
            *after,
        ),
        [
            (
                package_name(row.package),
                unit_words(row.unit),
                row.works,
                row.parties,
                row.norm_hours,
                row.reported_hours,
                row.lowest,
                row.highest,
                row.spread,
                row.error,
                _says(row),
                *(() if now is None else (now.get(row.package),)),
            )
            for row in rows
        ],
        digits=3,
    )


def _says(row: NormEstimate) -> Text:
    """How far the reported hours lie from the norm, and whether that can be chance: two standard errors."""
    apart = say("{percent:+.0f} percent", percent=100 * (row.reported_hours / row.norm_hours - 1))
    if row.few or row.error is None:
        return say("{apart}; fewer than {few} works, which says little", apart=apart, few=FEW)
    mean_apart = abs(row.reported_hours - row.norm_hours)
    if mean_apart <= 2 * row.error:
        return say("{apart}; that may be chance", apart=apart)
    return say("{apart}; more than two standard errors", apart=apart)


def norms_files(
    rows: Sequence[NormEstimate], now: Mapping[str, float], round: Round, language: Language
) -> dict[str, bytes]:
    """Norms beside reported hours as JSON, page and workbook, by file name."""
    sheets = [norms_table(rows, now)]
    title = say("Norms and reported hours, up to round {round}", round=round.id)
    about = say(
        "Hours of works that are done, as their employers reported them. wijkplan round norms --take PACKAGE is how "
        "the core team plans with them from then on; nothing is taken over by itself."
    )
    values = [row.model_dump() | {"planned_with_now": now.get(row.package)} for row in rows]
    return {
        "norms.json": (json.dumps(values, indent=1, ensure_ascii=False) + "\n").encode(),
        "norms.html": tables_page(title, about, sheets, language).encode(),
        "norms.xlsx": workbook(sheets, language, datetime.combine(round.status_date, time())),
    }
