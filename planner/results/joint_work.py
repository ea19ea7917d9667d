"""The answer to article 15b: kinds of work that can be bought together, per area, and what that is worth; the list of
candidates as a table."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled
from wijkplan.planner.compile.kinds_together import Together, area_of, in_order, kinds_together
from wijkplan.planner.law.procedure_route import CALL_OFF
from wijkplan.planner.plan.coherence import Coherence
from wijkplan.planner.plan.joint_renewal import joint_renewal
from wijkplan.planner.plan.variants import ALIGNED, COMBINED, all_in, in_variant, without_partners
from wijkplan.planner.programme import Programme
from wijkplan.planner.record import CandidateList, ComesFree, JointWork, KindsTogether, TenderWorth

EUROS = ("value_eur", "basis_eur", "client_eur", "bidders_eur", "mobilisation_eur")
COLUMNS = ("tender", "form", "lots", "projects", "procedure", *EUROS, "reasons", "motivation", "title")


def joint_work(
    programme: Programme, compiled: Compiled, equal_delivery: Problem | None, plans: Collection[Plan] = ()
) -> JointWork:
    """All of it, in the problem of equal delivery where there is one, else in that of all in."""
    from wijkplan.models.bound.parts_of_list import PartsOfList  # late: it loads the solver

    problem = all_in(compiled.problem) if equal_delivery is None else equal_delivery
    narrow, wide = in_variant(problem, ALIGNED), in_variant(problem, COMBINED)
    rows, tenders = kinds_together(programme), _by_kinds(programme, compiled)
    bought = sorted({t for plan in plans for t in (p.tender for p in plan.tenders) if _open(compiled, t)})
    if bought or any((row.area, row.work_types) in tenders for row in rows):
        with_partners = PartsOfList(narrow, wide)
        without = PartsOfList(narrow, without_partners(wide))

    def worth(some: Sequence[int]) -> _Worth:
        if not some:
            return _Worth(0, 0, 0, True)
        most, alone = with_partners.most(some), without.most(some)
        known = most or alone
        return _Worth(
            with_partners.procedures(some),
            with_partners.least(some)[0],
            None if known is None else known[0],
            most is not None,
        )

    found = []
    for row in rows:
        mine = tenders.get((row.area, row.work_types), [])
        found.append(_told(row, len(mine), worth(mine), complete=compiled.cut_off == 0))
    chosen = []
    for t in bought:
        one = worth([t])
        apart = sum(
            _euros(compiled, compiled.names.tender_index[f"single:{q}"]) for q in compiled.names.tenders[t].projects
        )
        chosen.append(
            TenderWorth(
                tender=compiled.names.tenders[t].id,
                procedures_eur=apart - _euros(compiled, t),
                low_eur=one.low,
                high_eur=one.high,
                partner_crews=one.partner_crews,
            )
        )
    return JointWork(
        question="all_in" if equal_delivery is None else "equal_delivery",
        candidates=CandidateList(
            listed=len(compiled.names.tenders),
            dominated=len(compiled.dominated),
            cut_off=compiled.cut_off,
            largest_group=programme.reference.settings.max_combined_projects,
            sha256=hashlib.sha256(candidates_csv(programme, compiled).encode("utf-8")).hexdigest(),
        ),
        chosen=tuple(chosen),
        rows=tuple(found),
        comes_free=_comes_free(programme, compiled),
    )


def _comes_free(programme: Programme, compiled: Compiled) -> tuple[ComesFree, ...]:
    names = compiled.names
    projects = {
        name.id: (name.work_type, compiled.problem.projects[p].district) for p, name in enumerate(names.projects)
    }
    freed = sorted((until, project) for project, until in joint_renewal(programme).projects.items())
    return tuple(
        ComesFree(
            project=project,
            work_type=projects[project][0],
            area=area_of(programme, names.districts[projects[project][1]].id),
            until=until,
        )
        for until, project in freed
    )


def _open(compiled: Compiled, t: int) -> bool:
    """Whether a combined tender is put to the market."""
    return compiled.problem.tenders[t].combined and compiled.names.tenders[t].procedure != CALL_OFF


def _euros(compiled: Compiled, t: int) -> int:
    return compiled.problem.tenders[t].procurement + compiled.problem.tenders[t].mobilisation


@dataclass(frozen=True, slots=True)
class _Worth:
    procedures: int
    low: int
    high: int | None
    partner_crews: bool


def _told(row: Together, tenders: int, worth: _Worth, complete: bool) -> KindsTogether:
    return KindsTogether(
        area=row.area,
        work_types=row.work_types,
        word=row.word,
        projects=row.projects,
        free=row.free,
        awards=row.awards,
        until=row.until,
        groups=row.groups,
        shared=row.shared,
        example=row.example,
        tenders=tenders,
        procedures_eur=worth.procedures,
        low_eur=worth.low,
        high_eur=worth.high if complete else None,
        partner_crews=worth.partner_crews,
    )


def _by_kinds(programme: Programme, compiled: Compiled) -> dict[tuple[str, tuple[str, ...]], list[int]]:
    """Combined tenders, orders under frameworks aside, by the area that all of them is in and the kinds of work in
    them."""
    names, problem = compiled.names, compiled.problem
    found: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for t, tender in enumerate(problem.tenders):
        if _open(compiled, t):
            areas = {area_of(programme, names.districts[problem.projects[q].district].id) for q in tender.projects}
            kinds = tuple(sorted({names.projects[q].work_type for q in tender.projects}, key=in_order))
            if len(areas) == 1:
                found.setdefault((areas.pop(), kinds), []).append(t)
    return found


def candidates_csv(programme: Programme, compiled: Compiled) -> str:
    """The list of candidates as a table: who is bought together, in which lots, how, at what cost, why it is there,
    and whether its motivation would be weak."""
    coherence, made = Coherence(programme, compiled), io.StringIO()
    rows = csv.writer(made, lineterminator="\n")
    rows.writerow(COLUMNS)
    for t, (tender, name) in enumerate(zip(compiled.problem.tenders, compiled.names.tenders, strict=True)):
        lots = "; ".join("+".join(compiled.names.projects[q].id for q in lot.projects) for lot in tender.lots)
        costs = (name.value_eur, name.basis_eur, name.client_eur, name.bidders_eur, tender.mobilisation)
        rows.writerow(
            (
                name.id,
                name.form,
                lots,
                "+".join(name.projects),
                name.procedure,
                *costs,
                " ".join(name.reasons),
                "weak" if coherence.weak(t) else "",
                name.title or "",
            )
        )
    return made.getvalue()
