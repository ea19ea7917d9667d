"""The sentences of rules and terms, which stand once: each opens its file. The tables in ``models/README.md`` are made
of them.

``python -m wijkplan.models.check.sentences`` writes the tables again; a test keeps them fresh.
"""

from __future__ import annotations

import inspect
from pathlib import Path

from ..problem import CASH
from .rules import RULES
from .terms import TERMS

README = Path(__file__).parents[1] / "README.md"


def sentence(module: object) -> str:
    """The first paragraph of a module of a rule or term, on one line."""
    return " ".join((inspect.getdoc(module) or "").partition("\n\n")[0].split())


def rules() -> str:
    """The table of rules."""
    rows = [f"| `{id}` | {sentence(module)} |" for id, module in RULES.items()]
    return "\n".join(["| id | sentence |", "|---|---|", *rows, ""])


def terms() -> str:
    """The table of terms: who pays, and for what."""
    rows = []
    for id, module in TERMS.items():
        meaning = sentence(module).partition(": ")[2]
        rows.append(f"| `{id}` | {'cash' if id in CASH else 'social'} | {meaning[:1].upper()}{meaning[1:]} |")
    return "\n".join(["| id | kind | meaning |", "|---|---|---|", *rows, ""])


def renewed(page: str) -> str:
    """A page with both tables made again: the first table under each heading. Raises ``ValueError`` where a heading
    or its table is missing."""
    for heading, table in (("Rules", rules()), ("Terms", terms())):
        before, found, under = page.partition(f"\n## {heading}\n")
        begin = under.find("\n| id |") + 1
        end = under.find("\n\n", begin) + 1
        if not found or not begin or not end:
            raise ValueError(f"the page has no heading {heading} with a table of ids")
        page = f"{before}{found}{under[:begin]}{table}{under[end:]}"
    return page


if __name__ == "__main__":
    README.write_text(renewed(README.read_text("utf-8")), "utf-8")
