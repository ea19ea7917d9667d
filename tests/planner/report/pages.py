"""Comparisons that tests draw: real ones of small programmes, and the pilot with today's plan in every variant."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser

from tests.support.command import ROOT
from wijkplan.models.outcome import Outcome, Settings
from wijkplan.models.plan import Plan
from wijkplan.planner.cli.progress import Silent
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.experiment.engine import Engine, real_engine
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.pipeline import Done, run_comparison
from wijkplan.planner.plan.plan_file import from_json


def _unsolved() -> Engine:
    """Finds no plan, so that every variant keeps the repaired one."""
    return replace(real_engine(), solve=lambda *_, **__: Outcome("no_plan", None, None, None, None, (), 0.0, None))


@cache
def made(example: str, stop: int | None = None) -> tuple[Compiled, Done]:
    """The comparison of an example; ``stop`` interrupts it when it has been asked that many times."""
    paths = (ROOT / "instances" / example,)
    programme, _ = load(list(paths))
    assert programme is not None
    compiled = compile(programme)
    asked = iter(range(10**9))
    engine = _unsolved() if example == "pilot" else None
    settings = Settings(work=20, workers=1, seed=1)
    return compiled, run_comparison(
        programme, compiled, paths, settings, Silent(), lambda: stop is not None and next(asked) >= stop, engine
    )


def plans_of(compiled: Compiled, done: Done) -> Mapping[tuple[str, str], Plan]:
    """The plans of a comparison, by question and variant."""
    found = {}
    for row in done.comparison.results:
        if row.plan is not None:
            plan, _ = from_json(compiled, json.loads(done.texts[row.plan]), row.plan)
            found[row.question, row.variant] = plan
    return {(question, variant): plan for (question, variant), plan in found.items()}


class Balanced(HTMLParser):
    """Fails on tags that do not close in order."""

    VOID = frozenset({"meta", "link", "input", "br", "rect", "line", "path", "circle", "use"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID and tag not in ("th", "td", "tr"):
            while self.open and self.open[-1] in ("th", "td", "tr"):
                self.open.pop()
            assert self.open.pop() == tag
