"""Why there is no plan: typed, so that whoever tells it needs no reading of sentences.

A reason is what a search or a propagation met. It proves nothing by itself, unless the outcome that it stands in is
called infeasible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

Kind = Literal[
    "supply", "room", "desk", "lead", "stock", "gap", "placed", "contract", "tender", "window", "order", "closed",
    "broken", "unplaced", "unsatisfiable", "stopped", "no_baseline",
]  # fmt: skip
"""What stands in the way:

=================
====================================================================================================================
``supply``         ``activity`` needs ``amount`` hundredths of a head of trade ``resource`` more than anyone in
``region`` has, even alone, at
                   best in ``week`` ``room``           likewise next to other work ``desk``           no client's desk
leaves room to publish a tender for project ``resource`` ``lead``           ``activity`` must end by the end of
``span``, and tender ``resource`` allows no start before ``week`` ``stock``          ``activity`` takes ``amount`` of a
grid area or delivery, and by the end of ``span`` only ``total`` is left ``gap``            ``activity`` finds no weeks
between ``parts``: work that is ``placed`` in its ``span``, a ``contract`` of ``amount`` weeks ``tender``         no
tender that is allowed contains project ``resource`` of ``activity`` ``window``         no start of ``activity`` in
``span`` fits its work ``order``          ``activity`` must start by the end of ``span`` and cannot start before its
begin ``closed``         no mode and start of ``activity`` is left by ``rule`` ``broken``         the nearest plan
found breaks ``rule`` at ``resource`` in ``week`` by ``amount`` in ``unit`` ``unplaced``       ``amount`` of ``total``
activities find no room; ``parts`` are the first of them, or the rules that are broken ``unsatisfiable``  a complete
model has no solution ``stopped``        the solve was not begun ``no_baseline``    the plan that the question is
measured against is not there, because of ``parts`` =================
====================================================================================================================
"""


STRICT: dict[str, bool | str] = {"strict": True, "extra": "forbid", "use_attribute_docstrings": True}
"""How a record that holds reasons reads them: nothing but what is written down here."""


@dataclass(frozen=True, slots=True)
class Resource:
    """What there is too little of: its ``kind`` (``trade``, ``project``, ``tender``, ``grid``, ``delivery``, or a
    place as in
    :class:`~wijkplan.models.check.verdict.Violation`) and its index; ``None`` for the whole programme."""

    __pydantic_config__: ClassVar[dict[str, bool | str]] = STRICT

    kind: str
    """What kind of thing it is."""

    index: int | None
    """Its index in the problem."""

    def __str__(self) -> str:
        return self.kind if self.index is None else f"{self.kind} {self.index}"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, or several as ``parts``. Things are named by their indices in the problem, weeks count from its
    start, a ``span`` is half-open."""

    __pydantic_config__: ClassVar[dict[str, bool | str]] = STRICT

    kind: Kind
    """What stands in the way."""

    rule: str | None = None
    """Id of the rule that it is about."""

    activity: int | None = None
    """Index of the work that it is about."""

    resource: Resource | None = None
    """What there is too little of, or what the work waits for."""

    region: int | None = None
    """Index of the region in which people are asked."""

    amount: int | None = None
    """How much is asked, lacking or too much; heads in hundredths."""

    total: int | None = None
    """Of how much."""

    unit: str | None = None
    """Of ``amount``, where the kind does not say it."""

    week: int | None = None
    """The week that it is about."""

    span: tuple[int, int] | None = None
    """The weeks that are left for the work, half-open."""

    parts: tuple[Reason, ...] = ()
    """What it consists of."""

    def __str__(self) -> str:
        """For logs and benchmarks, by indices; the planner tells it by names."""
        known = {
            "activity": self.activity,
            "region": self.region,
            "amount": self.amount,
            "of": self.total,
            "week": self.week,
        }
        said = [self.rule or self.kind, *([] if self.resource is None else [str(self.resource)])]
        said += [f"{name} {value}" for name, value in known.items() if value is not None]
        return "; ".join([", ".join(said), *map(str, self.parts)])
