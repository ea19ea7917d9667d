"""Nobody sees what is not theirs: hidden data change, nothing that is shown does, and every file stays the same byte
for byte."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import permutations

import pytest

from tests.planner.share.world import baseline, exported, fixed, pilot, texts
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Source
from wijkplan.planner.plan.measures import people
from wijkplan.planner.programme import Programme
from wijkplan.planner.results.people_record import idle_week_eur
from wijkplan.planner.share import party_sheets, shared_zone
from wijkplan.planner.share.head_weeks import staffed
from wijkplan.planner.share.party_view import own_people, people_euros
from wijkplan.planner.submission.schema import Crew, Employer

MINE, CLIENT, OTHER, THIRD = "E-GR-LAAD", "C-GR-NET", "E-GR-NETO", "E-GR-INSA"
READERS = (
    *(f"employer:{MINE}", f"client:{CLIENT}", "municipality:GM1979", "core-team", "steering-group"),
    *("school", "uwv", "union", "public"),
)


def _with(employer: str, **changes: object) -> Programme:
    return _edited(employer, lambda e: e.model_copy(update=changes))


def _edited(employer: str, edit: Callable[[Employer], Employer], programme: Programme | None = None) -> Programme:
    before = programme or pilot()
    return replace(before, employers=tuple(edit(e) if e.id == employer else e for e in before.employers))


def _crews(employer: str, edit: Callable[[Crew], Crew], programme: Programme | None = None) -> Programme:
    return _edited(employer, lambda e: e.model_copy(update={"crews": tuple(map(edit, e.crews))}), programme)


def _cells() -> list[tuple[str, str, str, str]]:
    """Every two employers, trade and region in which a head can go from the first to the second, in a fixed order:
    both are there all the time."""
    always = {e.id: [c for c in e.crews if c.status == "committed" and c.start is None] for e in pilot().employers}
    crews = {employer: {(c.trade, c.region): c for c in rows} for employer, rows in always.items()}
    return [
        (one, other, *cell)
        for one, other in permutations(sorted(crews), 2)
        for cell in sorted(crews[one].keys() & crews[other].keys())
        if MINE not in (one, other) and crews[one][cell].heads > 1
    ]


def _head_moved(one: str, other: str, trade: str, region: str) -> Programme:
    """One head of a trade and region from one employer to another: every aggregate stays."""

    def by(amount: float) -> Callable[[Crew], Crew]:
        def edit(crew: Crew) -> Crew:
            here = (crew.trade, crew.region, crew.status) == (trade, region, "committed")
            return crew.model_copy(update={"heads": crew.heads + amount}) if here else crew

        return edit

    return _crews(one, by(-1), _crews(other, by(1)))


HIDDEN: dict[str, Callable[[], Programme]] = {
    "name and note": lambda: _with(OTHER, name="Somebody Else", note="we are in trouble"),
    "names of crews": lambda: _crews(OTHER, lambda crew: crew.model_copy(update={"id": f"x-{crew.id}"})),
    "terms of lending": lambda: _crews(
        THIRD, lambda crew: crew.model_copy(update={"lendable_percent": 7, "legal_basis": "another"})
    ),
    "heads between others": lambda: _head_moved(*_cells()[0]),
    "heads between others, elsewhere": lambda: _head_moved(*_cells()[-1]),
}


@cache
def _changed(hidden: str) -> Programme:
    return HIDDEN[hidden]()


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("hidden", HIDDEN)
def test_hidden_data_leave_no_trace(reader: str, hidden: str) -> None:
    changed = _changed(hidden)
    assert changed != pilot()
    assert exported(changed, reader) == baseline(reader)


def test_no_head_that_moves_between_others_shows_in_the_shared_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    """All pairs and cells: which regions are merged once hung on the heads in them, so one head from one to another
    moved a border."""
    compiled, plan = fixed()
    problem, names, limits = compiled.problem, compiled.names, pilot().reference.disclosure
    at_work = tuple(staffed(problem, plan))  # by the plan, whoever the heads are
    monkeypatch.setattr(shared_zone, "staffed", lambda *_: at_work)
    before = shared_zone.shared_cells(problem, names, plan, limits)
    pools = {pool.id: p for p, pool in enumerate(names.pools)}
    moves = _cells()
    assert len(moves) >= 8 and any(cell.head_weeks is not None for cell in before)
    for one, other, trade, region in moves:
        rows, (here, there) = list(problem.pools), (pools[f"{employer}:{trade}:{region}"] for employer in (one, other))
        assert rows[here].reserve == rows[there].reserve
        both = [mine > 100 and theirs > 0 for mine, theirs in zip(rows[here].heads, rows[there].heads, strict=True)]
        assert any(both)
        for at, by in ((here, -100), (there, 100)):
            rows[at] = replace(
                rows[at], heads=tuple(heads + by * moved for heads, moved in zip(rows[at].heads, both, strict=True))
            )
        assert shared_zone.shared_cells(replace(problem, pools=tuple(rows)), names, plan, limits) == before, (
            one,
            other,
            trade,
            region,
        )


def test_what_is_ones_own_does_show() -> None:
    """Otherwise the test above could not fail."""
    mine = _crews(MINE, lambda crew: crew.model_copy(update={"heads": crew.heads + 1}))
    assert exported(mine, READERS[0]).files != baseline(READERS[0]).files
    renamed = _with(OTHER, name="Somebody Else")
    assert exported(renamed, "clearing").files == baseline("clearing").files  # ids are enough for the clearing party


@pytest.mark.parametrize("reader", READERS)
def test_no_other_party_is_named(reader: str) -> None:
    said = texts(baseline(reader).files)
    others = [e for e in pilot().employers if f"employer:{e.id}" != reader]
    assert [e.id for e in others if e.id in said or e.name in said] == []
    assert all(e.id in texts(baseline("clearing").files) for e in pilot().employers if e.projects)


@pytest.mark.parametrize("reader", READERS)
def test_what_is_suppressed_is_said_and_listed(reader: str) -> None:
    made = baseline(reader)
    assert any(label.startswith("lent, ") for label in made.suppressed)  # nobody lends in this plan; that is not told
    cells = [label for label in made.suppressed if ": " not in label]
    books, pages = ({name: raw for name, raw in made.files.items() if name.endswith(end)} for end in (".xlsx", ".html"))
    assert texts(books).count(">suppressed<") == len(cells)
    assert texts(pages).count(">suppressed<") == len(made.suppressed)  # its table of variants too
    assert "clearing" not in reader and baseline("clearing").suppressed == ()


def _told_of_people(plan: Plan) -> tuple[object, ...]:
    """All that an employer's workbook says of its people and their euros in a plan."""
    compiled, _ = fixed()
    problem, names = compiled.problem, compiled.names
    employer = names.employer_index[MINE]
    idle = idle_week_eur(pilot().reference, names)
    rows = own_people(people(problem, plan), employer)
    euros = people_euros(problem, plan, employer, idle)
    tables = (
        party_sheets.own_people(names, rows, rows, "en"),
        party_sheets.quarters(names, problem.quarters, rows, rows, "en"),
    )
    return tuple(map(tuple, tables[0].rows)), tuple(map(tuple, tables[1].rows)), tuple(euros.items())


def _otherwise(plan: Plan, whose: Callable[[str], bool]) -> Plan:
    """The plan with the work of some employers a week later and done by their last way that is no lending, so that
    others hire more or less."""
    compiled, _ = fixed()
    problem, names = compiled.problem, compiled.names
    moved = []
    for placed in plan.placements:
        activity = problem.activities[placed.activity]
        if whose(names.employers[problem.projects[activity.project].employer].id):
            demands = activity.modes[placed.mode].demands
            ways = [
                [k for k, q in enumerate(one.patterns) if q.source in (Source.OWN, Source.HIRED)][-1] for one in demands
            ]
            placed = replace(placed, start=placed.start + 1, end=placed.end + 1, patterns=tuple(ways))
        moved.append(placed)
    return replace(plan, placements=tuple(moved))


def test_what_an_employer_reads_of_its_people_is_the_same_whatever_others_do() -> None:
    """So the difference of two exports, of two plans or rounds, tells nothing of others either."""
    _, plan = fixed()
    assert _told_of_people(_otherwise(plan, lambda employer: employer != MINE)) == _told_of_people(plan)
    assert _told_of_people(_otherwise(plan, lambda employer: employer == MINE)) != _told_of_people(
        plan
    )  # or the test could not fail
