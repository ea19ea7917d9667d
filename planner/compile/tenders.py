"""Tenders: every project alone, and every candidate group undivided and in lots, with their procedures, weeks and norm euros."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.problem import Lot, Tender
from planner.programme import Programme
from planner.reference import Procedure

from .candidates import Buy, groups
from .names import Form, TenderName
from .rounding import euros_nearest

CALL_OFF = "call-off"  # id of the procedure of call-offs in the reference data


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidate tenders; the first ones are the single-project tenders, in order of project."""

    tenders: tuple[Tender, ...]
    names: tuple[TenderName, ...]

    def partners(self, employer_of: Sequence[int]) -> dict[int, frozenset[int]]:
        """Per project the employers of others that share a lot with it in some candidate."""
        found: dict[int, set[int]] = {}
        for lot in self._shared_lots():
            for project in lot.projects:
                found.setdefault(project, set()).update(employer_of[p] for p in lot.projects)
        return {p: frozenset(others - {employer_of[p]}) for p, others in found.items()}

    def one_lot(self) -> frozenset[tuple[int, int]]:
        """Ordered pairs of projects that share a lot in some candidate."""
        return frozenset((a, b) for lot in self._shared_lots() for a in lot.projects for b in lot.projects if a != b)

    def _shared_lots(self) -> Iterable[Lot]:
        return (lot for tender in self.tenders for lot in tender.lots if len(lot.projects) > 1)


def candidates(programme: Programme, buys: Sequence[Buy], hours: Mapping[int, Mapping[str, float]], chains: Mapping[int, int]) -> Candidates:
    """All candidates. ``hours`` are person-hours per project and trade; ``chains`` the weeks of each project's longest chain."""
    rows: list[tuple[Form, tuple[Buy, ...], tuple[tuple[Buy, ...], ...]]] = [("single", (buy,), ((buy,),)) for buy in buys]
    limit = programme.reference.settings.max_candidate_tenders
    for group in groups(programme, buys):
        rows += [(form, group, lots) for form, lots in _divisions(programme, group)]
    rows = rows[: max(limit, len(buys))]
    made = [_tender(programme, form, group, lots, hours, chains) for form, group, lots in rows]
    return Candidates(tuple(t for t, _ in made), tuple(name for _, name in made))


def _divisions(programme: Programme, group: tuple[Buy, ...]) -> list[tuple[Form, tuple[tuple[Buy, ...], ...]]]:
    """Undivided where one part of the law covers all, else in lots per part of the law; and in lots per work type, or per
    district where one work type is usually bought in lots. Call-offs of one framework are one order."""
    mixed = len({b.law for b in group}) > 1
    found: list[tuple[Form, tuple[tuple[Buy, ...], ...]]] = [("lots-regime", _by(group, lambda b: b.law)) if mixed else ("undivided", (group,))]
    if group[0].call_off:
        return found
    work_types = {b.task.asked.work_type for b in group}
    if len(work_types) > 1:
        other: Form = "lots-work-type"
        lots = _by(group, lambda b: f"{b.task.asked.work_type} {b.law}")
    else:
        other, lots = "lots-district", _by(group, lambda b: f"{b.task.district.id} {b.law}")
    usual = len(work_types) > 1 or all(programme.reference.work_types[w].lots for w in work_types)
    if usual and lots != found[0][1]:
        found.append((other, lots))
    return found


def _by(group: Sequence[Buy], key: Callable[[Buy], str]) -> tuple[tuple[Buy, ...], ...]:
    """Lots of members with the same key, in order of their first members."""
    return tuple(tuple(b for b in group if key(b) == value) for value in dict.fromkeys(key(b) for b in group))


def _tender(
    programme: Programme,
    form: Form,
    group: Sequence[Buy],
    lots: Sequence[Sequence[Buy]],
    hours: Mapping[int, Mapping[str, float]],
    chains: Mapping[int, int],
) -> tuple[Tender, TenderName]:
    """The procedure of a member follows from the summed value (Aanbestedingswet 2012 art. 2.14 and 2.18); the longest and dearest count."""
    value = sum(b.value for b in group)
    procedures = [_procedure(programme, b, value) for b in group]
    longest = max(procedures, key=lambda p: (p.lead_weeks, p.preparation_weeks, p.id))
    ids = tuple(b.task.asked.id for b in group)
    tender = Tender(
        lots=tuple(_lot(programme, lot, hours, chains) for lot in lots),
        clients=tuple(sorted({b.client for b in group})),
        procurement=euros_nearest(max(p.cost_eur for p in procedures)),
        preparation=max(p.preparation_weeks for p in procedures),
        lead=longest.lead_weeks,
    )
    return tender, TenderName(f"{form}:{'+'.join(ids)}", form, ids, longest.id, euros_nearest(value))


def _procedure(programme: Programme, buy: Buy, value: float) -> Procedure:
    return programme.reference.procedures[CALL_OFF] if buy.call_off else programme.reference.procedure(buy.regime, value)


def _lot(programme: Programme, members: Sequence[Buy], hours: Mapping[int, Mapping[str, float]], chains: Mapping[int, int]) -> Lot:
    """The period is that of the data, longer where the wanted weeks or the longest chain of the members are."""
    wanted = max(b.span.end for b in members) - min(b.span.start for b in members)
    chain = max(chains[b.task.index] for b in members)
    places = {(b.task.district.id, trade) for b in members for trade in hours[b.task.index]}
    return Lot(
        projects=tuple(b.task.index for b in members),
        period=max(programme.reference.settings.contract_period_weeks, wanted, chain),
        mobilisation=mobilisation(programme, (trade for _, trade in places)),
    )


def mobilisation(programme: Programme, trades: Iterable[str]) -> int:
    """Euros of bringing in crews of these trades, one at a time."""
    hours, known = programme.reference.settings.mobilisation_hours, programme.reference.trades
    return euros_nearest(sum(hours * known[trade].rate_eur for trade in sorted(trades)))
