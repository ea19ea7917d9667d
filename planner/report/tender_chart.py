"""Tenders on a time line: preparation, publication, procedure and work of every tender of the plan, and where its
dossier is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from wijkplan.models.plan import Publication
from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.record import Access
from wijkplan.planner.reference import load

from .chart_data import Scene
from .locale import Tongue
from .street_chart import span
from .time_axis import Axis


@dataclass(frozen=True, slots=True)
class TenderRow:
    """One tender. ``dossier`` is the path of its dossier beside the report without its ending, ``None`` for a single
    project; ``few`` says in how many of its lots too few can bid, ``weak`` that its motivation is, ``loans`` what
    firms that may bid for it lend each other meanwhile."""

    number: int
    title: str
    combined: bool
    projects: tuple[str, ...]
    clients: tuple[str, ...]
    districts: tuple[int, ...]
    form: str
    procedure: str
    lots: int
    value: int
    cost: int
    published: str
    completed: str
    lead: int
    work: str
    dossier: str | None
    few: int
    weak: bool
    loans: tuple[str, ...]
    tokens: str
    chart: str


def tender_rows(scene: Scene, axis: Axis, tongue: Tongue, access: Access) -> list[TenderRow]:
    """All tenders of the plan, in the order of their numbers."""
    few = {row.tender: sum(lot.few for lot in row.lots) for row in access.tenders}
    weak = {row.tender for row in access.tenders if row.weak}
    trades = {one.id: tongue.trade(one) for one in scene.names.trades}
    regions = {one.id: one.name for one in scene.names.regions}
    loans: dict[str, list[str]] = defaultdict(list)
    for loan in access.rival_lending:
        where = f"{trades[loan.trade]} ({regions[loan.region]})"
        loans[loan.tender].append(f"{where} {loan.first_week} – {loan.last_week}")
    return [
        _row(scene, axis, tongue, n, publication, few, weak, loans) for n, publication in enumerate(scene.tenders, 1)
    ]


def _row(
    scene: Scene,
    axis: Axis,
    tongue: Tongue,
    number: int,
    publication: Publication,
    few: Mapping[str, int],
    weak: Set[str],
    loans: Mapping[str, Sequence[str]],
) -> TenderRow:
    from wijkplan.planner.tenders.dossier import FOLDER  # late: dossiers use the words of the report
    from wijkplan.planner.tenders.dossier.fact import file_name

    problem, names = scene.problem, scene.names
    tender, name = problem.tenders[publication.tender], names.tenders[publication.tender]
    works = [a for p in tender.projects for a in problem.members[p]]
    start = min((scene.now[a].start for a in works), default=publication.week + tender.lead)
    end = max((scene.now[a].end for a in works), default=start)
    ready = publication.week + tender.lead
    svg = axis.row(22)
    axis.bar(svg, publication.week - tender.preparation, publication.week, 7, 8, "prepare")
    axis.bar(svg, publication.week, ready, 7, 8, "procedure")
    if works:
        axis.bar(svg, start, end, 4, 14, "after")
    svg.line(axis.x(publication.week), 1, axis.x(publication.week), 21, "published")
    procedure = load().law.procedures.get(name.procedure)
    clients = {problem.projects[p].client for p in tender.projects}
    return TenderRow(
        number=number,
        title=name.title or " + ".join(name.projects),
        combined=tender.combined,
        projects=tuple(tongue.project(names, p) for p in tender.projects),
        clients=tuple(sorted({tongue.sentence(names.clients[c].name) for c in clients})),
        districts=tuple(sorted({problem.projects[p].district for p in tender.projects})),
        form=tongue.words.FORMS[name.form],
        procedure=procedure.called(tongue.language) if procedure else name.procedure,
        lots=len(tender.lots),
        value=name.value_eur,
        cost=tender.procurement,
        published=week_label(names.start, publication.week),
        completed=week_label(names.start, ready),
        lead=tender.lead,
        work=span(scene, tongue, start, end) if works else "–",
        dossier=f"{FOLDER}/dossier-{file_name(name.id)}" if tender.combined else None,
        few=few.get(name.id, 0),
        weak=name.id in weak,
        loans=tuple(loans.get(name.id, ())),
        tokens=scene.tokens(works),
        chart=str(svg),
    )
