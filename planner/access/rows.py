"""What the meter says of the tenders that plans chose and of the other forms in which the same projects could be
bought."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wijkplan.models.plan import Plan
from wijkplan.planner.compile import Compiled
from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.law.procedure_route import CALL_OFF
from wijkplan.planner.plan.coherence import Coherence
from wijkplan.planner.programme import Programme
from wijkplan.planner.record import Access, Form, FormChoice, LotAccess, RivalLoan, TenderAccess

from .assumptions import stated
from .meter import Meter
from .rival_lending import RivalLending

TOGETHER = tuple((question, "bundled") for question in ("equal_delivery", "all_in"))
"""The plan with everything together, the one that is read first."""


def access(programme: Programme, compiled: Compiled, plans: Mapping[tuple[str, str], Plan]) -> Access:
    """``tenders`` in plans, per group of projects that a plan combined its ``choices``, and per candidate that is open
    to the market the fewest able bidders in any of its lots. ``plans`` are by question and variant."""
    meter = Meter(programme, compiled)
    chosen: dict[int, list[str]] = {}
    for question, variant in sorted(plans):
        for publication in plans[question, variant].tenders:
            chosen.setdefault(publication.tender, []).append(f"plan-{variant}-{question}.json")
    groups = dict.fromkeys(
        compiled.names.tenders[t].projects for t in sorted(chosen) if compiled.problem.tenders[t].combined
    )
    candidates = {name.id: fewest(meter, t) for t, name in enumerate(compiled.names.tenders)}
    coherence = Coherence(programme, compiled)
    together = next((plans[key] for key in TOGETHER if key in plans), None)
    return Access(
        assumptions=stated(),
        tenders=tuple(tender(meter, t, chosen[t], coherence.weak(t)) for t in sorted(chosen)),
        choices=tuple(found for group in groups if (found := choices(meter, group, set(chosen)))),
        candidates={name: able for name, able in candidates.items() if able is not None},
        rival_lending=() if together is None else tuple(_rival_loans(programme, meter, together)),
    )


def _rival_loans(programme: Programme, meter: Meter, plan: Plan) -> Iterator[RivalLoan]:
    """Per tender of the plan that is open to the market."""
    names, lending = meter.compiled.names, RivalLending(programme, meter, plan)
    for publication in sorted(plan.tenders, key=lambda p: (p.week, p.tender)):
        if names.tenders[publication.tender].procedure != CALL_OFF:
            for row in lending.during(publication):
                yield RivalLoan(
                    tender=names.tenders[publication.tender].id,
                    trade=names.trades[row.trade].id,
                    region=names.regions[row.region].id,
                    first_week=week_label(names.start, row.first),
                    last_week=week_label(names.start, row.last),
                    ends_before=week_label(names.start, publication.week),
                )


def lots(meter: Meter, index: int) -> tuple[LotAccess, ...]:
    """One candidate lot by lot; a call-off is not open to the market, so it has none."""
    names = meter.compiled.names
    if names.tenders[index].procedure == CALL_OFF:
        return ()
    return tuple(
        LotAccess(
            **dict(meter.lot(lot.projects, lot.period)), projects=tuple(names.projects[p].id for p in lot.projects)
        )
        for lot in meter.compiled.problem.tenders[index].lots
    )


def fewest(meter: Meter, index: int) -> float | None:
    """Expected number of able bidders in the lot that has the fewest; ``None`` for a call-off."""
    return min((lot.able for lot in lots(meter, index)), default=None)


def tender(meter: Meter, index: int, chosen_in: Sequence[str], weak: bool) -> TenderAccess:
    """A tender that the plans in these files chose; ``weak``: its motivation is."""
    names = meter.compiled.names
    name, found = names.tenders[index], lots(meter, index)
    apart = [lot for project in name.projects for lot in lots(meter, names.tender_index[f"single:{project}"])]
    return TenderAccess(
        tender=name.id,
        form=name.form,
        lots=found,
        fewest=fewest(meter, index),
        before=min((round(lot.able + lot.outside, 2) for lot in apart), default=None) if found else None,
        after=min((round(lot.able + lot.outside, 2) for lot in found), default=None),
        weak=weak,
        chosen_in=tuple(chosen_in),
    )


def choices(meter: Meter, group: Sequence[str], chosen: set[int]) -> FormChoice | None:
    """All forms in which a group can be bought, separately included: what each saves in procedures and mobilisation
    against separate tenders, and the fewest able bidders in any of its lots. On the front is what no other form beats
    in both. ``None`` for call-offs."""
    problem, names = meter.compiled.problem, meter.compiled.names
    singles = [names.tender_index[f"single:{project}"] for project in group]
    forms = [t for t, name in enumerate(names.tenders) if set(name.projects) == set(group)]
    if any(names.tenders[t].procedure == CALL_OFF for t in (*singles, *forms)):
        return None
    apart = sum(problem.tenders[t].procurement + problem.tenders[t].mobilisation for t in singles)
    ways = [singles, *([t] for t in forms)]
    points = [
        (
            apart - sum(problem.tenders[t].procurement + problem.tenders[t].mobilisation for t in tenders),
            min(lot.able for t in tenders for lot in lots(meter, t)),
        )
        for tenders in ways
    ]
    options = tuple(
        Form(
            tenders=tuple(names.tenders[t].id for t in tenders),
            form=names.tenders[tenders[0]].form,
            lots=sum(len(problem.tenders[t].lots) for t in tenders),
            saving_eur=point[0],
            fewest=point[1],
            chosen=len(tenders) == 1 and tenders[0] in chosen,
            on_front=not any(a >= point[0] and b >= point[1] and (a, b) != point for a, b in points),
        )
        for tenders, point in zip(ways, points, strict=True)
    )
    return FormChoice(projects=tuple(group), options=options)
