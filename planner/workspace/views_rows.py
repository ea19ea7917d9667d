"""The pages on which rows are edited: a grid for each sheet of the template, findings at the cell while typing and when
it is saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from wijkplan.planner.intake.workbook.headings import SHEETS, at
from wijkplan.planner.intake.workbook.layout import tables
from wijkplan.planner.intake.workbook.write_cells import TooLong

from .access import asked_by, guarded, not_there
from .handing_in import hand_in, latest
from .models import Organisation, Programme
from .pages_in import language, page, said, t
from .row_edit import (
    SPARE,
    Begun,
    Grid,
    Typed,
    begin,
    form_of,
    found_at,
    grid,
    lists_of,
    packed,
    table_of,
    typed,
    unchanged,
)
from .uploads import Hostile
from .views_employer import of_hand_in, tell_version

MOST = 500
"""Rows of a grid on one page."""


@require_http_methods(["GET", "POST"])
@guarded("submission", "write", of_hand_in)
def rows(request: HttpRequest, programme: Programme, party: Organisation, table: str) -> HttpResponseBase:
    """A sheet of the last version as a grid; sent back it is the next version."""
    kind, begun = party.party.split("-")[0], begin(party)
    one = table_of(kind, table)
    if one is None:
        return not_there(request)
    lists, spoken = lists_of(programme), language()
    shown = grid(one, begun.values, lists, spoken, all=request.GET.get("all") == "1")
    if len(shown.rows) > MOST:
        messages.error(
            request,
            t("Too many rows for a page: hand in a workbook."),
        )
        return redirect("submission", slug=programme.slug, party=party.party)
    if request.method == "GET":
        return _page(request, programme, party, begun, shown, None, ({}, []))
    sent = typed(request.POST, tables(kind)[0].columns)
    try:
        raw, places = packed(begun, one, sent, lists, spoken)
        found = found_at(party, f"{party.party}.xlsx", raw, places, spoken)
        if request.POST.get("version") != str(begun.number):
            text = t(
                "Version {number} was saved meanwhile, by somebody else or in another tab. What you typed is not lost: "
                "it stands below. Save it again to put these rows into that version.",
                number=begun.number,
            )
            messages.warning(request, text)
            return _page(request, programme, party, begun, shown, sent, found)
        if unchanged(begun, raw, party):
            messages.success(request, t("Nothing has changed."))
            return redirect("rows", slug=programme.slug, party=party.party, table=table)
        made = hand_in(asked_by(request), party, {f"{party.party}.xlsx": raw})
    except (Hostile, TooLong, OSError) as error:
        messages.error(request, said(error.why) if isinstance(error, Hostile) else _not_kept(error))
        return _page(request, programme, party, begun, shown, sent, ({}, []))
    tell_version(request, made)
    if not made.errors:
        return redirect("rows", slug=programme.slug, party=party.party, table=table)
    after = Begun(begun.values, begun.version, latest(party))
    return _page(request, programme, party, after, shown, sent, found)


def _not_kept(error: Exception) -> str:
    if isinstance(error, OSError):
        return t(
            "Nothing was kept: the disk of the workspace is full or cannot be written. What you typed stands below."
        )
    return t("A text is too long for a cell.")


@require_POST
@guarded("submission", "write", of_hand_in)
def rows_check(request: HttpRequest, programme: Programme, party: Organisation, table: str) -> HttpResponseBase:
    """What is found in what stands in a grid now; nothing is kept."""
    kind, begun = party.party.split("-")[0], begin(party)
    one = table_of(kind, table)
    if one is None:
        return not_there(request)
    lists, spoken = lists_of(programme), language()
    sent = typed(request.POST, tables(kind)[0].columns)
    try:
        raw, places = packed(begun, one, sent, lists, spoken)
        cells, elsewhere = found_at(party, f"{party.party}.xlsx", raw, places, spoken)
    except TooLong as error:
        cells, elsewhere = {}, [{"severity": "error", "place": "", "value": "", "what": _not_kept(error), "remedy": ""}]
    shown = grid(one, begun.values, lists, spoken, all=request.GET.get("all") == "1")
    count = max(len(shown.rows), 1 + max((number for number, _, _ in sent.rows), default=0)) + SPARE
    values = {"cells": _notes(cells), "elsewhere": elsewhere, "numbers": range(count), "heads": shown.heads}
    return page(request, "rows_found.jinja", values)


def _notes(cells: Mapping[tuple[int, int], list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    return {f"{row}-{column}": found for (row, column), found in cells.items()}


def _page(
    request: HttpRequest,
    programme: Programme,
    party: Organisation,
    begun: Begun,
    shown: Grid,
    sent: Typed | None,
    found: tuple[Mapping[tuple[int, int], list[dict[str, Any]]], list[dict[str, Any]]],
) -> HttpResponseBase:
    """The grid with what stands in the version, or with what was typed."""
    if sent is None:
        lines = [
            (number, shown.keys[number], {head.at: text for head, text in zip(shown.heads, texts, strict=True)})
            for number, texts in enumerate(shown.rows)
        ]
    else:
        lines = [(number, key, dict(texts)) for number, key, texts in sent.rows]
    first = 1 + max((number for number, _, _ in lines), default=-1)
    lines += [(number, "", {}) for number in range(first, first + SPARE)]
    kind, spoken = party.party.split("-")[0], language()
    form = form_of({**begun.values, **(sent.form if sent else {})}, spoken)
    sheets = [(one.name, SHEETS[one.name][at(spoken)]) for one in tables(kind)[1:]]
    values = {
        "programme": programme,
        "party": party,
        "grid": shown,
        "lines": lines,
        "begun": begun,
        "form": form,
        "sheets": sheets,
        "cells": _notes(found[0]),
        "elsewhere": found[1],
        "all": request.GET.get("all") == "1",
    }
    return page(request, "rows.jinja", values)
