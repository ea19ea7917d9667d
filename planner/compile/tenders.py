"""Tenders: every project alone, and every candidate group undivided and in lots, with their procedures, weeks and norm
euros.

What the law does not allow is no candidate; procedure, weeks and cost are those of the law (``wijkplan.planner.law``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from wijkplan.models.problem import Lot, Tender
from wijkplan.planner.law import Basis, Route, Valuation, group_breaches, lot_breaches, procurement_cost, route
from wijkplan.planner.law.wanted_combinations import fits
from wijkplan.planner.programme import Programme
from wijkplan.planner.reference.calendars import percent
from wijkplan.planner.submission.schema import Combinations

from .candidates import Buy, groups, reasons
from .compile_findings import Notebook
from .dominated import Undominated
from .names import Form, Reason, TenderName
from .rounding import euros_nearest
from .wanted_groups import no_form, wished

Lots = tuple[tuple[Buy, ...], ...]

TENDERING = "tendering"
"""The calendar by which tenders are published."""

CUTS: tuple[tuple[Form, Callable[[Buy], object]], ...] = (
    ("lots-regime", lambda b: b.member.part),
    ("lots-work-type", lambda b: (b.task.asked.work_type, b.member.part)),
    ("lots-district", lambda b: (b.task.district.id, b.member.part)),
    ("lots-client", lambda b: b.client),
    ("lots-project", lambda b: b.task.asked.id),
)
"""What members of a lot have in common, per form; no lot lies under two parts of the law."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidate tenders; the first ones are the single-project tenders, in order of project. ``left_out`` are
    lawful tenders that are none because buying the same lots apart is no dearer (``dominated.py``). ``cut_off``
    is not 0 where there are more than are weighed: at least so many, as nobody looks for what nobody weighs."""

    tenders: tuple[Tender, ...]
    names: tuple[TenderName, ...]
    left_out: tuple[tuple[Tender, TenderName], ...] = ()
    cut_off: int = 0

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


def candidates(
    programme: Programme,
    buys: Sequence[Buy],
    hours: Mapping[int, Mapping[str, float]],
    chains: Mapping[int, int],
    notes: Notebook,
) -> Candidates:
    """All candidates: the single projects, what the core team asks for, and other groups as far as they are weighed.
    ``hours`` are person-hours per project and trade; ``chains`` the weeks of each project's longest chain. What the
    core team asks for and cannot be had goes to ``notes``."""
    law = programme.reference.law
    ceilings = programme.ceilings

    def lawful(group: Sequence[Buy]) -> bool:
        return not any(group_breaches(law, [b.member for b in group], ceilings))

    wishes = programme.settings.combinations or Combinations()
    asked = wished(programme, buys, wishes, notes)
    value = Valuation(law, [b.member for b in buys])
    forced = {frozenset(row.projects) for row in wishes.force}
    make = _Maker(programme, value, hours, chains, {g: wish.name for g, wish in asked.items()}, forced)
    wanted = {tuple(b.task.asked.id for b in group) for group in asked}
    desks = {c.id: c.desk_places for c in programme.clients}
    list_of = Undominated(wanted, {b.client: desks.get(b.task.client, 1) for b in buys})
    for buy in buys:
        list_of.add(*make.tender("single", (buy,), ((buy,),)))
    for group, wish in asked.items():
        if not fits(wishes, [b.task.asked.id for b in group]):
            continue
        fitting = [
            (form, lots)
            for form, lots in _divisions(programme, group)
            if wish.form is None or (form == "undivided") == (wish.form == "undivided")
        ]
        if not fitting:
            no_form(notes, group, wish.form)
        for form, lots in fitting:
            list_of.add(*make.tender(form, group, lots))
    most = max(programme.reference.settings.max_candidate_tenders, len(list_of.kept))
    for group in groups(programme, buys, hours, lawful):
        if group in asked or not fits(wishes, [b.task.asked.id for b in group]):
            continue
        for form, lots in _divisions(programme, group):
            list_of.add(*make.tender(form, group, lots))
        if len(list_of.kept) > most:
            break
    return Candidates(
        tenders=tuple(t for t, _ in list_of.kept[:most]),
        names=tuple(name for _, name in list_of.kept[:most]),
        left_out=tuple(list_of.left_out),
        cut_off=len(list_of.kept[most:]),
    )


def _divisions(programme: Programme, group: tuple[Buy, ...]) -> list[tuple[Form, Lots]]:
    """The lawful ones of: undivided, and in lots by part of the law, work type, district, client or project (lots are
    what art. 1.5(3) Aw 2012 asks unless motivated); each way to cut once. Call-offs of one framework are one order."""
    found: list[tuple[Form, Lots]] = [("undivided", (group,))]
    if not group[0].call_off:
        found += [(form, _by(group, key)) for form, key in CUTS]
    law, seen = programme.reference.law, set()
    kept: list[tuple[Form, Lots]] = []
    for form, lots in found:
        if lots not in seen and not any(lot_breaches(law, [[b.member for b in lot] for lot in lots])):
            seen.add(lots)
            kept.append((form, lots))
    return kept


def _by(group: Sequence[Buy], key: Callable[[Buy], object]) -> Lots:
    """Lots of members with the same key, in order of their first members."""
    lots: dict[object, list[Buy]] = {}
    for buy in group:
        lots.setdefault(key(buy), []).append(buy)
    return tuple(map(tuple, lots.values()))


@dataclass(frozen=True, slots=True)
class _Whole:
    """What a group has in whatever lots it is bought."""

    basis: Basis
    by: Route
    closed: frozenset[int]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class _Maker:
    """Makes tenders. ``titles`` are the names of groups that the core team asked for, ``forced`` the ids of those it
    forces, ``stops`` the weeks without publications of each set of regions that was met. Groups and lots that were
    met are known: each way to cut has them again."""

    programme: Programme
    value: Valuation
    hours: Mapping[int, Mapping[str, float]]
    chains: Mapping[int, int]
    titles: Mapping[tuple[Buy, ...], str | None]
    forced: set[frozenset[str]]
    stops: dict[frozenset[str], frozenset[int]] = field(default_factory=dict)
    groups: dict[tuple[Buy, ...], _Whole] = field(default_factory=dict)
    lots: dict[tuple[Buy, ...], Lot] = field(default_factory=dict)

    def tender(self, form: Form, group: tuple[Buy, ...], lots: Lots) -> tuple[Tender, TenderName]:
        whole = self.groups.get(group) or self.groups.setdefault(group, self.whole(group))
        basis, by = whole.basis, whole.by
        cost = procurement_cost(by, [lot[0].member.part for lot in lots])
        ids = tuple(b.task.asked.id for b in group)
        tender = Tender(
            lots=tuple(self.lots.get(lot) or self.lots.setdefault(lot, self.lot(lot)) for lot in lots),
            clients=tuple(sorted({b.client for b in group})),
            procurement=cost.total_eur,
            preparation=by.preparation_weeks,
            lead=by.lead_weeks,
            closed=whole.closed,
        )
        name = TenderName(
            id=f"{form}:{'+'.join(ids)}",
            form=form,
            projects=ids,
            procedure=by.procedure.id,
            value_eur=basis.own_eur,
            basis_eur=basis.value_eur,
            client_eur=cost.client_eur,
            bidders_eur=cost.bidders_eur,
            reasons=whole.reasons,
            title=self.titles.get(group),
            forced=frozenset(ids) in self.forced,
        )
        return tender, name

    def whole(self, group: tuple[Buy, ...]) -> _Whole:
        members = [b.member for b in group]
        basis = self.value.basis(members)
        last = self.programme.start + timedelta(weeks=self.programme.weeks)
        by = route(self.programme.reference.law, members, basis, self.programme.start, last)
        return _Whole(basis, by, self.closed(group), reasons(group, self.hours))

    def closed(self, group: Sequence[Buy]) -> frozenset[int]:
        """Weeks in which nothing is published: *bouwvak* of any of its districts and the Christmas stop. A call-off is
        an order: it can be placed in these weeks, but not once its framework has ended (art. 2.140 Aanbestedingswet
        2012)."""
        start, weeks = self.programme.start, self.programme.weeks
        if group[0].call_off:
            end = self.programme.framework_ends.get(group[0].member.framework or "")
            return frozenset() if end is None else frozenset(w for w in range(weeks) if self.programme.monday(w) > end)
        regions = frozenset(b.task.district.school_region for b in group)
        if regions not in self.stops:
            shares = [percent(TENDERING, region, start, weeks, self.programme.reference) for region in regions]
            self.stops[regions] = frozenset(w for row in shares for w, share in enumerate(row) if share == 0)
        return self.stops[regions]

    def lot(self, members: Sequence[Buy]) -> Lot:
        """The period is that of the data, longer where the wanted weeks or the longest chain of the members are."""
        wanted = max(b.span.end for b in members) - min(b.span.start for b in members)
        chain = max(self.chains[b.task.index] for b in members)
        places = {(b.task.district.id, trade) for b in members for trade in self.hours[b.task.index]}
        return Lot(
            projects=tuple(b.task.index for b in members),
            period=max(self.programme.reference.settings.contract_period_weeks, wanted, chain),
            mobilisation=mobilisation(self.programme, (trade for _, trade in places)),
        )


def mobilisation(programme: Programme, trades: Iterable[str]) -> int:
    """Euros of bringing in crews of these trades, one at a time."""
    hours, known = programme.reference.settings.mobilisation_hours, programme.reference.trades
    return euros_nearest(sum(hours * known[trade].rate_eur for trade in sorted(trades)))
