"""Forced combinations and the race, derived again from an output folder: plans by the checker, bounds and swaps from
their certificates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wijkplan.models.check import judge
from wijkplan.models.check.bounds import certified
from wijkplan.models.check.refused import Refused
from wijkplan.models.check.swap import swapped
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled
from wijkplan.planner.experiment.forced_groups import Difference, apart, together
from wijkplan.planner.folder.stored_comparison import Folder
from wijkplan.planner.plan.rule_words import rule_name
from wijkplan.planner.plan.variants import BUNDLED, in_variant
from wijkplan.planner.record import ForcedPair, ForcedWord
from wijkplan.planner.results import certificate_file as certificates
from wijkplan.planner.results.forced_record import DIRECTIONS, SIDES, groups, stated_difference
from wijkplan.planner.results.race_record import Outcome, derived, stated
from wijkplan.planner.text import Text, say

from .certificates import Proofs
from .output_folder import Checked

SIDE_NAMES: Mapping[str, Text] = {"together": say("together"), "apart": say("apart")}
SWAP_NAMES: Mapping[str, Text] = {
    "apart_above_together": say("apart above together"),
    "together_above_apart": say("together above apart"),
}
FORCED_WORDS: Mapping[ForcedWord, Text] = {
    "proven cheaper": say("proven cheaper"),
    "proven dearer": say("proven dearer"),
    "negligible": say("negligible"),
    "undecided": say("undecided"),
}


def audit_forced(read: Folder, compiled: Compiled, proofs: Proofs) -> Iterator[Checked]:
    """One row per figure of each forced combination, and one for the race."""
    stored = certificates.forced(proofs.stored)
    asked = read.asked(compiled)
    known = {tuple(compiled.names.projects[q].id for q in group): group for group in groups(compiled.names)}
    for pair in read.comparison.forced:
        if pair.question in asked and pair.projects in known:
            bundled = in_variant(asked[pair.question], BUNDLED)
            yield from _pair(pair, known[pair.projects], read, bundled, stored)
        else:
            note = say("the programme forces no such combination")
            yield Checked(
                pair.question, "+".join(pair.projects), "difference", _interval(_said(pair)), None, False, note
            )
    race = read.comparison.race
    if race is not None:
        said, found = stated(race), derived(race, read.comparison)
        yield Checked("race", say("what is decided"), "race", _told(said), _told(found), said == found)


def _pair(
    pair: ForcedPair,
    group: tuple[int, ...],
    read: Folder,
    bundled: Problem,
    stored: Mapping[tuple[str, tuple[int, ...], str], Any],
) -> Iterator[Checked]:
    question, name = pair.question, "+".join(pair.projects)
    problems: dict[str, Problem] = dict(zip(SIDES, (together(bundled, group), apart(bundled, group)), strict=True))
    for what, side in zip(SIDES, (pair.together, pair.apart), strict=True):
        if side.plan is not None:
            verdict = judge(problems[what], read.forced[side.plan])
            agrees = verdict.feasible and verdict.objective == side.cost
            note: str = (
                SIDE_NAMES[what]
                if verdict.feasible
                else say(
                    "{side}: the plan breaks rules, first {violation}",
                    side=SIDE_NAMES[what],
                    violation=rule_name(verdict.violations[0].rule),
                )
            )
            yield Checked(question, name, "plan", side.cost, verdict.objective, agrees, note)
        if side.bound_certified:
            euros, note = _derived(lambda c, p=problems[what]: certified(p, c), stored.get((question, group, what)))
            yield Checked(question, name, "bound", side.bound, euros, euros == side.bound, note or SIDE_NAMES[what])
    for (a, b), swap in zip(
        DIRECTIONS, (pair.swaps.apart_above_together, pair.swaps.together_above_apart), strict=True
    ):
        key = f"{a}_above_{b}"
        if swap is not None:
            euros, note = _derived(
                lambda c, p=problems[a], q=problems[b]: swapped(p, q, c), stored.get((question, group, key))
            )
            yield Checked(question, name, "swap", swap, euros, euros == swap, note or SWAP_NAMES[key])
    said = _said(pair)
    try:
        found: Difference | None = stated_difference(pair.together, pair.apart, pair.swaps)
    except ValueError:
        found = None
    yield Checked(question, name, "difference", _interval(said), _interval(found), said == found)


def _said(pair: ForcedPair) -> Difference:
    return Difference(pair.low, pair.high, pair.word)


def _derived(derive: Any, certificate: Any) -> tuple[int | None, str]:
    if certificate is None:
        return None, say("there is no certificate for it")
    try:
        return derive(certificate), ""
    except Refused as refused:
        return None, say("the certificate is refused: {refused}", refused=refused)


def _interval(found: Difference | None) -> str | None:
    if found is None:
        return None
    return say("{low} to {high}, {word}", low=found.low, high=found.high, word=FORCED_WORDS[found.word])


def _told(outcome: Outcome) -> str:
    return say("{decided} decided, {open} open", decided=len(outcome.decided), open=len(outcome.open))
