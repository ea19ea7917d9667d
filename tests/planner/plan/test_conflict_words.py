"""Words of conflicts: each group of each kind has its sentence, in both languages."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from wijkplan.models.conflict.groups import groups, without
from wijkplan.planner.compile import compile
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.plan.conflict_words import _SENTENCES, ConflictWords
from wijkplan.planner.text import translated


def test_every_group_of_a_programme_has_a_sentence_and_can_be_let_go_of() -> None:
    seen = set()
    for example in ("shared-crew", "one-street", "combined-tender"):
        programme, _ = load([Path("instances/examples") / example])
        assert programme is not None
        compiled = compile(programme)
        english, dutch = (ConflictWords(compiled.problem, compiled.names, language) for language in ("en", "nl"))
        for group in groups(compiled.problem):
            told = english.sentence(group)
            assert told and translated(dutch.sentence(group), "nl") != told
            seen.add((group.rule, group.kind))
        assert len(groups(without(compiled.problem, groups(compiled.problem)))) < len(groups(compiled.problem))
    assert seen <= _SENTENCES.keys() and len(seen) > 8


def test_every_kind_of_group_has_a_sentence() -> None:
    source = Path(inspect.getfile(groups)).read_text("utf-8")
    named = re.findall(r'Group\("(\w+)", "(\w+)"', source) + re.findall(r'^ +\("(\w+)", "(\w+)"\): ', source, re.M)
    assert set(named) - {("nonrenewable", "programme")} == _SENTENCES.keys()  # of benchmark instances only
