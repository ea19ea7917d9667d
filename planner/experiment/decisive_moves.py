"""What would decide a saving: which plan or bound would have to move, alone, and how far.

The answer comes from the intervals themselves (:mod:`.savings`): one figure is moved in thought until the word stands.
Because all that is known counts there, a figure of a third variant can be the one that matters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from wijkplan.models.outcome import Focus
from wijkplan.planner.plan.variants import Question
from wijkplan.planner.record import Move, Saving

from .savings import Dissolved, Figure, Moved, savings

Evidence = Callable[[Mapping[str, Figure]], Sequence[Saving]]
"""Savings from figures, with all else that is known of a question."""

PARTS = 100
"""A move is found to within such a part of what is between cost and bound."""


def evidence(question: Question, moved: Sequence[Moved], dissolved: Sequence[Dissolved] = ()) -> Evidence:
    """Savings with these transfers and dissolutions; each set of figures is looked at once."""
    known: dict[tuple[tuple[str, Figure], ...], Sequence[Saving] | ValueError] = {}

    def told(figures: Mapping[str, Figure]) -> Sequence[Saving]:
        key = tuple(figures.items())
        if key not in known:
            try:
                known[key] = savings(question, figures, moved, dissolved)
            except ValueError as error:
                known[key] = error
        found = known[key]
        if isinstance(found, ValueError):
            raise found
        return found

    return told


def decided(saving: Saving, width: int | None) -> bool:
    """Whether the word stands, and the interval of what is saved is no wider than ``width`` percent of its high end,
    where that is asked."""
    if saving.word == "proven" and width is not None:
        return saving.high is not None and 100 * (saving.high - saving.low) <= width * saving.high
    return saving.word in ("proven", "proven dearer", "negligible")


def moves(figures: Mapping[str, Figure], pair: tuple[str, str], told: Evidence, width: int | None) -> tuple[Move, ...]:
    """What would decide an open pair, each by itself, least euros first. Figures that are missing come before all."""
    return tuple(
        sorted(
            _moves(figures, pair, told, width), key=lambda move: (move.euros is not None, move.euros or 0, move.variant)
        )
    )


def _moves(figures: Mapping[str, Figure], pair: tuple[str, str], told: Evidence, width: int | None) -> Iterator[Move]:
    for name, figure in figures.items():
        if figure.stored:
            continue
        if figure.cost is None:
            if name in pair:
                yield Move(variant=name, figure="plan", euros=None)
        elif figure.bound is None or not figure.certified:
            if _decides({**figures, name: replace(figure, bound=figure.cost, certified=True)}, pair, told, width):
                yield Move(variant=name, figure="bound", euros=None)
        else:
            for kind in ("plan", "bound"):
                euros = _least(figures, pair, told, width, name, kind)
                if euros is not None:
                    yield Move(variant=name, figure=kind, euros=euros)


def _least(
    figures: Mapping[str, Figure], pair: tuple[str, str], told: Evidence, width: int | None, name: str, kind: Focus
) -> int | None:
    """Number of euros that decides, ``None`` where none does. The intervals only shrink as figures move, so halving
    finds the least."""
    figure = figures[name]
    assert figure.cost is not None and figure.bound is not None

    def moved(euros: int) -> bool | None:
        assert figure.cost is not None and figure.bound is not None
        changed = (
            replace(figure, cost=figure.cost - euros) if kind == "plan" else replace(figure, bound=figure.bound + euros)
        )
        return _decides({**figures, name: changed}, pair, told, width)

    low, high = 0, figure.cost - figure.bound
    if high <= 0 or moved(high) is False:
        return None
    near = max(1, high // PARTS)
    while high - low > near:
        middle = (low + high) // 2
        low, high = (middle, high) if moved(middle) is False else (low, middle)
    return high if moved(high) else None


def _decides(figures: Mapping[str, Figure], pair: tuple[str, str], told: Evidence, width: int | None) -> bool | None:
    """Whether the pair would be decided; ``None`` where the figures cannot be true together."""
    try:
        return any(decided(s, width) for s in told(figures) if (s.source, s.to) == pair)
    except ValueError:
        return None
