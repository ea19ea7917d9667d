"""Findings: what is wrong with the files that were sent, where, with which value, whose it is and what to do about
it."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher, get_close_matches
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

from wijkplan.planner.text import Language, Text, filled, marked, say, translated

from .rationale import WHY

if TYPE_CHECKING:
    from rich.console import Console

Severity = Literal["error", "warning", "hint"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "hint")
COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "hint": "cyan"}
HEADINGS: dict[Severity, tuple[Text, Text]] = {
    "error": (say("error"), say("errors")),
    "warning": (say("warning"), say("warnings")),
    "hint": (say("hint"), say("hints")),
}
NONE_NEAR = marked("Use one that exists: {names}.")  # what is said where nothing is near
NEAR = 0.75  # of two names: letters that are alike
NONE_YET = marked("None exists yet; add it first.")
LONGEST_CODE = 12  # of which one wrong sign is looked for
LEAST_INSIDE = 6  # signs of a name that is looked for inside a text
LEAST_ALIKE = 12  # signs in a row that two names of codes have in common
_BETWEEN = re.compile(r"\s*(?:[/+,;&]|\b(?:en|and)\b)\s*")  # names in one cell
MOST_COMPARED = 20_000  # names with which unknown ones are compared letter by letter
SHOWN_PLACES = 8  # of what is said of several places in the same words
SHOWN_PER_KIND = 10  # of one kind on one sheet; a mistake that was copied down a thousand rows is one mistake

MOST_DIGITS = 1e15
"""Up to here a number is shown with all its digits."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. An ``error`` stops planning, a ``warning`` probably is a mistake, a ``hint`` shows a
    consequence.

    ``kind`` is the stable id of this sort of finding; ``path`` leads to the value inside the file (empty: the file
    itself), in a workbook ``sheet`` and ``cell`` as well (empty: no one cell); ``owner`` is the id of the employer,
    client or programme that sent it, ``None`` where the file does not tell. ``what`` and ``remedy`` may be sentences
    of :mod:`wijkplan.planner.text`. ``rows`` are all rows of the sheet (from 0) that it is about, where it is about
    several."""

    severity: Severity
    kind: str
    file: str
    path: str
    owner: str | None
    value: str
    what: str
    remedy: str
    sheet: str = ""
    cell: str = ""
    rows: tuple[int, ...] = ()

    @property
    def why(self) -> str:
        """Why it matters."""
        return WHY[self.kind]

    @property
    def place(self) -> str:
        """Cell or path, whichever leads there sooner."""
        return self.cell or ("" if self.sheet else self.path)

    @property
    def order(self) -> tuple[int, str, str, int, str, str, str]:
        """Errors first, then by place: in a workbook row by row."""
        row = int("".join(c for c in self.cell if c.isdigit()) or 0)
        return SEVERITIES.index(self.severity), self.file, self.sheet, row, self.cell, self.path, self.kind


def error(kind: str, file: str, path: str, owner: str | None, value: object, what: str, remedy: str) -> Finding:
    """A finding that stops planning."""
    return Finding("error", kind, file, path, owner, shown(value), what, remedy)


def warning(kind: str, file: str, path: str, owner: str | None, value: object, what: str, remedy: str) -> Finding:
    """A finding that is probably a mistake."""
    return Finding("warning", kind, file, path, owner, shown(value), what, remedy)


def hint(kind: str, file: str, path: str, owner: str | None, value: object, what: str, remedy: str) -> Finding:
    """A finding that shows a consequence."""
    return Finding("hint", kind, file, path, owner, shown(value), what, remedy)


def shown(value: object) -> str:
    """A value as a reader sees it, at most 60 characters; empty for ``None``."""
    if isinstance(value, float) and value.is_integer() and abs(value) < MOST_DIGITS:
        value = int(value)  # 1000000, as it was typed, not 1e+06
    if isinstance(value, bool | list | dict):
        value = json.dumps(value, ensure_ascii=False, default=str)  # as JSON writes it
    text = "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def suggestion(
    value: str, known: Collection[str], names_of: Mapping[str, str] | None = None, called: bool = False
) -> Text:
    """``Did you mean ...?`` for a known id that is near in spelling, else the first few that exist, with their names
    where they are codes that say nothing (``called``). ``names_of`` are ids by the names that people may write
    instead, those that they are called by first."""
    index = _index_of(known, names_of, called)
    if several := index.parts(value):
        return say("Give each of these a row of its own: {names}.", names="; ".join(several))
    near = index.nearest(value) or index.inside(value) or index.akin(value)
    if near is not None:
        return say("Did you mean {name}?", name=near)
    return filled(NONE_NEAR, names=index.some) if index.some else filled(NONE_YET)


def is_near(said: Text) -> bool:
    """Whether a :func:`suggestion` names something near."""
    return said.template not in (NONE_NEAR, NONE_YET)


def of_sender(kind: str, value: str, known: Collection[str], names_of: Mapping[str, str] | None = None) -> Text:
    """What to do about a party or another thing that nobody sent. A client that sends no projects may be named all the
    same, once there is a file of it."""
    said = suggestion(value, known, names_of)
    if kind != "client" or is_near(said):
        return said
    if not known:
        return say("Add a workbook of this client; it needs no projects of its own.")
    return say("{otherwise} Or add a workbook of this client; it needs no projects of its own.", otherwise=said)


class _Index:
    """Names by their letters and digits, so that thousands of unknown names are looked up in the time of a few."""

    def __init__(self, known: Collection[str], names_of: Mapping[str, str] | None, called: bool) -> None:
        # Kept, so that an index is found again by what it was made of.
        self.known, self.names_of, self.called = known, names_of, called
        names = sorted(known)
        first = {i: name for name, i in reversed([*(names_of or {}).items()])} if called else {}
        self.some = ", ".join(f"{i} ({first[i]})" if i in first else i for i in names[:6])
        self.some += ", …" if len(names) > 6 else ""
        there = set(names)
        shown = {name: name for name in names} | {
            name: f"{i} ({name})" for name, i in (names_of or {}).items() if name not in there
        }
        self.whole = {_signs(name): shown_as for name, shown_as in shown.items()}
        self.groups: dict[tuple[str, ...], dict[str, str]] = {}
        self.one_off: dict[str, str] = {}
        for name, shown_as in shown.items():
            self.groups.setdefault(_digits(name), {}).setdefault(_letters(name), shown_as)
            if len(name) <= LONGEST_CODE:
                for pattern in _patterns(name):
                    self.one_off.setdefault(pattern, shown_as)
        self.left, self.size = MOST_COMPARED, len(known)

    def parts(self, value: str) -> list[str]:
        """What the names of a text such as ``A / B`` are shown as, where each of several parts is known."""
        parts = [part for part in _BETWEEN.split(value.casefold()) if part]
        found = list(dict.fromkeys(self.whole[_signs(part)] for part in parts if _signs(part) in self.whole))
        return found if len(found) == len(parts) > 1 else []

    def inside(self, value: str) -> str | None:
        """What the one longer name that stands in a text is shown as, such as that of a street with house numbers."""
        if self.left <= 0:
            return None
        self.left -= len(self.whole)
        signs = _signs(value)
        found = {name: shown for name, shown in self.whole.items() if len(name) >= LEAST_INSIDE and name in signs}
        longest = max(found, key=len, default="")
        return found[longest] if longest and all(name in longest for name in found) else None

    def akin(self, value: str) -> str | None:
        """What the one name is shown as that has a long word in common with a text, such as another compound of it;
        of names that codes are called by, which are few."""
        if not self.called or self.left <= 0:
            return None
        self.left -= len(self.whole)
        signs = _signs(value)
        found = {
            shown
            for name, shown in self.whole.items()
            if SequenceMatcher(None, signs, name, autojunk=False).find_longest_match().size >= LEAST_ALIKE
        }
        return found.pop() if len(found) == 1 else None

    def nearest(self, value: str) -> str | None:
        """What the name nearest in spelling is shown as; ``None`` where none is near: more than one digit else, or
        fewer than three letters in four alike. After many comparisons only names that are alike but for capitals,
        marks and zeros, or for one sign, are found."""
        group, letters = self.groups.get(_digits(value), {}), _letters(value)
        if letters in group:
            return group[letters]
        if self.left > 0:
            self.left -= len(group)
            if found := get_close_matches(letters, group, n=1, cutoff=NEAR):
                return group[found[0]]
        return (
            next((self.one_off[p] for p in _patterns(value) if p in self.one_off), None)
            if len(value) <= LONGEST_CODE
            else None
        )


_INDICES: deque[_Index] = deque(maxlen=8)


def _index_of(known: Collection[str], names_of: Mapping[str, str] | None, called: bool) -> _Index:
    for index in _INDICES:
        same = index.known is known or (isinstance(known, list) and index.known == known)
        if (
            same
            and index.called == called
            and (index.names_of is names_of or index.names_of == names_of)
            and len(index.known) == index.size
        ):
            return index
    made = _Index(known, names_of, called)
    _INDICES.append(made)
    return made


def _patterns(name: str) -> Iterator[str]:
    """A code with each of its signs left open."""
    plain = name.casefold()
    return (f"{plain[:i]}\0{plain[i + 1 :]}" for i in range(len(plain)))


def _digits(text: str) -> tuple[str, ...]:
    return tuple(number.lstrip("0") for number in re.findall(r"\d+", text))


def _signs(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalpha())


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether planning has to stop."""
    return any(finding.severity == "error" for finding in findings)


def to_json(findings: Iterable[Finding], language: Language = "en", reckoning: Mapping[str, Any] | None = None) -> str:
    """The findings as a JSON list of objects with the fields of :class:`Finding` and ``why``, sentences in one
    language. ``reckoning``, per kind how much was ``sent``, ``read`` and ``named``, comes last, as an object of kind
    ``reckoning`` that is no finding (severity ``none``)."""
    rows = [
        _fields(f) | {name: translated(getattr(f, name), language) for name in ("what", "why", "remedy")}
        for f in findings
    ]
    if reckoning is not None:
        empty = dict.fromkeys(("file", "path", "value", "what", "why", "remedy", "sheet", "cell"), "")
        counts = {name: asdict(count) for name, count in reckoning.items()}
        rows.append({"severity": "none", "kind": "reckoning", "owner": None, **empty, "counts": counts})
    return json.dumps(rows, indent=2, ensure_ascii=False)


def _fields(finding: Finding) -> dict[str, object]:
    kept = asdict(finding)
    del kept["rows"]
    return kept


def render(findings: Iterable[Finding], console: Console, language: Language = "en") -> None:
    """Writes the findings by file and sheet, in each the errors before the warnings and the hints, with a line of
    totals.

    What is said of several places in the same words is said once, with the places; of many of one kind on one sheet
    the first ten are shown and the others counted."""
    from rich.markup import escape  # late: machine output needs no rich

    listed = sorted(findings, key=lambda f: (f.file, f.sheet, SEVERITIES.index(f.severity)))
    for (file, sheet), group in groupby(listed, key=lambda f: (f.file, f.sheet)):
        name = " | ".join(part for part in (file, sheet) if part)
        console.print(f"[bold]{escape(name)}[/bold]", soft_wrap=True)
        for kind, same in _by_kind(group):
            told = _alike(same)
            for alike in told[:SHOWN_PER_KIND]:
                _show(alike, console, language)
            if len(told) > SHOWN_PER_KIND:
                left = sum(map(len, told[SHOWN_PER_KIND:]))
                more = say("and {count} more of this kind ({kind}); --json has them all", count=left, kind=kind)
                console.print(f"    {escape(translated(more, language))}", highlight=False, soft_wrap=True)
    console.print(translated(totals(listed), language), highlight=False)


def _by_kind(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """Findings of a sheet per kind, kinds in the order of their first and worst finding."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.kind, []).append(finding)
    return list(found.items())


def _alike(same: Iterable[Finding]) -> list[list[Finding]]:
    """Findings of one kind on one sheet by what they say."""
    found: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in same:
        found.setdefault((finding.severity, str(finding.what), str(finding.remedy)), []).append(finding)
    return list(found.values())


def _show(alike: Sequence[Finding], console: Console, language: Language) -> None:
    from rich.markup import escape

    finding = alike[0]
    colour = COLOURS[finding.severity]
    places = [f"{one.place} = {one.value}" if one.place and one.value else one.place or one.value for one in alike]
    place, value = (
        (f" {escape(finding.place)}" if finding.place else ""),
        (f" = {escape(finding.value)}" if finding.value else ""),
    )
    if len(alike) > 1:
        listed = "; ".join(dict.fromkeys(places[:SHOWN_PLACES])) + ("; ..." if len(places) > SHOWN_PLACES else "")
        place, value = f" {len(alike)}x: {escape(listed)}", ""
    owner = f" [dim]({escape(finding.owner)})[/dim]" if finding.owner else ""
    severity = translated(HEADINGS[finding.severity][0], language)
    console.print(f"  [{colour}]{severity}[/{colour}]{place}{value}{owner}", highlight=False, soft_wrap=True)
    for text in (finding.what, finding.why, finding.remedy):
        console.print(f"    {escape(translated(text, language))}", highlight=False, soft_wrap=True)


def totals(findings: Iterable[Finding]) -> Text:
    """``2 errors, 1 hint``."""
    found = list(findings)
    counted: Text | None = None
    for severity in SEVERITIES:
        count = sum(f.severity == severity for f in found)
        if count:
            part = say("{count} {name}", count=count, name=HEADINGS[severity][count != 1])
            counted = part if counted is None else say("{so_far}, {part}", so_far=counted, part=part)
    return counted or say("No findings.")
