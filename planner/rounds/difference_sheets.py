"""What differs between two plans, as sheets for a workbook and a page."""

from __future__ import annotations

from typing import Any

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


def sheets(found: Difference, week: Any, language: Language) -> list[Table]:
    """A sheet for each kind of difference; ``week`` makes the label of a week of the programme."""
    note = say("From the first plan to the second.")
    unknown = say("Not compared: the programme of one of the plans is not known.")

    def label(at: int | None) -> str | None:
        return None if at is None else week(at)

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
            [(r.activity, r.trade, crew(r.before, language), crew(r.after, language)) for r in found.people],
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
                (r.client, r.before, r.after, None if r.before is None or r.after is None else r.after - r.before)
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


def crew(one: Crew | None, language: Language) -> str:
    """Heads by whose they are, such as ``E-GRID-LVM 1.5 + 0.5 hired (LVM-AM25)``."""
    if one is None:
        return "-"
    parts = [f"{one.own} {plain(one.own_heads, language)}"] if one.own_heads else []
    if one.other_heads and one.source is not None:
        whose = f" ({one.other})" if one.other else ""
        parts.append(f"{plain(one.other_heads, language)} {translated(SOURCES[one.source], language)}{whose}")
    return " + ".join(parts) or "-"
