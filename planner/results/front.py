"""What the front of the report and the last lines of the command say beside the euros: what is moved and what keeping
weeks would cost, whom even the plan of asked weeks does not serve, where and in how many weeks people are short, and
on which assumption the saving hangs most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from wijkplan.planner.compile import Names
from wijkplan.planner.experiment.savings import ORDERS
from wijkplan.planner.plan.rule_words import rule_name
from wijkplan.planner.record import Cause, Comparison, Result, Shortage
from wijkplan.planner.text import Text, grouped, say

SHOWN = ("equal_delivery", "bundled")
"""Question and variant of the plan that the front is about."""

ASSUMPTIONS: dict[Cause, Text] = {
    "procedures": say("what a tender costs its client and its bidders, and how many bid"),
    "mobilisation": say("the hours that a crew needs to set up in a district"),
    "openings": say("the part of the work that digs save which share one opening"),
    "crews": say("the premium of hired people, and the share of idle hours that earns its wage elsewhere"),
    "timing": say("the social prices of a week of waiting and of a week moved"),
}
"""Per cause the figures of the reference data that it rests on."""

CAUSES: dict[Cause, Text] = {
    "procedures": say("fewer procedures"),
    "mobilisation": say("crews that set up less often"),
    "openings": say("streets that open less often"),
    "crews": say("other crews: less hiring, travel and standing by"),
    "timing": say("less waiting"),
}


def front(comparison: Comparison, names: Names) -> list[Text]:
    """The sentences that there is something to say for, in order."""
    return [*_nearest(comparison), *_unserved(comparison, names), *_short(comparison, names), *_hangs(comparison)]


def _nearest(comparison: Comparison) -> Iterator[Text]:
    shown = comparison.result(*SHOWN)
    if shown is None or shown.weeks is None or shown.cost is None:
        return
    kept = shown.weeks
    more = shown.cost - (shown.cost if shown.cheapest_cost is None else shown.cheapest_cost)
    what = {"more": grouped(more), "moved": kept.moved, "priced": kept.priced, "others": kept.moved - kept.priced}
    if not kept.moved:
        yield say(
            "Of the plans that cost nearly the same the one that moves least is shown: {more} euros dearer than the "
            "cheapest one found. It moves no work from the week asked for.",
            **what,
        )
        return
    if kept.median_eur is None:
        yield say(
            "Of the plans that cost nearly the same the one that moves least is shown: {more} euros dearer than the "
            "cheapest one found. Works moved: {moved}; none of these could be in its week as long as all else stays.",
            **what,
        )
        return
    yield say(
        "Of the plans that cost nearly the same the one that moves least is shown: {more} euros dearer than the "
        "cheapest one found. Works moved: {moved}. Each by itself, all else in place, {priced} of these could keep "
        "their week, half of them for at most {median} euros "
        "({less_steady} only with more changes of own people); the other {others} could not{rules}.",
        median=grouped(kept.median_eur),
        less_steady=kept.less_steady,
        rules=_rules(shown),
        **what,
    )


def _rules(shown: Result) -> Text | str:
    assert shown.weeks is not None
    rows = [row for row in sorted(shown.weeks.in_the_way.items(), key=lambda row: (-row[1], row[0])) if row[0]][:4]
    listed: Text | None = None
    for rule, count in rows:
        part = say("{rule} {count}", rule=rule_name(rule), count=count)
        listed = part if listed is None else say("{so_far}, {part}", so_far=listed, part=part)
    return "" if listed is None else say(" (in the way: {rules})", rules=listed)


def _unserved(comparison: Comparison, names: Names) -> Iterator[Text]:
    rows = comparison.asked_weeks.unserved
    if rows:
        first = rows[0]
        fields = {
            "activity": names.work_name(first.activity),
            "sender": names.sender_name(first.sender),
            "weeks": abs(first.weeks),
            "flexible": first.flexible_weeks,
        }
        yield say(
            "{count} works cannot be served within what their senders are willing to move them, not even by the plan "
            "of asked weeks: the furthest "
            "is {activity} ({sender}), {weeks} weeks where {flexible} are allowed{rule}.",
            count=len(rows),
            rule=say(" (in the way: {rules})", rules=rule_name(first.rule)) if first.rule else "",
            **fields,
        )


def _short(comparison: Comparison, names: Names) -> Iterator[Text]:
    plans = {(plan.question, plan.variant): plan for plan in comparison.people.plans}
    for variant, told in (
        (comparison.baseline, say("In the baseline")),
        (SHOWN[1], say("In the plan with everything together")),
    ):
        plan = next((one for (question, name), one in plans.items() if (question, name) == (SHOWN[0], variant)), None)
        if plan is not None and plan.short:
            weeks = {week for row in plan.short for week in range(row.first_week, row.last_week + 1)}
            yield say(
                "{plan} work asks more people than there are in its region in {weeks} weeks: most {most}.",
                plan=told,
                weeks=len(weeks),
                most=_most(plan.short, names),
            )


def _most(rows: tuple[Shortage, ...], names: Names) -> Text:
    total: Counter[tuple[str, str]] = Counter()
    weeks: Counter[tuple[str, str]] = Counter()
    for row in rows:
        total[row.trade, row.region] += round(row.head_weeks)
        weeks[row.trade, row.region] += row.last_week - row.first_week + 1
    (trade, region), head_weeks = total.most_common(1)[0]
    return say(
        "{trade} in {region} ({head_weeks} head-weeks in {weeks} weeks)",
        trade=names.trade_name(trade),
        region=names.region_name(region),
        head_weeks=head_weeks,
        weeks=weeks[trade, region],
    )


def _hangs(comparison: Comparison) -> Iterator[Text]:
    """The cause with most euros of what the plans found save against the baseline, and what it rests on."""
    row = next((one for one in comparison.attribution if one.question == SHOWN[0]), None)
    if row is None:
        return
    pairs = list(ORDERS["sharing_first"])
    since = next((i for i, (source, _) in enumerate(pairs) if source == comparison.baseline), 0)
    steps = row.sharing_first[since:]
    whole = [step.euros for step in steps]
    if None in whole or sum(euros for euros in whole if euros is not None) <= 0:
        return
    sums = {cause: sum(step.causes.get(cause) or 0 for step in steps) for cause in CAUSES}
    cause = max(sums, key=lambda one: sums[one])
    yield say(
        "Of what the plans found save against the baseline ({all} euros) most comes from {cause}: {euros} euros. It "
        "hangs most on an assumption: "
        "{assumption}.",
        all=grouped(sum(euros for euros in whole if euros is not None)),
        cause=CAUSES[cause],
        euros=grouped(sums[cause]),
        assumption=ASSUMPTIONS[cause],
    )
