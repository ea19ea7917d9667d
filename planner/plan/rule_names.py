"""What the rules are called where people read: a short name each, for those that can keep work from a week."""

from __future__ import annotations

from collections.abc import Mapping

from wijkplan.planner.text import Text, say

RULE_NAMES: Mapping[str, Text] = {
    "calendar": say("closed weeks"),
    "capacity": say("too few people"),
    "continuity": say("steady work for own people"),
    "contract": say("the contract period"),
    "delivery": say("what was promised to be done by then"),
    "exclusive": say("streets open at the same time"),
    "frozen": say("pinned weeks"),
    "grid": say("room on the grid"),
    "hire": say("too few people to hire"),
    "lead": say("the time that tendering takes"),
    "lending": say("too few people to lend"),
    "means": say("the means of the baseline"),
    "opening": say("shared openings"),
    "precedence": say("the order of work"),
    "ready": say("permits, materials and consent"),
    "rest": say("rest between openings"),
    "street_order": say("the order of digs in a street"),
    "willing": say("what the sender is willing to move"),
    "window": say("the agreed window"),
}


def rule_name(rule: str | None) -> Text:
    """The name of a rule; of one that has none its id."""
    return RULE_NAMES.get(rule or "", say("{rule}", rule=rule or "-"))
