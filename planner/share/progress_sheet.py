"""The sheet in which an employer reports what it did of its own work. It is sent round in its workbook and read back by
:mod:`wijkplan.planner.rounds.progress_values`, under the same words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wijkplan.planner.compile import Names
from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.intake.workbook.headings import HEADINGS
from wijkplan.planner.text import Text, both, say

from .filled_sheet import Form
from .line_states import LineState
from .party_view import Line
from .xlsx_writer import Table

TITLE = say("Progress")
LINE = say("Line")
ASKED: Mapping[str, Text] = {
    "started": say("Started"),
    "ended": say("Ended"),
    "done_percent": say("Done (%)"),
    "done_quantity": say("Done (quantity)"),
    "remaining_hours": say("Remaining hours"),
    "hours_spent": say("Hours spent"),
    "reason": say("Reason"),
    "note": say("Note"),
}
"""What is asked of each line, by the keys of a progress file."""

KNOWN = (LINE, say("Work"), say("New week"), say("Last week"), say("Quantity"), say("Unit"))

FORM = Form(
    TITLE,
    {"activity": [LINE, say("Work")], **{key: [word] for key, word in ASKED.items()}},
    frozenset({"activity"}),
    tuple(ASKED),
    KNOWN,
    say("Hand in the workbook with wijkplan round progress too."),
)


def unit_words(unit: str) -> Text:
    """What a quantity counts, as workbooks head it: *LV cable (m)*; that of an own package has no other name."""
    dutch, english = HEADINGS.get(unit, (unit, unit))
    return both(english, dutch)


def progress(names: Names, lines: Iterable[Line], states: Mapping[str, LineState]) -> Table:
    """An empty report of the lines that are not done, first ones first; when they began stands there already where that
    was reported."""
    rows = []
    for line in sorted(lines, key=lambda one: (one.moved.planned, one.activity)):
        name = names.activities[line.activity]
        state = states.get(name.id)
        if state is not None and state.state == "done":
            continue
        began = state.agreed if state is not None and state.state == "started" else None
        weeks = (week_label(names.start, line.moved.planned), week_label(names.start, line.end - 1))
        rows.append(
            (name.id, name.title, *weeks, name.quantity, unit_words(name.unit), began, *(None,) * (len(ASKED) - 1))
        )
    return Table(
        TITLE,
        say(
            "Report here what began and what is done, when the core team asks for it, and send the workbook back. A "
            "line that is left empty has not begun. Percentages as whole numbers: 60, not 60%."
        ),
        (*KNOWN, *ASKED.values()),
        rows,
        {len(KNOWN) + k: () for k in range(len(ASKED))},
    )
