"""The words of a text file with the lines they stand on, so that every complaint names its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path


class Malformed(ValueError):
    """A file is not in its format: ``file:line: what is wrong``."""

    def __init__(self, name: str, line: int, what: str) -> None:
        super().__init__(f"{name}:{line}: {what}")


class Words:
    """A cursor over the words of some lines. ``name`` is the file's name; ``lines`` are (line number from 1, text)."""

    def __init__(self, name: str, lines: list[tuple[int, str]]) -> None:
        self.name = name
        self._words = [(word, line) for line, text in lines for word in text.split()]
        self._next = 0
        self._last = lines[-1][0] if lines else 1

    @property
    def line(self) -> int:
        """The line of the word that was read last (of the first word, before that)."""
        return self._words[max(0, self._next - 1)][1] if self._words else self._last

    def word(self, what: str) -> str:
        """The next word. ``what`` is what it should be, for the complaint."""
        if self._next == len(self._words):
            raise Malformed(self.name, self._last, f"{what} is missing")
        self._next += 1
        return self._words[self._next - 1][0]

    def number(self, what: str, least: int = 0) -> int:
        """The next word as an integer of at least ``least``."""
        return self.as_number(self.word(what), what, least)

    def as_number(self, word: str, what: str, least: int = 0) -> int:
        """A word just read as an integer of at least ``least``."""
        if not re.fullmatch(r"-?\d{1,12}", word):
            raise Malformed(self.name, self.line, f"{what} should be a whole number, not {word!r}")
        if int(word) < least:
            raise Malformed(self.name, self.line, f"{what} should be at least {least}, not {word}")
        return int(word)

    def numbers(self, count: int, what: str) -> tuple[int, ...]:
        """The next ``count`` words as integers that are not negative."""
        return tuple(self.number(what) for _ in range(count))

    def finish(self) -> None:
        """Complain about words that are left."""
        if self._next < len(self._words):
            word, line = self._words[self._next]
            raise Malformed(self.name, line, f"{word!r} is more than the file announces")


def lines_of(path: Path) -> list[tuple[int, str]]:
    """Lines with their numbers. Raises :class:`Malformed` for a file that is no text, ``OSError`` for one that cannot
    be read."""
    try:
        return list(_numbered(path.read_text(encoding="utf-8-sig")))
    except UnicodeDecodeError as error:
        raise Malformed(path.name, 1, "is no text file") from error


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    yield from enumerate(text.splitlines(), start=1)
