"""What the meter says of the tenders that plans chose and of the other forms in which the same projects could be bought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wijkplan.models.plan import Plan
from wijkplan.planner.compile import Compiled
from wijkplan.planner.law.procedure_route import CALL_OFF
from wijkplan.planner.programme import Programme

from .assumptions import stated
from .meter import Meter


def access(programme: Programme, compiled: Compiled, plans: Mapping[tuple[str, str], Plan]) -> dict[str, Any]:
    """``tenders`` in plans, per group of projects that a plan combined its ``choices``, and per candidate that is open to the market the fewest able
    bidders in any of its lots. ``plans`` are by question and variant."""
    meter = Meter(programme, compiled)
    chosen: dict[int, list[str]] = {}
    for question, variant in sorted(plans):
        for publication in plans[question, variant].tenders:
            chosen.setdefault(publication.tender, []).append(f"plan-{variant}-{question}.json")
    groups = dict.fromkeys(compiled.names.tenders[t].projects for t in sorted(chosen) if compiled.problem.tenders[t].combined)
    return {
        "assumptions": stated(),
        "tenders": [tender(meter, t) | {"chosen_in": chosen[t]} for t in sorted(chosen)],
        "choices": [found for group in groups if (found := choices(meter, group, set(chosen)))],
        "candidates": {row["tender"]: row["fewest"] for t in range(len(compiled.names.tenders)) if (row := tender(meter, t))["lots"]},
    }


def tender(meter: Meter, index: int) -> dict[str, Any]:
    """One candidate lot by lot; a call-off is not open to the market, so it has none. ``fewest`` is the least over its lots."""
    name, lots = meter.compiled.names.tenders[index], meter.compiled.problem.tenders[index].lots
    rows = []
    if name.procedure != CALL_OFF:
        for lot in lots:
            projects = [meter.compiled.names.projects[p].id for p in lot.projects]
            rows.append({"projects": projects} | meter.lot(lot.projects, lot.period).as_json())
    return {"tender": name.id, "form": name.form, "lots": rows, "fewest": min((row["able"] for row in rows), default=None)}


def choices(meter: Meter, group: Sequence[str], chosen: set[int]) -> dict[str, Any] | None:
    """All forms in which a group can be bought, separately included: what each saves in procedures and mobilisation against separate tenders, and the
    fewest able bidders in any of its lots. On the front is what no other form beats in both. ``None`` for call-offs."""
    problem, names = meter.compiled.problem, meter.compiled.names
    singles = [names.tender_index[f"single:{project}"] for project in group]
    forms = [t for t, name in enumerate(names.tenders) if set(name.projects) == set(group)]
    if any(names.tenders[t].procedure == CALL_OFF for t in (*singles, *forms)):
        return None
    apart = sum(problem.tenders[t].procurement + problem.tenders[t].mobilisation for t in singles)
    options = []
    for tenders in (singles, *([t] for t in forms)):
        rows = [problem.tenders[t] for t in tenders]
        options.append(
            {
                "tenders": [names.tenders[t].id for t in tenders],
                "form": names.tenders[tenders[0]].form,
                "lots": sum(len(row.lots) for row in rows),
                "saving_eur": apart - sum(row.procurement + row.mobilisation for row in rows),
                "fewest": min(tender(meter, t)["fewest"] for t in tenders),
                "chosen": len(tenders) == 1 and tenders[0] in chosen,
            }
        )
    return {"projects": list(group), "options": [option | {"on_front": _on_front(option, options)} for option in options]}


def _on_front(one: Mapping[str, Any], options: Sequence[Mapping[str, Any]]) -> bool:
    mine = one["saving_eur"], one["fewest"]
    theirs = ((other["saving_eur"], other["fewest"]) for other in options)
    return not any(a >= mine[0] and b >= mine[1] and (a, b) != mine for a, b in theirs)
