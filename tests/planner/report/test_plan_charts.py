"""What is drawn from plans adds up: money to the plan's cost, load to its head-weeks, openings to its measures, and
links lead somewhere."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest

from tests.planner.report.pages import made, plans_of
from wijkplan.models.construct.submitted import submitted
from wijkplan.planner.plan.questions import asked_problems
from wijkplan.planner.plan.variants import SUBMITTED, all_in, in_variant
from wijkplan.planner.record import Result, RivalLoan
from wijkplan.planner.report.award_freedom import awards, sentence
from wijkplan.planner.report.chart_data import Scene, scene
from wijkplan.planner.report.cost_provenance import bases, by_mark, sources
from wijkplan.planner.report.district_map import areas
from wijkplan.planner.report.locale import DUTCH, ENGLISH, TONGUES
from wijkplan.planner.report.street_chart import district_streets
from wijkplan.planner.report.tender_chart import tender_rows
from wijkplan.planner.report.time_axis import Axis
from wijkplan.planner.report.trade_loads import trade_loads
from wijkplan.planner.report.work_chart import district_works

EXAMPLES = ("examples/one-street", "examples/combined-tender", "examples/shared-crew")


def drawn(example: str) -> Scene:
    compiled, done = made(example)
    plans = plans_of(compiled, done)
    asked = asked_problems(compiled.problem, compiled.flexible, None, plans["equal_delivery", "streets"])
    found = scene(compiled, plans, asked, "streets", submitted(in_variant(all_in(compiled.problem), SUBMITTED)), {})
    assert found is not None
    return found


def result(example: str) -> Result:
    found = made(example)[1].comparison.result(drawn(example).question, "bundled")
    assert found is not None
    return found


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_euro_of_the_plan_rests_on_something(example: str) -> None:
    found, row = bases(drawn(example)), result(example)
    terms = {term: sum(marks.values()) for term, marks in by_mark(found).items()}
    assert terms == {term: euros for term, euros in row.terms.items() if euros}
    prices, norms = sources(found, DUTCH)
    assert sum(s.euros for s in prices) == row.cost
    assert sum(s.euros for s in norms) == terms["labour"]


def test_a_euro_is_as_sure_as_the_weakest_of_what_it_rests_on() -> None:
    for row in bases(drawn("examples/one-street")):
        marks = [row.price_origin.trust, *([row.norm_origin.trust] if row.norm_origin else [])]
        assert row.mark == "assumption" if "assumption" in marks else row.mark in ("derived", "sourced", "stated")


@pytest.mark.parametrize("example", EXAMPLES)
def test_load_and_openings_are_those_of_the_measures(example: str) -> None:
    found, row = drawn(example), result(example)
    axis, measures = Axis(found.names, found.first, found.last), row.measures
    assert measures is not None
    loads = trade_loads(found, ENGLISH)
    for kind in ("own", "lent", "consortium", "hired"):
        assert sum(load.weeks[kind] for load in loads) == pytest.approx(
            getattr(measures, f"{kind}_head_weeks"), abs=0.05
        )
    streets = district_streets(found, axis, ENGLISH)
    assert sum(d.total("openings", 1) for d in streets) == measures.openings
    assert sum(d.total("weeks", 1) for d in streets) == measures.weeks_open
    assert sum(d.openings[1] for area in areas(found) for d in area.districts) == measures.openings


def test_over_asked_is_what_exceeds_own_crews_and_market() -> None:
    found = drawn("examples/shared-crew")
    known = trade_loads(found, DUTCH)
    assert known
    for load in known:
        assert 0 <= load.over <= load.short
        assert load.short == 0 or load.peaks[0] > load.own


def test_tenders_say_when_who_and_where_the_dossier_is() -> None:
    found, (_, done) = drawn("examples/combined-tender"), made("examples/combined-tender")
    rows = tender_rows(found, Axis(found.names, found.first, found.last), DUTCH, done.comparison.access)
    combined = [r for r in rows if r.combined]
    assert combined and [r.number for r in rows] == list(range(1, len(rows) + 1))
    for row in combined:
        assert f"{row.dossier}.docx" in done.texts and f"{row.dossier}.md" in done.texts
        assert len(row.clients) == 2 and row.lots == 1 and row.value > 0  # two lots would draw twice as many bids
        assert row.published < row.completed <= row.work.split()[0]
        badges = [d.tenders for area in areas(found) for d in area.districts]
        assert [n for n in badges if row.number in n]


def test_tenders_say_what_is_weak_and_what_comes_close_to_planning_competitors() -> None:
    found, (_, done) = drawn("examples/combined-tender"), made("examples/combined-tender")
    name = found.names.tenders[found.tenders[0].tender].id
    loan = RivalLoan(
        tender=name,
        trade=found.names.trades[0].id,
        region=found.names.regions[0].id,
        first_week="2027-W05",
        last_week="2027-W07",
        ends_before="2027-W09",
    )
    told = done.comparison.access
    tenders = tuple(row.model_copy(update={"weak": row.tender == name}) for row in told.tenders)
    changed = told.model_copy(update={"tenders": tenders, "rival_lending": (loan,)})
    rows = tender_rows(found, Axis(found.names, found.first, found.last), DUTCH, changed)
    shown = f"{found.names.trades[0].dutch} ({found.names.regions[0].name}) 2027-W05 – 2027-W07"
    assert [(row.weak, row.loans) for row in rows] == [(True, (shown,)), *[(False, ())] * (len(rows) - 1)]


@pytest.mark.parametrize("example", EXAMPLES)
def test_links_lead_to_places_in_the_page_or_files_beside_it(example: str) -> None:
    texts = made(example)[1].texts
    for page in str(texts["report.html"]).split('<template id="english">'):
        links = [unquote(link) for link in re.findall(r'<a [^>]*href="([^"]+)"', page)]
        ids = set(re.findall(r' id="([^"]+)"', page))
        assert len(links) > 10
        assert [link for link in links if not (link[1:] in ids if link[0] == "#" else link in texts)] == []


def test_every_work_has_its_reasons_in_both_languages() -> None:
    found = drawn("examples/one-street")
    for tongue in TONGUES:
        rows = [
            w
            for d in district_works(found, Axis(found.names, found.first, found.last), tongue)
            for p in d.projects
            for w in p.rows
        ]
        assert len(rows) == len(found.problem.activities)
        assert all(w.why.not_sooner and w.why.not_later and w.crew for w in rows)
        assert all("{" not in reason for w in rows for reason in (*w.why.not_sooner, *w.why.not_later))


def test_reasons_name_the_street_and_the_work_in_the_way() -> None:
    """Sewer, heat pipe and cable share one opening there, in this order; which of them follow each other without a gap
    costs the same."""
    found = drawn("examples/one-street")
    rows = {
        w.name: w.why
        for d in district_works(found, Axis(found.names, found.first, found.last), ENGLISH)
        for p in d.projects
        for w in p.rows
    }
    close = [
        (before, after)
        for before, after in (("riool/sewer:p", "warmte/heat-pipe:p"), ("warmte/heat-pipe:p", "kabel/lv-cable:p"))
        if any("Zonnelaan" in reason and after in reason for reason in rows[before].not_later)
    ]
    assert close
    for before, after in close:
        assert any("Zonnelaan" in reason and before in reason for reason in rows[after].not_sooner)


def test_the_share_that_is_free_to_decide() -> None:
    names = drawn("examples/combined-tender").names
    total = sum(p.value_eur for p in names.projects)
    rows = awards(names, ENGLISH)
    assert sum(r.value for r in rows) == total and sum(r.projects for r in rows) == len(names.projects)
    free = sum(p.value_eur for p in names.projects if p.award == "to-tender")
    assert ENGLISH.words.percent(free / total, 0) in sentence(names, ENGLISH)
