"""Forced combinations and the race, derived again from an output folder: plans by the checker, bounds and swaps from their certificates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from wijkplan.models.check import judge
from wijkplan.models.check.bounds import certified
from wijkplan.models.check.refused import Refused
from wijkplan.models.check.swap import swapped
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled
from wijkplan.planner.experiment.forced_groups import apart, together
from wijkplan.planner.folder.stored_comparison import Folder, other_version, read_json
from wijkplan.planner.plan.variants import BUNDLED, in_variant
from wijkplan.planner.results import certificate_file as certificates
from wijkplan.planner.results.forced_record import DIRECTIONS, SIDES, stated_difference
from wijkplan.planner.results.race_record import derived as derived_race

from .output_folder import Checked, asked_of


def audit_forced(folder: Path, read: Folder, compiled: Compiled) -> Iterator[Checked]:
    """One row per figure of each forced combination, and one for the race. Raises :class:`~wijkplan.planner.folder.stored_comparison.Stale`."""
    try:
        stored = {(r["question"], tuple(r["projects"]), r["what"]): r["certificate"] for r in read_json(folder / certificates.NAME)["forced"]}
        asked = asked_of(compiled.problem, read.plans)
        for row in read.comparison["forced"]:
            yield from _row(row, read, compiled, in_variant(asked[row["question"]], BUNDLED), stored)
        race = read.comparison["race"]
        if race is not None:
            said, found = derived_race(race), derived_race(race, read.comparison)
            yield Checked("race", "what is decided", "race", _told(said), _told(found), said == found)
    except (KeyError, TypeError, ValueError) as error:
        raise other_version(folder, error) from error


def _row(
    row: Mapping[str, Any], read: Folder, compiled: Compiled, bundled: Problem, stored: Mapping[tuple[str, tuple[int, ...], str], Any]
) -> Iterator[Checked]:
    question, name = row["question"], "+".join(row["projects"])
    group = tuple(compiled.names.project_index[p] for p in row["projects"])
    problems = dict(zip(SIDES, (together(bundled, group), apart(bundled, group)), strict=True))
    for side in SIDES:
        stated = row[side]
        if stated["plan"] is not None:
            verdict = judge(problems[side], read.forced[stated["plan"]])
            agrees = verdict.feasible and verdict.objective == stated["cost"]
            note = side if verdict.feasible else f"{side}: the plan breaks rules, first {verdict.violations[0]}"
            yield Checked(question, name, "plan", stated["cost"], verdict.objective, agrees, note)
        if stated["bound_certified"]:
            euros, note = _derived(lambda c, p=problems[side]: certified(p, c), stored.get((question, group, side)))
            yield Checked(question, name, "bound", stated["bound"], euros, euros == stated["bound"], note or side)
    for a, b in DIRECTIONS:
        key = f"{a}_above_{b}"
        if row["swaps"][key] is not None:
            euros, note = _derived(lambda c, p=problems[a], q=problems[b]: swapped(p, q, c), stored.get((question, group, key)))
            yield Checked(question, name, "swap", row["swaps"][key], euros, euros == row["swaps"][key], note or key.replace("_", " "))
    said = {key: row[key] for key in ("low", "high", "word")}
    try:
        found: dict[str, Any] | None = stated_difference(row)
    except ValueError:
        found = None
    yield Checked(question, name, "difference", _interval(said), _interval(found), said == found)


def _derived(derive: Any, certificate: Any) -> tuple[int | None, str]:
    if certificate is None:
        return None, "there is no certificate for it"
    try:
        return derive(certificate), ""
    except Refused as refused:
        return None, f"the certificate is refused: {refused}"


def _interval(found: Mapping[str, Any] | None) -> str | None:
    return None if found is None else f"{found['low']} to {found['high']}, {found['word']}"


def _told(rows: Mapping[str, Any]) -> str:
    return f"{len(rows['decided'])} decided, {len(rows['blocked_by'])} open"
