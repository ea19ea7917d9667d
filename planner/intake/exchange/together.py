"""Files that together are what one sender sends: its workbook or JSON file, and the tables and plans beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from wijkplan.planner.findings.finding import Finding, error
from wijkplan.planner.intake.decode import Decoded
from wijkplan.planner.intake.horizon import Horizon
from wijkplan.planner.intake.ledger import Line, Sent
from wijkplan.planner.reference import Reference
from wijkplan.planner.text import say

from .parts import Part


def together(
    decoded: Sequence[Decoded], parts: Sequence[Part], reference: Reference, horizon: Horizon | None
) -> list[Decoded]:
    """The files with the parts joined to those of the same sender; parts whose sender sent no other file are one
    submission together."""
    found = list(decoded)
    groups: dict[tuple[str, str], list[Part]] = {}
    for part in parts:
        if part.sender is None:
            found.append(Decoded(str(part.path), None, part.findings, sent=part.sent))
        else:
            groups.setdefault(part.key, []).append(part)
    for key, group in groups.items():
        i = next((i for i, one in enumerate(found) if one.data is not None and _key(one.data) == key), None)
        base = None if i is None else found[i]
        if base is not None and not _sound(base.data):
            found += [_waiting(part, base.file) for part in group]
            continue
        made = joined(base, group, reference, horizon)
        if i is None:
            found.append(made)
        else:
            found[i] = made
    return found


def _sound(data: Any) -> bool:
    """Whether all lists of a submission are lists of records, down to the last."""
    if isinstance(data, dict):
        return all(not isinstance(value, dict | list) or _sound(value) for value in data.values())
    return isinstance(data, list) and (
        all(isinstance(v, dict) and _sound(v) for v in data) or not any(isinstance(v, dict | list) for v in data)
    )


def _waiting(part: Part, file: str) -> Decoded:
    """What is said of a part of a submission whose other file has to be corrected first."""
    what = say("It belongs to {file}, which cannot be read.", file=file)
    named = error("sender-unreadable", str(part.path), "", None, None, what, say("Correct that file first."))
    sent = Sent(tuple(Line(str(part.path), str(part.path), r, "", "") for r in part.rows), {str(part.path): False})
    return Decoded(str(part.path), None, (*part.findings, named), sent=sent)


def _key(data: Mapping[str, Any]) -> tuple[str, str]:
    kind = str(data.get("kind"))
    return kind, "" if kind == "programme" else str(data.get("id"))


def joined(base: Decoded | None, group: Sequence[Part], reference: Reference, horizon: Horizon | None) -> Decoded:
    """One submission of several files; it is called after the first."""
    from wijkplan.planner.intake.workbook.read_workbook import decode_mapped  # late: most programmes are JSON

    stated, differing = _sender(group)
    if base is None:
        base = Decoded(str(group[0].path), {"format_version": 1, **stated})
    assert base.data is not None
    read = decode_mapped(
        base.file, base.data, base.places, [found for part in group for found in part.founds], reference, horizon
    )
    for part in group:
        read.places.elsewhere[str(part.path)] = part.place
    findings = (*base.findings, *(f for part in group for f in part.findings), *differing, *read.findings)
    sent = Sent((*base.sent.lines, *read.sent.lines), {**base.sent.sheets, **read.sent.sheets})
    return replace(
        base,
        data=read.data,
        findings=findings,
        places=read.places,
        sent=sent,
        members=tuple(str(part.path) for part in group),
    )


def _sender(group: Sequence[Part]) -> tuple[dict[str, Any], list[Finding]]:
    """Who sends, as the mappings state it; where two say different things, an error."""
    stated: dict[str, Any] = {}
    differing = []
    for part in group:
        assert part.sender is not None
        for key, value in part.sender.items():
            if value == "":
                continue
            if stated.setdefault(key, value) != value:
                what = say(
                    "Two mapping files say different things of this sender ({key}: {one}, {other}).",
                    key=key,
                    one=stated[key],
                    other=value,
                )
                differing.append(
                    error("wrong-mapping", str(part.path), "", None, value, what, say("Write the same in both."))
                )
    return stated, differing
