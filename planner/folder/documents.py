"""Documents that are made one by one: one that fails costs itself, never the figures and plans that it is about."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Documents:
    """Contents by name inside the output folder, and per document that could not be made why not."""

    made: dict[str, str | bytes] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    ending: str = ""
    """How names of documents end that are added one by one; others are left out."""

    def add(self, name: str, make: Callable[[], str | bytes]) -> None:
        """One document, where its name ends so."""
        if name.endswith(self.ending):
            self.together((name,), lambda: {name: make()})

    def together(self, names: Iterable[str], make: Callable[[], Mapping[str, str | bytes]]) -> None:
        """Documents that are made in one go; ``names`` are those that fail with it."""
        try:
            self.made.update(make())
        except Exception as error:  # whatever is wrong with a document: hours of solving are not lost for it
            logging.getLogger(__name__).error("a document could not be made", exc_info=True)
            self.failed |= dict.fromkeys(names, f"{type(error).__name__}: {error}")
