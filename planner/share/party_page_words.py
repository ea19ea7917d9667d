"""The fixed sentences of a page, by the names that its template uses."""

from __future__ import annotations

from collections.abc import Mapping

from wijkplan.planner.text import Text, say

PAGE: Mapping[str, Text] = {
    "weeks": say("Your own work in its weeks"),
    "weeks_label": say("Weeks asked for and planned"),
    "weeks_below": say("The same weeks in words are in the table below."),
    "asked": say("asked for"),
    "planned": say("planned"),
    "answer": say("Answer in the workbook, line by line. No answer is no consent."),
    "nothing": say("Nothing of this kind in this plan."),
    "savings": say("What working together saves"),
    "savings_note": say(
        "The saving of the whole programme, in euros, lies between these ends, whatever better plans there are. "
        "Proven means more than nothing, "
        "by bounds that were derived again independently; all of it holds within the model and its assumptions."
    ),
    "from": say("From"),
    "to": say("To"),
    "least": say("At least"),
    "most": say("At most"),
    "sure": say("How sure"),
    "variants": say("The variants"),
    "variants_note": say("Costs in euros by norm. What too few employers stand behind is suppressed."),
    "question": say("Question"),
    "variant": say("Variant"),
    "outcome": say("Outcome"),
    "cost": say("Cost"),
    "end": say(
        "Made by wijkplan. This page opens without a network; it holds what its reader may see and nothing else."
    ),
}
