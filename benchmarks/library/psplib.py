"""PSPLIB's format (``.sm``: one mode; ``.mm`` and MMLIB: several, with non-renewable resources): sections under
headings.

Of the headings only these are used: the number of jobs, the release date (where there is project information),
precedence relations, requests and durations, availabilities."""

from __future__ import annotations

import re

from .network import Job, Network, Way
from .text import Malformed, Words

Lines = list[tuple[int, str]]


def psplib(name: str, lines: Lines) -> Network:
    """Read the lines of a file. Raises :class:`Malformed`."""
    announced = _announced(lines, r"^\s*jobs\b.*:\s*(\d+)")
    if announced is None:
        raise Malformed(name, 1, "does not say the number of jobs")
    count, _ = announced
    both = _announced(lines, r"doubly constrained\s*:\s*(\d+)")
    if both is not None and both[0] > 0:
        raise Malformed(name, both[1], "doubly constrained resources are not supported")
    kinds, amounts = _availabilities(name, lines)
    counts, after = _precedence(Words(name, _section(name, lines, r"PRECEDENCE RELATIONS")), count)
    jobs = _requests(Words(name, _section(name, lines, r"REQUESTS/DURATIONS")), counts, after, kinds)
    capacities = tuple(a for a, kind in zip(amounts, kinds, strict=True) if kind == "R")
    stocks = tuple(a for a, kind in zip(amounts, kinds, strict=True) if kind == "N")
    return Network(tuple(jobs), capacities, stocks, (_release(name, lines),))


def _precedence(words: Words, count: int) -> tuple[list[int], list[tuple[int, ...]]]:
    """Per job its number of modes and its successors (from 0)."""
    modes, after = [], []
    for j in range(1, count + 1):
        _expect(words, j, "job")
        modes.append(words.number(f"the number of modes of job {j}", 1))
        successors = words.numbers(words.number(f"the number of successors of job {j}"), f"a successor of job {j}")
        for s in successors:
            if not 1 <= s <= count:
                raise Malformed(words.name, words.line, f"job {j} has successor {s} of {count}")
        after.append(tuple(s - 1 for s in successors))
    words.finish()
    return modes, after


def _requests(words: Words, counts: list[int], after: list[tuple[int, ...]], kinds: str) -> list[Job]:
    """The jobs with their modes."""
    jobs = []
    for j, (count, successors) in enumerate(zip(counts, after, strict=True), start=1):
        _expect(words, j, "job")
        line = words.line
        ways = []
        for m in range(1, count + 1):
            _expect(words, m, f"mode of job {j},")
            duration = words.number(f"the duration of job {j}")
            amounts = words.numbers(len(kinds), f"a request of job {j}")
            demands, consumption = (tuple(a for a, k in zip(amounts, kinds, strict=True) if k == kind) for kind in "RN")
            ways.append(Way(duration, demands, consumption))
        jobs.append(Job(tuple(ways), successors, line=line))
    words.finish()
    return jobs


def _availabilities(name: str, lines: Lines) -> tuple[str, tuple[int, ...]]:
    """Per resource its kind (R or N) and its amount."""
    at = _find(name, lines, r"RESOURCE\s*AVAILABILITIES")
    heading = lines[at + 1] if at + 1 < len(lines) else (at + 1, "")
    kinds = "".join(re.findall(r"\b([RN])\s*\d+", heading[1]))
    if not kinds:
        raise Malformed(name, heading[0], "resources should be named R 1, R 2 ..., N 1 ...")
    words = Words(name, _until_stars(lines, at + 2))
    amounts = words.numbers(len(kinds), "an availability")
    words.finish()
    return kinds, amounts


def _release(name: str, lines: Lines) -> int:
    """Release date of the project; 0 where there is no project information."""
    at = next((i for i, (_, text) in enumerate(lines) if "PROJECT INFORMATION" in text), None)
    if at is None:
        return 0
    words = Words(name, _until_stars(lines, at + 2))
    words.numbers(2, "project number and number of jobs")
    return words.number("the release date")


def _expect(words: Words, number: int, what: str) -> None:
    found = words.number(f"{what} {number}")
    if found != number:
        raise Malformed(words.name, words.line, f"{what} {number} should be here, not {found}")


def _announced(lines: Lines, pattern: str) -> tuple[int, int] | None:
    """The number that a heading announces and its line."""
    found = ((re.search(pattern, text, re.IGNORECASE), line) for line, text in lines)
    return next(((int(match[1]), line) for match, line in found if match), None)


def _find(name: str, lines: Lines, pattern: str) -> int:
    for i, (_, text) in enumerate(lines):
        if re.match(rf"\s*{pattern}", text):
            return i
    raise Malformed(name, lines[-1][0] if lines else 1, f"has no section {pattern.replace(chr(92) + 's*', ' ')}")


def _section(name: str, lines: Lines, heading: str) -> Lines:
    """The lines under a heading and its column titles."""
    return _until_stars(lines, _find(name, lines, heading) + 2)


def _until_stars(lines: Lines, begin: int) -> Lines:
    """Lines up to a row of asterisks, rows of dashes left out."""
    found: Lines = []
    for line, text in lines[begin:]:
        if text.startswith("*"):
            break
        if not text.startswith("-"):
            found.append((line, text))
    return found
