"""The variables of one free activity: when, how long, in which mode, staffed how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from ..problem import Activity
from .linear import Expression, Literal
from .starts import NEVER, Window


@dataclass(frozen=True, slots=True)
class Shape:
    """Work of ``duration`` working weeks that takes ``elapsed`` weeks with the closed ones in it, which holds for some
    starts.

    ``starts`` are those, ``None`` where they are all that the activity has.
    """

    duration: int
    elapsed: int
    literal: Literal
    starts: cp_model.Domain | None


@dataclass(slots=True)
class Work:
    """Start + elapsed = end; exactly one mode and one shape are true, and the shape's duration is the mode's.

    ``modes`` holds the modes that are possible; ``patterns`` per mode and demand the staffing patterns that are, whose
    literals add up to the literal of the mode. ``elapsed`` is a number and ``end`` an affine expression of the start
    where only one number of weeks is possible."""

    window: Window
    start: cp_model.IntVar
    elapsed: cp_model.IntVar | int
    end: Expression
    modes: dict[int, Literal]
    shapes: tuple[Shape, ...]
    patterns: dict[tuple[int, int], dict[int, Literal]] = field(default_factory=dict)
    intervals: dict[tuple[int, int | None], cp_model.IntervalVar] = field(default_factory=dict)


def make_work(
    model: cp_model.CpModel, activity: Activity, window: Window, patterns: Mapping[int, tuple[tuple[int, ...], ...]]
) -> Work:
    """Variables of an activity in its window, with the permitted patterns per mode and demand."""
    modes: dict[int, Literal] = {m: True if len(window.ends) == 1 else model.new_bool_var("") for m in window.ends}
    by_duration: dict[int, list[int]] = {}
    for m in modes:
        by_duration.setdefault(activity.modes[m].duration, []).append(m)
    starts_of = {d: np.flatnonzero(window.ends[ms[0]] != NEVER) for d, ms in by_duration.items()}
    starts = np.unique(np.concatenate(list(starts_of.values())))
    shapes: list[Shape] = []
    ends: set[int] = set()
    for duration, same in by_duration.items():
        own = starts_of[duration]
        elapsed = window.ends[same[0]][own] - own
        ends.update((own + elapsed).tolist())
        values = np.unique(elapsed)
        for value in values:
            subset = own[elapsed == value]
            if len(values) > 1:
                literal: Literal = model.new_bool_var("")
            elif len(same) == 1:
                literal = modes[same[0]]
            else:
                literal = True if len(by_duration) == 1 else model.new_bool_var("")
            shapes.append(Shape(duration, int(value), literal, None if subset.size == starts.size else _domain(subset)))
    start = model.new_int_var_from_domain(_domain(starts), "")
    lengths = sorted({shape.elapsed for shape in shapes})
    if len(lengths) == 1:
        work = Work(window, start, lengths[0], start + lengths[0], modes, tuple(shapes))
    else:
        length = model.new_int_var_from_domain(cp_model.Domain.from_values(lengths), "")
        end = model.new_int_var_from_domain(cp_model.Domain.from_values(sorted(ends)), "")
        work = Work(window, start, length, end, modes, tuple(shapes))
    for m, literal in modes.items():
        for d, permitted in enumerate(patterns[m]):
            single = len(permitted) == 1
            work.patterns[m, d] = {k: literal if single else model.new_bool_var("") for k in permitted}
    return work


def interval(
    model: cp_model.CpModel, activity: Activity, work: Work, mode: int, literal: Literal
) -> cp_model.IntervalVar:
    """The weeks of the activity, present when the literal is, which implies the mode."""
    present = literal if isinstance(literal, cp_model.BoolVarT) else None
    key = (mode, None if present is None else present.index)
    if key not in work.intervals:
        lengths = {shape.elapsed for shape in work.shapes if shape.duration == activity.modes[mode].duration}
        work.intervals[key] = _interval(model, work, present, lengths.pop() if len(lengths) == 1 else None)
    return work.intervals[key]


def whole_interval(model: cp_model.CpModel, work: Work) -> cp_model.IntervalVar:
    """The weeks of the activity in whatever mode."""
    key = (-1, None)
    if key not in work.intervals:
        work.intervals[key] = _interval(model, work, None, work.elapsed if isinstance(work.elapsed, int) else None)
    return work.intervals[key]


def _interval(
    model: cp_model.CpModel, work: Work, present: cp_model.BoolVarT | None, length: int | None
) -> cp_model.IntervalVar:
    if length is not None and present is not None:
        return model.new_optional_fixed_size_interval_var(work.start, length, present, "")
    if length is not None:
        return model.new_fixed_size_interval_var(work.start, length, "")
    if present is not None:
        return model.new_optional_interval_var(work.start, work.elapsed, work.end, present, "")
    return model.new_interval_var(work.start, work.elapsed, work.end, "")


def _domain(weeks: NDArray[np.int64]) -> cp_model.Domain:
    return cp_model.Domain.from_values(weeks.tolist())
