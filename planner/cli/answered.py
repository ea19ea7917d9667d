"""What commands share about the answers that employers send back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.compile import Compiled
    from planner.share.answers import Answers


def parted(paths: Sequence[Path]) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """The workbooks with answers among files that are named, and the others."""
    from planner.files import WORKBOOKS

    if not any(path.suffix.lower() in WORKBOOKS for path in paths):
        return (), tuple(paths)
    from planner.share.answers import is_answers

    answered = tuple(path for path in paths if is_answers(path))
    return answered, tuple(path for path in paths if path not in answered)


def answers(files: Iterable[Path], compiled: Compiled) -> list[Answers]:
    """The answers in these workbooks to a plan of this programme."""
    listed = list(files)
    if not listed:
        return []
    from planner.share.answers import read_answers

    return [read_answers(path, compiled) for path in listed]
