"""Rule ``law``, the filter: no candidate tender breaks a hard procurement rule.

``group_breaches`` judges who is bought together, ``lot_breaches`` how that is cut into lots. Splitting to escape the
Act (art. 2.14) cannot happen in a candidate: its procedure follows from the whole work (``valuation.py``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wijkplan.planner.reference.law_data import Law, Provision
from wijkplan.planner.text import Text, say

from .tender_member import Member


@dataclass(frozen=True, slots=True)
class Breach:
    """A hard rule that a candidate breaks; ``who`` are the projects concerned."""

    provision: Provision
    who: tuple[str, ...]

    @property
    def sentence(self) -> Text:
        """What is broken, with its article."""
        rule = self.provision
        return say(
            "{names}: {rule} (art. {article}).", names=", ".join(self.who), rule=rule.sentence, article=rule.article
        )


def group_breaches(law: Law, group: Sequence[Member], ceilings: Mapping[str, float] | None = None) -> Iterator[Breach]:
    """Breaches by buying these projects together. ``ceilings`` are the euros left of frameworks, where known."""
    who = tuple(one.project for one in group)
    frameworks = {one.framework for one in group}
    if frameworks != {None}:
        if len({(one.framework, one.holder, one.client) for one in group}) > 1:
            yield Breach(law.provisions["call-off-parties"], who)
        for framework in sorted(name for name in frameworks if name is not None):
            called = sum(one.value_eur for one in group if one.framework == framework)
            if called > (ceilings or {}).get(framework, called):
                yield Breach(
                    law.provisions["call-off-ceiling"],
                    tuple(one.project for one in group if one.framework == framework),
                )
    if len({one.part == "private" for one in group}) > 1:
        yield Breach(law.provisions["private-apart"], who)


def lot_breaches(law: Law, lots: Sequence[Sequence[Member]]) -> Iterator[Breach]:
    """Breaches by awarding these lots as one contract each."""
    for lot in lots:
        if len({one.part for one in lot}) > 1:
            yield Breach(law.provisions["mixed-parts"], tuple(one.project for one in lot))
