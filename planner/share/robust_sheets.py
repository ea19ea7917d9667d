"""What is safe to commit to, in words and as tables for a page and a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import reduce

from wijkplan.planner.compile import Names
from wijkplan.planner.plan.variants import VARIANTS
from wijkplan.planner.record.robust import Gap, Held, Kind, Promise, Robust, Share, Verdict
from wijkplan.planner.reference import Trust
from wijkplan.planner.reference.disturbances import disturbances
from wijkplan.planner.share.party_page import tables_page
from wijkplan.planner.share.xlsx_writer import Table, workbook
from wijkplan.planner.text import Language, Text, grouped, say

VERDICTS: Mapping[Verdict, Text] = {
    "holds": say("holds, proven"),
    "not": say("can be otherwise, a plan was found"),
    "open": say("not known"),
}
KINDS: Mapping[str, Text] = {
    "proceedings": say("summary proceedings about an award"),
    "stations": say("transformer stations that come late"),
    "consent": say("residents who do not agree the first time"),
    "frost": say("frost"),
    "bankruptcy": say("an employer goes bankrupt"),
    "sickness": say("a wave of sickness in a crew"),
    "newcomers": say("newcomers who are slower"),
}
MEASURES: Mapping[str, Text] = {
    "begins": say("works that begin in their week (percent)"),
    "ends": say("works that have ended when they should (percent)"),
    "weeks_late": say("weeks that a work ends late"),
    "projects_on_time": say("projects done by their target"),
    "last_week": say("week of the last end, from the start"),
}
TRUSTS: Mapping[Trust, Text] = {"sourced": say("sourced"), "derived": say("derived"), "assumption": say("assumption")}
PERCENT = ("begins", "ends")
SHARES = (say("Chance (percent)"), say("At least"), say("At most"))
TITLE = say("What is safe to commit to")


def sentences(told: Robust) -> list[Text]:
    """What is told first, one sentence after the other."""
    made = [_limit(told)]
    for kind, word in (
        ("tender", say("tenders")),
        ("week", say("weeks")),
        ("people", say("crews")),
    ):
        rows = [row for row in told.held if row.kind == kind]
        if rows:
            counts = {verdict: sum(row.verdict == verdict for row in rows) for verdict in VERDICTS}
            made.append(
                say(
                    "Of {number} {what} {holds} hold in all of them (proven), {other} can be otherwise (a plan was "
                    "found), {open} are not known.",
                    number=len(rows),
                    what=word,
                    holds=counts["holds"],
                    other=counts["not"],
                    open=counts["open"],
                )
            )
    here = told.sides[-1]
    made.append(
        say(
            "Carried out {draws} times with what may go wrong, and nobody planning again, {begins:.1f} % of the works "
            "begin in their week, and a work ends {late:.1f} weeks late on average.",
            draws=told.draws,
            begins=100 * here.begins,
            late=here.weeks_late,
        )
    )
    gap = next((one for one in told.gaps if one.measure == "weeks_late"), None)
    if gap is not None:
        made.append(
            say(
                "Under the same disturbances a work ends {mean:.2f} weeks later (sooner: negative) than in the "
                "plan {other}; the interval is {low:.2f} to {high:.2f}.",
                mean=gap.mean,
                other=_name(told.sides[0].variant),
                low=gap.low,
                high=gap.high,
            )
        )
    return made


def _limit(told: Robust) -> Text:
    fields = {"limit": grouped(told.limit_eur), "cost": grouped(told.cost_eur)}
    if told.bound_eur is None:
        return say(
            "Nothing is proven of the cost: plans of at most {limit} euros are looked at, as this one.", **fields
        )
    return say(
        "All plans of at most {limit} euros are looked at: {percent:g} % of what can be decided above the bound of "
        "{bound}, or what this plan costs, {cost}, where that is more.",
        percent=told.within_percent,
        bound=grouped(told.bound_eur),
        **fields,
    )


def _place(names: Names, id: str) -> Text | str:
    """A street by its name and id; a block of homes by its own id."""
    at = names.street_index.get(id)
    return id if at is None else say("{name} ({id})", name=names.streets[at].name, id=id)


def _tender(names: Names, id: str) -> Text | str:
    """A tender by what the core team calls it, else by its projects."""
    at = names.tender_index.get(id)
    return id if at is None else names.tenders[at].title or " + ".join(names.tenders[at].projects)


def _whose(names: Names, row: Held) -> Text:
    """Whose people supply a trade beside the employer's own."""
    if not row.what:
        return say("nobody")
    at = names.pool_index.get(row.what)
    if at is None:
        return say("hired in {region}", region=names.region_name(names.markets[names.market_index[row.what]].region))
    return names.pool_name(row.what)


def sheets(told: Robust, names: Names) -> tuple[Table, ...]:
    """All tables; works, streets and people by their names."""
    chance = {row.activity: row for row in told.lines}
    awarded = {row.tender: row for row in told.tenders}
    held: dict[Kind, list[Held]] = {"tender": [], "week": [], "people": []}
    for row in told.held:
        held[row.kind].append(row)
    return (
        promises_table(told, told.promises, names),
        Table(
            say("Weeks"),
            say(
                "Whether a week is the same in all plans that are looked at, and how often it keeps. Euros: what a "
                "plan costs that was found with another week, or what all of them cost at least."
            ),
            (
                say("Work"),
                say("Week"),
                say("In all plans"),
                say("Euros otherwise"),
                *SHARES,
                say("Ends in time (percent)"),
                say("Weeks late at most"),
            ),
            [
                (
                    names.work_name(row.id),
                    row.what,
                    VERDICTS[row.verdict],
                    _euros(row),
                    *percents(chance[row.id].begins),
                    round(100 * chance[row.id].ends.share, 1),
                    chance[row.id].late_weeks,
                )
                for row in held["week"]
            ],
        ),
        Table(
            say("Tenders"),
            say("Whether a tender is chosen in all plans that are looked at, and how often it is awarded as planned."),
            (say("Tender"), say("In all plans"), say("Euros otherwise"), *SHARES),
            [
                (
                    _tender(names, row.id),
                    VERDICTS[row.verdict],
                    _euros(row),
                    *percents(awarded[row.id].awarded),
                )
                for row in held["tender"]
            ],
        ),
        Table(
            say("People"),
            say("Whether the same people supply a trade of a work in all plans that are looked at."),
            (say("Work"), say("Trade"), say("Beside own people"), say("In all plans"), say("Euros otherwise")),
            [
                (
                    names.work_name(row.id),
                    names.trade_name(row.trade or "-"),
                    _whose(names, row),
                    VERDICTS[row.verdict],
                    _euros(row),
                )
                for row in held["people"]
            ],
        ),
        Table(
            say("Compared"),
            say(
                "Both plans are carried out under the same disturbances, draw by draw; nobody plans again. The "
                "interval is that of 95 of 100 such samples; beside it half its width, had each plan disturbances "
                "of its own."
            ),
            (
                say("What"),
                *(_name(one.variant) for one in told.sides),
                say("Difference"),
                say("At least"),
                say("At most"),
                say("Half the width with disturbances apart"),
            ),
            [_compared(told, measure) for measure in MEASURES],
        ),
        Table(
            say("Causes"),
            say("How the plan fares when only one kind of thing goes wrong."),
            (say("What goes wrong"), say("Works that begin in their week (percent)"), say("Weeks late")),
            [(KINDS[row.kind], round(100 * row.begins, 1), round(row.weeks_late, 2)) for row in told.causes],
        ),
        Table(
            say("What it rests on"),
            say("Chances are as good as these figures; replace them by what the partners know."),
            (say("What goes wrong"), say("Value"), say("Unit"), say("Source"), say("Date"), say("Trust")),
            [
                (KINDS[kind], round(row.value), row.unit, row.source, row.origin.date, TRUSTS[row.origin.trust])
                for kind, rows in disturbances().items()
                for row in rows.values()
            ],
        ),
    )


def promises_table(told: Robust, rows: Sequence[Promise], names: Names) -> Table:
    """What residents can be told of some places."""
    return Table(
        say("Promises"),
        say(
            "Weeks between which all planned work in a street or block of homes is done, in {percent:g} of 100 draws.",
            percent=told.promise_percent,
        ),
        (say("Street or block of homes"), say("From"), say("Planned until"), say("Promise until"), *SHARES),
        [
            (
                _place(names, row.place),
                row.first,
                row.planned,
                row.until or say("no promise"),
                *percents(row.chance),
            )
            for row in rows
        ],
    )


def _name(variant: str) -> Text:
    return VARIANTS[variant].name


def _compared(told: Robust, measure: str) -> tuple[object, ...]:
    times = 100 if measure in PERCENT else 1
    gap: Gap | None = next((one for one in told.gaps if one.measure == measure), None)
    values = [round(times * getattr(one, measure), 2) for one in told.sides]
    if gap is None:
        return (MEASURES[measure], *values, None, None, None, None)
    ends = (round(times * value, 2) for value in (gap.mean, gap.low, gap.high, gap.apart))
    return (MEASURES[measure], *values, *ends)


def percents(row: Share) -> tuple[float, float, float]:
    """A chance and its interval."""
    return round(100 * row.share, 1), round(100 * row.low, 1), round(100 * row.high, 1)


def _euros(row: Held) -> int | Text | None:
    if row.impossible:
        return say("not possible")
    return row.found_eur if row.verdict == "not" else row.least_eur


def robust_files(told: Robust, names: Names, language: Language, made: datetime) -> dict[str, bytes]:
    """JSON, page and workbook, by file name."""
    listed = sheets(told, names)
    about = reduce(lambda first, second: say("{first} {second}", first=first, second=second), sentences(told))
    return {
        "robust.json": (told.model_dump_json(indent=1) + "\n").encode(),
        "robust.html": tables_page(TITLE, about, listed, language).encode(),
        "robust.xlsx": workbook(listed, language, made),
    }
