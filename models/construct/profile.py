"""The resource profile of a schedule: what is free of every resource in each week, resources side by side in words.

A word of 64 bits holds one field per resource: what is free of it, and above it a guard bit that is always set. Taking
a demand, laid out likewise but without guards, from a word clears the guard of each resource that has too little, so
one subtraction compares all resources of a word (Lamport, "Multiple byte processing with full-word instructions", CACM
18(8), 1975). Where the fields do not fit in one word there are several.

Weeks and modes are never counted from the end here, and saying so (:func:`at`) spares the compiled code to look for a
sign, which took half of the time.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .arrays import Ints
from .jit import inner

Words: TypeAlias = NDArray[np.uint64]
BITS = 64  # in a word


class Layout(NamedTuple):
    """Demands and capacities as words. M = modes, W = words."""

    word: Words  # M x W: what a mode needs in each of its weeks
    full: Words  # W: all of every resource free, with guards
    guard: Words  # W: the guards alone


class LaidOut(Protocol):
    """What has the fields of a :class:`Layout`."""

    @property
    def word(self) -> Words: ...
    @property
    def full(self) -> Words: ...
    @property
    def guard(self) -> Words: ...


def lay_out(need: Ints, capacity: Ints) -> Layout:
    """Words for modes that need so much (M x R) of resources with such capacities (R), each as narrow as its largest
    number allows."""
    words = [0]  # bits that are taken of each
    places: list[tuple[int, int, int]] = []
    for r, units in enumerate(capacity.tolist()):
        width = max(units, int(need[:, r].max(initial=0))).bit_length() + 1
        if words[-1] + width > BITS:
            words.append(0)
        places.append((len(words) - 1, words[-1], width - 1))
        words[-1] += width
    layout = Layout(*(np.zeros(shape, np.uint64) for shape in ((len(need), len(words)), len(words), len(words))))
    for r, (w, shift, guard) in enumerate(places):
        layout.word[:, w] |= need[:, r].astype(np.uint64) << np.uint64(shift)
        layout.full[w] |= np.uint64((int(capacity[r]) | 1 << guard) << shift)
        layout.guard[w] |= np.uint64(1 << guard << shift)
    return layout


@inner
def at(i: int) -> np.uint64:
    """An index that is not below zero."""
    return np.uint64(i)


@inner
def clear(j: LaidOut, free: Words, weeks: int) -> None:
    """All of every resource is free in the first ``weeks``. ``free``: weeks x W, here and below."""
    for w in range(len(j.full)):
        for t in range(weeks):
            free[at(t), at(w)] = j.full[at(w)]


@inner
def lacks(j: LaidOut, free: Words, m: int, t: int) -> bool:
    """Whether a mode needs more of some resource than is free in a week."""
    first = at(0)
    guard = j.guard[first]
    lacking = bool((free[at(t), first] - j.word[at(m), first]) & guard != guard)
    for w in range(1, len(j.guard)):
        more = j.guard[at(w)]
        lacking = lacking or bool((free[at(t), at(w)] - j.word[at(m), at(w)]) & more != more)
    return lacking


@inner
def take(j: LaidOut, free: Words, m: int, since: int, until: int) -> None:
    """A mode is worked on from week ``since`` until before ``until``."""
    for t in range(since, until):
        for w in range(len(j.guard)):
            free[at(t), at(w)] -= j.word[at(m), at(w)]


@inner
def first_fit(j: LaidOut, free: Words, m: int, weeks: int, since: int) -> int:
    """The first start from ``since`` of so many ``weeks`` that all have room for a mode, -1 where there is none."""
    t = since
    u = t + weeks
    if u > len(free):
        return -1
    while u > t:  # from the end back: the last week without room says where to try next
        u -= 1
        if lacks(j, free, m, u):
            t = u + 1
            u = t + weeks
            if u > len(free):
                return -1
    return t


@inner
def last_fit(j: LaidOut, free: Words, m: int, weeks: int, until: int) -> int:
    """The last start of so many ``weeks`` before ``until`` that all have room for a mode. There is one."""
    t = until - weeks
    u = t
    while u < t + weeks:
        if lacks(j, free, m, u):
            t = u - weeks
            u = t
        else:
            u += 1
    return t
