"""Violations in plain words: every rule has its sentences, and they say where, when and how much."""

from __future__ import annotations

import re
from pathlib import Path

import wijkplan.models.check.rules
from tests.planner.compile.world import programme
from wijkplan.models.check import RULES, Violation
from wijkplan.planner.compile import Names, compile
from wijkplan.planner.plan.conflicts import conflicts
from wijkplan.planner.plan.rule_words import BROKEN, CONFLICTS, NAMES


def told(*violations: Violation) -> list[str]:
    compiled = compile(programme())
    return [c.sentence for c in conflicts(compiled.problem, compiled.names, violations)]


def names() -> Names:
    return compile(programme()).names


def test_every_violation_of_the_checker_has_its_sentences() -> None:
    folder = Path(wijkplan.models.check.rules.__file__).parent
    said = {
        pair
        for file in folder.glob("*.py")
        for pair in re.findall(r'Violation\(\s*"(\w+)",\s*"(\w+)"', file.read_text())
    }
    assert said <= set(CONFLICTS)
    assert {rule for rule, _ in CONFLICTS} == set(RULES)
    assert list(NAMES) == list(BROKEN) == list(RULES)


def test_weeks_of_one_pool_are_one_conflict_with_the_worst_amount() -> None:
    pool = names().pool_index["gridco:LVM:AM01"]
    weeks = [Violation("capacity", "pool", pool, week, 100 * (week - 9), "heads short") for week in (10, 11, 14)]
    (sentence,) = told(*weeks)
    assert "in 3 weken van 2027-W11 tot en met 2027-W15 tot 5,0 mensen te weinig" in sentence
    assert "Grid contractor" in sentence


def test_works_of_one_project_are_one_conflict() -> None:
    first, second = (Violation("ready", "activity", i, 5, amount, "weeks too early") for i, amount in ((0, 3), (0, 1)))
    (sentence,) = told(first, second)
    assert "2 werken tot 3 weken voordat vergunning" in sentence
    assert told(first)[0].count("1 werk tot 3 weken") == 1


def test_places_that_do_not_exist_are_told_as_they_are() -> None:
    assert told(Violation("once", "activity", 999_999, None, 1, "placements of unknown work"))[0].startswith(
        "activity 999999:"
    )
