"""Reports of poor programmes: without work, with one work, stopped early; each says what it lacks instead of
failing."""

from __future__ import annotations

from dataclasses import replace

from tests.planner.compile.world import GRIDCO, programme
from tests.planner.experiment.test_compare import Fake
from tests.planner.report.pages import Balanced, made
from wijkplan.models.construct.submitted import submitted
from wijkplan.models.outcome import Settings
from wijkplan.models.plan import Plan
from wijkplan.planner.cli.progress import Silent
from wijkplan.planner.compile import compile
from wijkplan.planner.pipeline import run_comparison


def test_a_programme_without_work() -> None:
    read = programme(settings={"agreements": []}, clients=(), employers=(GRIDCO,))
    engine = replace(Fake().engine(None), submitted=submitted, repair=lambda *_: (Plan(()), None))
    html = str(
        run_comparison(read, compile(read), (), Settings(), Silent(), lambda: False, engine).texts["report.html"]
    )
    Balanced().feed(html)
    for told in (
        "Er is geen werk met een waarde",
        "Er is geen graafwerk",
        "There is no work with a value",
        "None: what was submitted",
    ):
        assert told in html


def test_a_single_work_has_row_reasons_and_tender() -> None:
    compiled, done = made("tiny/street-opened-once")
    html = str(done.texts["report.html"])
    Balanced().feed(html)
    assert html.count('class="more work"') == 2 * len(compiled.problem.activities)
    assert "Waarom niet eerder" in html


def test_names_are_escaped() -> None:
    read = programme()
    named = replace(read, name="Wijk & <b>dorp</b>")
    engine = replace(Fake().engine(None), submitted=submitted)
    html = str(
        run_comparison(named, compile(named), (), Settings(), Silent(), lambda: False, engine).texts["report.html"]
    )
    assert "<b>dorp</b>" not in html and "Wijk &amp; &lt;b&gt;dorp" in html


def test_an_interrupted_comparison_says_so_and_is_drawn() -> None:
    _, done = made("examples/shared-crew", stop=3)
    html = str(done.texts["report.html"])
    Balanced().feed(html)
    assert done.comparison.interrupted
    assert "voortijdig gestopt" in html and "was stopped early" in html
