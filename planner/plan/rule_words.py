"""The words of the rules and terms, all in one place: what a rule is called, what it is called where it is broken, per
kind of place the sentence of a conflict, and what a term is called.

When to modify: a new rule needs its entry in each of the three; the parity test holds them against the checker, and
the catalogue asks for their Dutch.
"""

from __future__ import annotations

from collections.abc import Mapping

from wijkplan.planner.text import Text, marked, say

NAMES: Mapping[str, Text] = {
    "once": say("work that is missing or double"),
    "window": say("the agreed window"),
    "willing": say("what the sender is willing to move"),
    "ready": say("permits, materials and consent"),
    "calendar": say("closed weeks"),
    "precedence": say("the order of work"),
    "crew": say("which crews are allowed"),
    "capacity": say("too few people"),
    "continuity": say("steady work for own people"),
    "lending": say("too few people to lend"),
    "hire": say("too few people to hire"),
    "intake": say("seats and candidates"),
    "safe": say("guidance of learners"),
    "tender": say("exactly one tender per project"),
    "lead": say("the time that tendering takes"),
    "contract": say("the contract period"),
    "street_order": say("the order of digs in a street"),
    "opening": say("shared openings"),
    "rest": say("rest between openings"),
    "exclusive": say("streets open at the same time"),
    "grid": say("room on the grid"),
    "budget": say("budget"),
    "frozen": say("pinned weeks"),
    "delivery": say("what was promised to be done by then"),
    "means": say("the means of the baseline"),
    "nonrenewable": say("the stock"),
}
"""What each rule is called where it keeps work from a week."""

BROKEN: Mapping[str, Text] = {
    "once": say("Work is missing or double"),
    "window": say("Outside the window"),
    "willing": say("Moved further than its sender wants"),
    "ready": say("Before everything is ready"),
    "calendar": say("In a closed week"),
    "precedence": say("In the wrong order"),
    "crew": say("Without a crew that is allowed"),
    "capacity": say("Too few people"),
    "continuity": say("Own people rise and fall too much"),
    "lending": say("Lending beyond what was agreed"),
    "hire": say("More hiring than the market has"),
    "intake": say("More newcomers than seats or candidates"),
    "safe": say("Learners without guidance"),
    "tender": say("Not in exactly one tender"),
    "lead": say("Before the tender is completed"),
    "contract": say("Longer than the contract"),
    "street_order": say("Shallow before deep in the same street"),
    "opening": say("Opening that cannot be shared"),
    "rest": say("Inside the rest period"),
    "exclusive": say("Streets open at once"),
    "grid": say("More than the grid can carry"),
    "budget": say("More than the budget allows"),
    "frozen": say("Pinned work moved"),
    "delivery": say("Later or more nuisance than agreed"),
    "means": say("More money or hiring than there is"),
    "nonrenewable": say("Stock used up"),
}
"""What it is called where a plan breaks it: the heading of its conflicts."""

CONFLICTS: Mapping[tuple[str, str], str] = {
    ("once", "activity"): marked("{where}: {works} missing, double or incomplete."),
    ("window", "activity"): marked("{where}: {works} up to {weeks} outside the window ({when})."),
    ("willing", "activity"): marked(
        "{where}: {works} moved up to {weeks} further than the sender is willing to ({when})."
    ),
    ("ready", "activity"): marked(
        "{where}: {works} up to {weeks} before permit, survey, material or consent is there ({when})."
    ),
    ("ready", "delivery"): marked("{where}: up to {amount} pieces too few have been delivered {when}."),
    ("calendar", "activity"): marked(
        "{where}: {works} in a closed week or with another end than the calendar says ({when})."
    ),
    ("precedence", "precedence"): marked(
        "{where}: {works} up to {weeks} too early or too late after what precedes ({when})."
    ),
    ("crew", "activity"): marked("{where}: {works} without a crew that is allowed ({when})."),
    ("capacity", "pool"): marked("{where}: up to {amount} heads short {when}."),
    ("continuity", "programme"): marked(
        "{where}: own people at work rise and fall {amount} heads more from quarter to quarter than was agreed."
    ),
    ("continuity", "employer"): marked(
        "{where}: its own people at work rise and fall {amount} heads more from quarter to quarter than was agreed."
    ),
    ("lending", "pool"): marked("{where}: up to {amount} heads lent beyond what was agreed {when}."),
    ("hire", "market"): marked("{where}: up to {amount} heads more than the hiring market offers {when}."),
    ("tender", "project"): marked("{where}: the work is not in exactly one tender."),
    ("tender", "tender"): marked("{where}: the tender is double, unknown or not allowed in this variant."),
    ("lead", "activity"): marked("{where}: {works} up to {weeks} before the tender can be completed ({when})."),
    ("lead", "tender"): marked("{where}: the tender cannot be published then: {weeks} too early or closed."),
    ("lead", "client"): marked(
        "{where}: up to {amount} more tenders to prepare at once than there is room for {when}."
    ),
    ("contract", "tender"): marked("{where}: the work takes {weeks} longer than the contract."),
    ("street_order", "activity"): marked(
        "{where}: shallower pipe or cable up to {weeks} before the deeper one is done, {works} ({when})."
    ),
    ("opening", "activity"): marked("{where}: opening shared in a way that is not possible, {works} ({when})."),
    ("opening", "street"): marked("{where}: a shared opening is stated that does not exist."),
    ("rest", "activity"): marked(
        "{where}: the street is reopened up to {weeks} inside its rest period, for {works} ({when})."
    ),
    ("exclusive", "street"): marked("{where}: the street is open for two works at once {when}."),
    ("exclusive", "district"): marked(
        "{where}: too many streets open at once {when}, up to {amount} more than agreed with the road manager."
    ),
    ("grid", "grid"): marked("{where}: the grid is asked for up to {amount} kW more than it can carry {when}."),
    ("budget", "budget"): marked("{where}: up to {amount} euros more spent than the budget allows {when}."),
    ("frozen", "activity"): marked("{where}: {works} moved by up to {weeks}, although pinned ({when})."),
    ("delivery", "activity"): marked("{where}: {works} up to {weeks} after the agreed delivery ({when})."),
    ("delivery", "programme"): marked("{where}: the burden is {amount} more than equal delivery allows."),
    ("delivery", "district"): marked(
        "{where}: the burden in the district is {amount} more than equal delivery allows."
    ),
    ("intake", "cohort"): marked("{where}: {amount} newcomers more than may start ({when})."),
    ("intake", "places"): marked("{where}: {amount} newcomers more than there are seats or candidates."),
    ("intake", "programme"): marked("{where}: the numbers of newcomers are not those of this programme."),
    ("safe", "pool"): marked("{where}: {amount} learners without guidance {when}."),
    ("means", "programme"): marked("{where}: the plan takes {amount} (euros, or hired head-weeks) more than there is."),
    ("nonrenewable", "resource"): marked("{where}: {amount} units too many are used."),
}
"""Per rule and kind of place what collides: ``when`` tells the weeks, ``works`` how many works, ``weeks`` the worst
amount in weeks."""


TERM_NAMES: Mapping[str, Text] = {
    "labour": say("labour"),
    "standby": say("standing by"),
    "hire": say("hiring"),
    "turnover": say("finding hired people"),
    "travel": say("travel"),
    "lending": say("lending"),
    "overtime": say("overtime"),
    "training": say("training newcomers"),
    "mobilisation": say("mobilisation of crews"),
    "procurement": say("procurement"),
    "opening": say("digging and paving"),
    "interface": say("coordination between contracts"),
    "delay": say("delay"),
    "burden": say("nuisance of open streets"),
    "rest": say("rest period broken"),
    "moved": say("weeks moved"),
}
"""What each term of the cost is called."""


def rule_name(rule: str | None) -> Text:
    """The name of a rule; of one that has none its id."""
    return NAMES.get(rule or "", say("{rule}", rule=rule or "-"))
