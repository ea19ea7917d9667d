"""The value that decides the procedure (art. 2.14 and 2.18 Aw 2012): that of the whole work a tender belongs to,
however it is cut up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wijkplan.planner.reference.law_data import Law

from .tender_member import Member


@dataclass(frozen=True, slots=True)
class Basis:
    """What a procedure rests on: ``value_eur`` summed over ``works``, of which ``own_eur`` is bought here.
    ``small_lots``: it may leave the regime of its work (art. 2.18(3)), so only its own value counts."""

    value_eur: int
    own_eur: int
    works: tuple[str, ...]
    small_lots: bool = False


class Valuation:
    """The works that all members form. Call-offs were valued with their framework, private clients know no works, and
    a concession is valued by what its holder earns (art. 2a.2 Aw 2012), not as part of a work."""

    def __init__(self, law: Law, members: Iterable[Member]) -> None:
        self._law = law
        self.works: dict[str, list[Member]] = defaultdict(list)
        for one in members:
            if one.framework is None and one.part not in ("private", "concession"):
                self.works[one.work].append(one)
        self.small = frozenset(project for work in self.works.values() for project in self._small_lots(work))

    def basis(self, group: Sequence[Member]) -> Basis:
        """The value for one tender: its works as a whole, whoever else buys parts of them and in whichever tender."""
        own = sum(one.value_eur for one in group)
        works = tuple(dict.fromkeys(one.work for one in group if one.part != "concession"))
        if any(one.framework is not None or one.part == "private" for one in group):
            return Basis(own, own, works)
        if own <= self._law.figure("small-lot-value") and all(one.project in self.small for one in group):
            return Basis(own, own, works, small_lots=True)
        whole = {one.project: one.value_eur for work in works for one in self.works[work]}
        return Basis(sum((whole | {one.project: one.value_eur for one in group}).values()), own, works)

    def _small_lots(self, work: Sequence[Member]) -> Iterable[str]:
        """Lots that may leave the regime: smallest first, as many as fit in the share of the work."""
        room = sum(one.value_eur for one in work) * self._law.figure("small-lots-share")
        most = self._law.figure("small-lot-value")
        for one in sorted(work, key=lambda m: (m.value_eur, m.project)):
            room -= 100 * one.value_eur
            if room < 0 or one.value_eur > most:
                return
            yield one.project
