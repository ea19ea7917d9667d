"""What differs between two plans, as sheets for a workbook and a page."""

from __future__ import annotations

from typing import Any

from wijkplan.planner.compile import Names
from wijkplan.planner.share.xlsx_writer import Table
from wijkplan.planner.text import Language, Text, say, translated
from wijkplan.planner.text.amounts import plain

from .difference import Crew, Difference

SOURCES = {
    "hired": say("hired"),
    "lent": say("borrowed"),
    "consortium": say("of a partner"),
    "overtime": say("overtime"),
}
OWN = say("own")
NOTHING = say("The plans do not differ.")


def counted(found: Difference) -> Text:
    """How much differs, in one sentence."""
    if found.empty:
        return NOTHING
    return say(
        "{moved} works in other weeks, {people} with other people, {tenders} procedures, {openings} shared openings, "
        "{added} works added, {gone} gone.",
        moved=len(found.moved),
        people=len({row.activity for row in found.people}),
        tenders=len(found.tenders),
        openings=len(found.openings),
        added=len(found.added),
        gone=len(found.gone),
    )


def sheets(found: Difference, week: Any, names: Names | None, language: Language) -> list[Table]:
    """A sheet for each kind of difference; ``week`` makes the label of a week of the programme, ``names`` tell what
    trades, crews and clients are called (``None``: ids stand for them)."""
    note = say("From the first plan to the second.")
    unknown = say("Not compared: the programme of one of the plans is not known.")

    def label(at: int | None) -> str | None:
        return None if at is None else week(at)

    def trade(id: str) -> str:
        return id if names is None else translated(names.trade_name(id), language)

    return [
        Table(
            say("Works moved"),
            note,
            (
                say("Work"),
                say("First week, before"),
                say("First week, after"),
                say("Last week, before"),
                say("Last week, after"),
                say("Weeks moved"),
            ),
            [
                (
                    r.activity,
                    label(r.start_before),
                    label(r.start_after),
                    label(r.end_before - 1),
                    label(r.end_after - 1),
                    r.weeks,
                )
                for r in found.moved
            ],
        ),
        Table(
            say("Other people"),
            note,
            (say("Work"), say("Trade"), say("People, before"), say("People, after")),
            [
                (r.activity, trade(r.trade), crew(r.before, names, language), crew(r.after, names, language))
                for r in found.people
            ],
        ),
        Table(
            say("Procedures"),
            note,
            (say("Tender"), say("Published, before"), say("Published, after")),
            [(r.tender, label(r.published_before), label(r.published_after)) for r in found.tenders],
        ),
        Table(
            say("Shared openings"),
            note,
            (say("Street"), say("First dig"), say("Second dig"), say("Shared in")),
            [
                (r.street, *r.joined, say("the second plan only") if r.joined_after else say("the first plan only"))
                for r in found.openings
            ],
        ),
        Table(
            say("Euros"),
            unknown if "euros" in found.not_compared else say("What each client pays in cash, by norm."),
            (say("Client"), say("Before"), say("After"), say("Difference")),
            [
                (
                    r.client if names is None else translated(names.sender_name(r.client), language),
                    r.before,
                    r.after,
                    None if r.before is None or r.after is None else r.after - r.before,
                )
                for r in found.euros
            ],
        ),
        Table(
            say("Added and gone"),
            note,
            (say("Work"), say("Stands in")),
            [(name, say("the second plan only")) for name in found.added]
            + [(name, say("the first plan only")) for name in found.gone],
        ),
    ]


def crew(one: Crew | None, names: Names | None, language: Language) -> str:
    """Heads by whose they are, such as ``1.5 own (Netploeg, Den Haag) + 0.5 hired (Den Haag)``."""
    if one is None:
        return "-"
    heads = [(one.own_heads, OWN, one.own)]
    if one.source is not None:
        heads.append((one.other_heads, SOURCES[one.source], one.other))
    return " + ".join(_some(*row, names, language) for row in heads if row[0]) or "-"


def _some(heads: float, source: Text, pool: str | None, names: Names | None, language: Language) -> str:
    whose = "" if pool is None else f" ({pool if names is None else translated(names.pool_name(pool), language)})"
    return f"{plain(heads, language)} {translated(source, language)}{whose}"
