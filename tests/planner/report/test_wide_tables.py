"""A table that is wider than the page scrolls, and its edge shows that: on every page of ours, with styles alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import wijkplan.planner
from wijkplan.planner.intake.new_programme.next_steps import STYLE

PLANNER = Path(wijkplan.planner.__path__[0])
STYLES = {
    "report": (".table", (PLANNER / "report" / "report.css").read_text("utf-8")),
    "party": (".wide", (PLANNER / "share" / "page.html.jinja").read_text("utf-8")),
    "workspace": (".scroll", (PLANNER / "workspace" / "static" / "workspace.css").read_text("utf-8")),
    "new programme": (".table", STYLE),
}


@pytest.mark.parametrize("page", STYLES)
def test_what_scrolls_shows_it(page: str) -> None:
    name, style = STYLES[page]
    rules = re.findall(rf"^{re.escape(name)} ?{{([^}}]*)}}", style, re.M)
    assert len(rules) == 1
    told = rules[0].replace(" ", "").replace("\n", "")
    assert "overflow-x:auto" in told and "background-attachment:local,local,scroll,scroll" in told


@pytest.mark.parametrize("page", ["report", "party"])
def test_on_paper_nothing_scrolls(page: str) -> None:
    name, style = STYLES[page]
    paper = style[style.index("@media print") :]
    assert f"{name}{{overflow:visible;background:none}}" in paper


def test_every_table_stands_in_what_scrolls_or_is_stacked() -> None:
    """In the workspace a table of class ``stack`` is a list on a phone; a few narrow ones need neither."""
    loose = []
    for path in PLANNER.rglob("*.jinja"):
        text = path.read_text("utf-8")
        for found in re.finditer(r"<table([^>]*)>", text):
            before = text[max(0, found.start() - 220) : found.start()]
            inside = re.search(r'class="(table|wide|scroll)"[^>]*>\s*$', before)
            if not inside and "stack" not in found[1]:
                loose.append(path.name)
    assert set(loose) <= {"comparison.jinja"}, loose
