"""Which aggregates may be shown: merged upwards until enough parties stand behind each, suppressed where that does not help.

No total is shown beside cells, and a cell that is too small is merged with others of its row before it is left out, so that what is hidden cannot
be worked out as the difference of what is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wijkplan.planner.reference import Disclosure

Roles = Sequence[Mapping[str, float]]
"""What each employer contributes to a cell, once per role it can have in it (as lender, as borrower). Work of anonymous firms is part of a cell
under the empty id: it counts in the sum and as nobody's."""


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


def grouped(cells: Mapping[str, Roles], limits: Disclosure) -> tuple[Group, ...]:
    """The cells of one row as they may be shown: safe ones alone, the others together, with the smallest safe ones where those alone are not
    safe; suppressed where even the whole row is not."""
    alone = [label for label, roles in cells.items() if safe(roles, limits)]
    rest = [label for label in cells if label not in alone]
    smallest = sorted(alone, key=lambda label: (_size(cells[label]), label))
    while rest and smallest and not safe(merged([cells[label] for label in rest]), limits):
        rest.append(smallest.pop(0))
    groups = [Group((label,), True) for label in cells if label in smallest]
    if rest:
        together = tuple(label for label in cells if label in rest)
        groups.append(Group(together, safe(merged([cells[label] for label in rest]), limits)))
    return tuple(groups)


def merged(cells: Sequence[Roles]) -> list[dict[str, float]]:
    """Several cells as one, role by role."""
    found: list[dict[str, float]] = [{} for _ in range(max((len(roles) for roles in cells), default=0))]
    for roles in cells:
        for into, parts in zip(found, roles, strict=False):
            for employer, amount in parts.items():
                into[employer] = into.get(employer, 0.0) + amount
    return found


def _size(roles: Roles) -> float:
    return sum(roles[0].values()) if roles else 0.0
