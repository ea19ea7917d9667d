"""What changes in a plan, and what is asked again, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.text import Text, grouped, say

from .change_types import LeastChange


def change_lines(told: LeastChange) -> Iterator[Text]:
    """One after the other; none of a first plan."""
    if not told.lines:
        return
    yield say(
        "{changed} of {lines} lines change week; in any plan at least {least} do.",
        changed=told.changed,
        lines=told.lines,
        least=told.at_least,
    )
    if told.agreed_lines:
        count = {"changed": told.agreed_changed, "lines": told.agreed_lines, "least": told.agreed_at_least}
        yield say("Of the {lines} that were agreed to {changed} change; at least {least} must.", **count)
    for one in told.asked_again:
        yield say(
            "{party} is asked again about {line}: {week} cannot hold.",
            party=one.party,
            line=one.activity,
            week=week_label(one.agreed, 0),
        )
    for row in told.requests:
        fields = {"party": row.party, "line": row.activity}
        weeks = {"old": week_label(row.agreed, 0), "new": week_label(row.asked, 0)}
        if row.alone_eur is not None:
            yield say(
                "{party} is asked to move {line} from {old} to {new}, which alone saves {euros} euros; it stays until "
                "it "
                "is pinned there.",
                **fields,
                **weeks,
                euros=grouped(row.alone_eur),
            )
        else:
            yield say(
                "{party} is asked to move {line} from {old} to {new}, together with the other requests; it stays "
                "until it "
                "is pinned there.",
                **fields,
                **weeks,
            )
    if told.requests_save_eur is not None:
        yield say("All requests together save {euros} euros.", euros=grouped(told.requests_save_eur))
    for kept in told.budgets:
        yield say(
            "{party}: changes before {day}: {changed}; promised at most {most}; of lines that could not keep their "
            "week: {forced}.",
            party=kept.party,
            changed=kept.changed,
            day=kept.before,
            most=kept.changes,
            forced=kept.forced,
        )
