"""Readers of public scheduling instances: PSPLIB ``.sm`` and ``.mm`` (MMLIB too), Patterson ``.rcp``, MPLIB ``.rcmp``,
``.txt`` of each, and those of the MISTA 2013 challenge."""

from __future__ import annotations

from pathlib import Path

from wijkplan.models.problem import Problem

from .build import ROOM, Objective, build
from .mista import is_mista, mista
from .mplib import mplib
from .network import Network, checked, without_milestones
from .patterson import patterson
from .psplib import psplib
from .text import Malformed, lines_of

__all__ = ["Malformed", "Network", "Objective", "build", "read", "read_network"]

BY_SUFFIX = {".sm": psplib, ".mm": psplib, ".rcp": patterson, ".rcmp": mplib}


def read(path: Path, objective: Objective = "makespan", room: float = ROOM) -> Problem:
    """The problem in a file, its milestones (jobs without time and demands) replaced by precedence.

    Raises :class:`Malformed` (a ``ValueError``) with file and line, ``OSError`` for a file that cannot be read.
    """
    return build(without_milestones(read_network(path)), objective, room)


def read_network(path: Path) -> Network:
    """The network in a file, job for job. A ``.txt`` is recognised: sections are PSPLIB, a first line with one number
    MPLIB (or MISTA, where the first project names a file), else Patterson."""
    lines = lines_of(path)
    reader = BY_SUFFIX.get(path.suffix.lower())
    if reader is None and is_mista(lines):
        return checked(path.name, mista(path, lines))
    if reader is None:
        first = next((text for _, text in lines if text.strip()), "")
        sections = any("PRECEDENCE RELATIONS" in text for _, text in lines)
        reader = psplib if sections else mplib if len(first.split()) == 1 else patterson
    return checked(path.name, reader(path.name, lines))
