"""The sheets of an export, one function each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any, Literal

from wijkplan.planner.compile import Names
from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.plan.measures import People
from wijkplan.planner.text import Language, Text, say, translated

from .hand_in_dates import HandIn
from .line_states import WHOSE
from .party_view import Balance, Line, WeekLoad
from .shared_zone import MEASURES, SharedCell
from .xlsx_writer import Table

Kind = Literal["accept", "refuse", "pin", "window", "people"]
ANSWERS: Mapping[Kind, Text] = {
    "accept": say("accept"),
    "refuse": say("refuse"),
    "pin": say("pin"),
    "window": say("other weeks"),
    "people": say("other people"),
}
SUPPRESSED = say("suppressed")
CHANGES_HEADINGS = (
    say("Line"),
    say("Project"),
    say("Work"),
    say("Street"),
    say("Old week"),
    say("New week"),
    say("Last week"),
    say("Weeks moved"),
    say("Reason"),
    say("People"),
    say("Answer"),
    say("Pin in week"),
    say("Not before week"),
    say("Not after week"),
    say("Whose people"),
    say("Your reason"),
    say("Keeping the old week would cost"),
    say("Not a week sooner"),
    say("Not a week later"),
)
AT_ONCE_HEADINGS = (
    say("What is answered"),
    say("Id"),
    say("Name"),
    say("Lines"),
    say("Answer"),
    say("Not before week"),
    say("Not after week"),
    say("Whose people"),
    say("Your reason"),
)


def in_language(words: Mapping[Any, Text], language: Language) -> tuple[str, ...]:
    """Words to choose from, in a language."""
    return tuple(translated(word, language) for word in words.values())


def changes(names: Names, lines: Iterable[Line], project_of: Callable[[int], str], language: Language) -> Table:
    """The party's own work, with a column for its answer."""
    rows = []
    for line in lines:
        name = names.activities[line.activity]
        old = None if line.moved.asked is None else week_label(names.start, line.moved.asked)
        new, last = week_label(names.start, line.moved.planned), week_label(names.start, line.end - 1)
        at = names.street_index.get(name.street or "")
        street = None if at is None else names.streets[at].name
        about = (name.id, project_of(line.activity), name.title, street)
        rows.append(
            (
                *about,
                *(old, new, last, line.moved.weeks, line.reason, "; ".join(map(" ".join, line.people))),
                *(None,) * 6,
                *(line.keeping or None, line.before, line.after),
            )
        )
    return Table(
        title=say("Changes"),
        note=say(
            "Answer each line: accept, refuse, pin (it stays in the new week, or in the week of the next column), "
            "other "
            "weeks (not before or not after which), or other people (whose). No answer is no consent."
        ),
        headings=CHANGES_HEADINGS,
        rows=rows,
        answers={10: in_language(ANSWERS, language), 11: (), 12: (), 13: (), 14: in_language(WHOSE, language), 15: ()},
    )


def why_here(names: Names, lines: Iterable[Line]) -> Table:
    """The works that a client ordered, with why each is in its weeks."""
    rows = []
    for line in lines:
        name = names.activities[line.activity]
        old = None if line.moved.asked is None else week_label(names.start, line.moved.asked)
        weeks = (old, week_label(names.start, line.moved.planned), week_label(names.start, line.end - 1))
        why = (line.moved.weeks, line.reason, line.keeping or None, line.before, line.after)
        rows.append((name.id, name.title, *weeks, *why))
    return Table(
        say("Why in these weeks"),
        say(
            "Your own works: why each is not in the week asked for, what that week would cost all together, and what "
            "keeps it from a week sooner or later. Nobody else is named, and nothing is told of the people or money of "
            "others."
        ),
        (
            say("Line"),
            say("Work"),
            say("Old week"),
            say("New week"),
            say("Last week"),
            say("Weeks moved"),
            say("Reason"),
            say("Keeping the old week would cost"),
            say("Not a week sooner"),
            say("Not a week later"),
        ),
        rows,
    )


def at_once(names: Names, lines: Sequence[Line], project_of: Callable[[int], str], language: Language) -> Table:
    """The party's projects and streets, each to be answered in one go; what a line itself is answered goes before."""
    projects = Counter(project_of(line.activity) for line in lines)
    streets = Counter(street for line in lines if (street := names.activities[line.activity].street))
    groups = [(say("project"), id, id, count) for id, count in sorted(projects.items())]
    groups += [
        (say("street"), id, names.streets[names.street_index[id]].name, count) for id, count in sorted(streets.items())
    ]
    return Table(
        say("Answer at once"),
        say(
            "An answer here counts for every line of the project or street that has none of its own; where both are "
            "answered that of the street counts."
        ),
        AT_ONCE_HEADINGS,
        [(*group, *(None,) * 5) for group in groups],
        answers={4: in_language(ANSWERS, language), 5: (), 6: (), 7: in_language(WHOSE, language), 8: ()},
    )


def balance(asked: Balance, planned: Balance) -> Table:
    """The party's own planning beside the plan."""
    words = {
        "works_moved": say("works moved"),
        "weeks_moved": say("weeks moved, all works together"),
        "own": say("own people at own work (head-weeks)"),
        "idle": say("own people idle (head-weeks)"),
        "hired": say("people hired (head-weeks)"),
        "overtime": say("overtime of own people (head-weeks)"),
        "travel": say("own people outside their region (head-weeks)"),
        "lent_out": say("own people lent (head-weeks)"),
        "borrowed": say("people of others at own work (head-weeks)"),
    }
    pairs = [(words[f.name], getattr(asked, f.name), getattr(planned, f.name)) for f in fields(Balance)]
    return Table(
        say("Balance"),
        say("Your own planning is the weeks you asked for with your own people; it may not be possible as it stands."),
        (say("What"), say("Own planning"), say("Plan"), say("Difference")),
        [(what, a, b, round(b - a, 2)) for what, a, b in pairs],
    )


def to_hand_in(names: Names, rows: Iterable[HandIn]) -> Table:
    """Permits and notices by their last day."""
    return Table(
        say("Hand in by"),
        say(
            "Last days follow from the lead times of the norms and the weeks of this plan; each line says where they "
            "are from."
        ),
        (say("By"), say("Not before"), say("What"), say("Work"), say("Requested on"), say("Source")),
        [(r.last, r.first, r.what, names.activities[r.activity].id, r.requested, r.source) for r in rows],
    )


def loads(names: Names, rows: Iterable[WeekLoad], language: Language) -> Table:
    """People week by week; what goes to and comes from others as amounts."""
    return Table(
        say("People"),
        say("Heads per week. Lent and borrowed are amounts; with whom is arranged by the clearing party."),
        (
            say("Trade"),
            say("Region"),
            say("Week"),
            say("Available"),
            say("At own work"),
            say("Lent"),
            say("Free"),
            say("Borrowed"),
            say("Hired"),
        ),
        [
            (
                _trade(names, r.trade, language),
                names.regions[r.region].name,
                week_label(names.start, r.week),
                r.available,
                r.own,
                r.given,
                round(r.available - r.own - r.given, 2),
                r.taken,
                r.hired,
            )
            for r in rows
        ],
    )


PEOPLE: Mapping[str, Text] = {
    "given": say("own people there are (head-weeks)"),
    "used": say("own people at work, for others too (head-weeks)"),
    "idle": say("own people idle, over the whole programme (head-weeks)"),
    "idle_in_span": say("of which between their first and last work (head-weeks)"),
    "changes": say("heads by which they rise and fall from quarter to quarter"),
    "spells": say("times that they begin anew"),
    "hired": say("people hired (head-weeks)"),
    "hired_persons": say("people hired (persons, counted per work)"),
    "overtime": say("overtime of own people (head-weeks)"),
    "borrowed": say("people of others at own work (head-weeks)"),
    "borrowed_persons": say("people of others at own work (persons, counted per work)"),
    "lent": say("own people lent (head-weeks)"),
    "lent_persons": say("own people lent (persons, counted per work)"),
}
"""What is said of the people of a trade, by the names of the figures."""


def own_people(names: Names, before: Sequence[People] | None, after: Sequence[People], language: Language) -> Table:
    """The party's own people per trade: without planning together (``None``: there is no such plan) and in the
    plan."""
    was = {row.trade: row for row in before or ()}
    rows: list[tuple[Any, ...]] = []
    for now in after:
        for key, what in PEOPLE.items():
            one, other = (None if row is None else getattr(row, key) for row in (was.get(now.trade), now))
            rows.append(
                (_trade(names, now.trade, language), what, one, other, None if one is None else round(other - one, 2))
            )
    return Table(
        say("Own people"),
        say(
            "What is asked of your people without planning together and in this plan. People of others are counted, "
            "nobody is named."
        )
        if rows
        else say(
            "None of your crews stands in this plan under your own name. Crews that are free count for work that is "
            "still to be won, together with those of other firms; who wins it is not known."
        ),
        (say("Trade"), say("What"), say("Without planning together"), say("Plan"), say("Difference")),
        rows,
    )


def quarters(
    names: Names,
    first_weeks: Sequence[int],
    before: Sequence[People] | None,
    after: Sequence[People],
    language: Language,
) -> Table:
    """The party's own people per trade and quarter: whole persons at work in the busiest week. ``first_weeks`` are
    those of the quarters, the end of the last one too."""
    was = {row.trade: row.peak_persons for row in before or ()}
    rows = [
        (
            _trade(names, now.trade, language),
            week_label(names.start, week),
            was[now.trade][q] if now.trade in was else None,
            persons,
        )
        for now in after
        for q, (week, persons) in enumerate(zip(first_weeks, now.peak_persons, strict=False))
        if persons or (now.trade in was and was[now.trade][q])
    ]
    return Table(
        say("Per quarter"),
        say("How many of your own people work in the busiest week of each quarter, as whole persons, for others too."),
        (say("Trade"), say("Quarter from"), say("Without planning together"), say("Plan")),
        rows,
    )


EUROS: Mapping[str, Text] = {
    "standby": say("people who stand by"),
    "hire": say("hiring"),
    "turnover": say("finding hired people"),
    "travel": say("travel"),
    "lending": say("fees of lending"),
    "overtime": say("overtime"),
}


def people_euros(before: Mapping[str, int] | None, after: Mapping[str, int]) -> Table:
    """What the party's people cost, per term, and what is saved."""
    rows: list[tuple[Any, ...]] = []
    for term, what in (*EUROS.items(), ("", say("together"))):
        one, other = (None if row is None else sum(row.values()) if not term else row[term] for row in (before, after))
        rows.append((what, one, other, None if one is None or other is None else one - other))
    return Table(
        say("Euros of people"),
        say(
            "Standing by is counted from all own work done by own people: below zero it is less than that, because "
            "people who are lent do not stand "
            "by. Norm costs; what a client pays for work is not in it."
        ),
        (say("What"), say("Without planning together"), say("Plan"), say("Saved")),
        rows,
    )


def shared(names: Names, cells: Sequence[SharedCell], language: Language, least: int, most: int) -> Table:
    """The shared zone."""
    trades, regions = {t.id: i for i, t in enumerate(names.trades)}, {r.id: r.name for r in names.regions}
    rows: list[tuple[Any, ...]] = []
    everywhere = [(c.measure, c.trade) for c in cells]
    for cell in cells:
        alone = everywhere.count((cell.measure, cell.trade)) == 1 and len(cell.regions) > 1
        where = say("all regions together") if alone else ", ".join(regions[r] for r in cell.regions)
        value: Any = SUPPRESSED if cell.head_weeks is None else cell.head_weeks
        rows.append((MEASURES[cell.measure], _trade(names, trades[cell.trade], language), where, value))
    return Table(
        say("Shared"),
        say(
            "All employers together: at least {least} in each figure, none above {most} % of it; otherwise merged or "
            "suppressed.",
            least=least,
            most=most,
        ),
        (say("What"), say("Trade"), say("Regions"), say("Head-weeks")),
        rows,
    )


def _trade(names: Names, trade: int, language: Language) -> str:
    return names.trades[trade].called(language)
