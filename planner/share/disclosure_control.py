"""Which aggregates may be shown: merged upwards until enough parties stand behind each, suppressed where that does not
help.

No total is shown beside cells, and a cell that is too small is merged with others of its row before it is left out, so
that what is hidden cannot be worked out as the difference of what is shown. Which cells are merged never depends on
the figures in them: of two exports that merge differently, the difference is a cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from wijkplan.planner.reference import Disclosure

Roles = Sequence[Mapping[str, float]]
"""What each employer contributes to a cell, once per role it can have in it (as lender, as borrower). Work of
anonymous firms is part of a cell under the empty id: it counts in the sum and as nobody's."""


@dataclass(frozen=True, slots=True)
class Group:
    """Cells shown as one, by their labels; not ``shown``: suppressed."""

    labels: tuple[str, ...]
    shown: bool


def safe(roles: Roles, limits: Disclosure) -> bool:
    """Whether a cell stands for enough employers and none of them dominates it, in every role."""
    return bool(roles) and all(_safe(parts, limits) for parts in roles)


def _safe(parts: Mapping[str, float], limits: Disclosure) -> bool:
    named = [amount for employer, amount in parts.items() if employer and amount > 0]
    total = sum(amount for amount in parts.values() if amount > 0)
    return len(named) >= limits.min_employers and max(named) * 100 <= limits.max_share_percent * total


def grouped(sizes: Mapping[str, float], may: Callable[[Sequence[str]], bool]) -> tuple[Group, ...]:
    """The cells of one row, by label, as they may be shown: those that ``may`` stand alone, the others together, with
    the smallest of the first where those alone may not; suppressed where even the whole row may not.

    ``sizes`` and ``may`` look at nothing that is hidden: where cells are parted would otherwise show by a change of
    what it was."""
    alone = [label for label in sizes if may([label])]
    rest = [label for label in sizes if label not in alone]
    smallest = sorted(alone, key=lambda label: (sizes[label], label))
    while rest and smallest and not may(rest):
        rest.append(smallest.pop(0))
    groups = [Group((label,), True) for label in sizes if label in smallest]
    if rest:
        groups.append(Group(tuple(label for label in sizes if label in rest), may(rest)))
    return tuple(groups)


def merged(cells: Sequence[Roles]) -> list[dict[str, float]]:
    """Several cells as one, role by role."""
    found: list[dict[str, float]] = [{} for _ in range(max((len(roles) for roles in cells), default=0))]
    for roles in cells:
        for into, parts in zip(found, roles, strict=False):
            for employer, amount in parts.items():
                into[employer] = into.get(employer, 0.0) + amount
    return found
