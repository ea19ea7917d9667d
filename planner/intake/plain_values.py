"""Text and numbers that no document, table or calculation can hold: told, and something harmless put in their place,
so that the rest is checked."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

from wijkplan.planner.findings.finding import Finding, error
from wijkplan.planner.submission.schema import LEAST
from wijkplan.planner.text import Text, say

# Control characters but tab and line ends, halves of surrogate pairs, what Unicode reserves; no XML document can hold
# them.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
LARGEST = 10**15  # beyond it numbers are no longer exact


LONGEST = {"name": 200, "title": 200}  # names of documents and headings are made of these
LONGEST_TEXT = 30_000  # as much as a cell of a workbook holds


def plain(file: str, owner: str | None, data: dict[str, Any]) -> tuple[dict[str, Any], list[Finding]]:
    """The data with what it can hold, and a finding per value that was not. Raises :class:`RecursionError` where it is
    nested too deeply."""
    findings = [
        error(kind, file, path, owner, value, what, remedy) for kind, path, value, what, remedy in _faults(data, "", "")
    ]
    made: dict[str, Any] = _mended(data) if findings else data
    return made, findings


def _faults(value: Any, path: str, key: str) -> Iterator[tuple[str, str, str, Text, Text]]:
    """(kind, path, value as shown, what is wrong, what to do)."""
    if isinstance(value, dict):
        for name, inside in value.items():
            down = f"{path}.{_printed(name)}".removeprefix(".")
            if _FORBIDDEN.search(name):
                yield _text_fault(down, name)
            yield from _faults(inside, down, name)
    elif isinstance(value, list):
        for i, inside in enumerate(value):
            yield from _faults(inside, f"{path}[{i}]", key)
    elif isinstance(value, str):
        if _FORBIDDEN.search(value):
            yield _text_fault(path, value)
        most = LONGEST.get(key, LONGEST_TEXT)
        if len(value) > most:
            yield (
                "too-long",
                path,
                _printed(value),
                say("It has more than {most} characters.", most=most),
                say("Shorten it."),
            )
    elif _is_unusable(value):
        yield (
            "out-of-range",
            path,
            _digits(value),
            say("It is not a number that can be used."),
            say("Correct the number."),
        )
    elif isinstance(value, float) and 0 < abs(value) < LEAST:
        yield (
            "out-of-range",
            path,
            _digits(value),
            say("It is less than a hundredth."),
            say("Correct the number, or make it 0."),
        )


def _text_fault(path: str, value: str) -> tuple[str, str, str, Text, Text]:
    remedy = say("Type it again, without signs from another program.")
    return "wrong-text", path, _printed(value), say("This text has characters that cannot be printed."), remedy


def _is_unusable(value: Any) -> bool:
    if isinstance(value, float):
        return not math.isfinite(value)
    return isinstance(value, int) and abs(value) > LARGEST


def _mended(value: Any) -> Any:
    if isinstance(value, dict):
        return {_printed(key): _mended(inside) for key, inside in value.items()}
    if isinstance(value, list):
        return [_mended(inside) for inside in value]
    if isinstance(value, str):
        return _printed(value)
    return 1 if _is_unusable(value) or (isinstance(value, float) and 0 < abs(value) < LEAST) else value


def _printed(text: str) -> str:
    return _FORBIDDEN.sub("?", text)


def _digits(value: float) -> str:
    return (
        str(value)
        if isinstance(value, float) or abs(value) < 10**30
        else f"{str(value)[:6]}... ({len(str(value))} digits)"
    )
