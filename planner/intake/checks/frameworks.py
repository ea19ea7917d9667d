"""Frameworks: call-offs within their ceiling, no longer than the law allows; and tenders within the known
thresholds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from wijkplan.planner.findings.finding import Finding, error, warning
from wijkplan.planner.law.requirements import framework_years, lasts_too_long
from wijkplan.planner.law.thresholds import last_known
from wijkplan.planner.text import say

from .context import Context
from .procurement_groups import Buying


def check(context: Context) -> Iterator[Finding]:
    """Every framework, then all tenders together."""
    buying = Buying(context)
    yield from _ceilings(buying)
    yield from _lengths(buying)
    yield from _periods(buying)


def _ceilings(buying: Buying) -> Iterator[Finding]:
    called: dict[str, list[str]] = defaultdict(list)
    for one in buying.members.values():
        if one.framework is not None:
            called[one.framework].append(one.project)
    rule = buying.law.provisions["call-off-ceiling"]
    for at, _, framework in buying.context.frameworks:
        total = sum(buying.members[name].value_eur for name in called[framework.id])
        if framework.remaining_eur is not None and total > framework.remaining_eur:
            names = ", ".join(sorted(called[framework.id]))
            what = say(
                "{names} together are {total} euros by the norms; {rule} (art. {article}).",
                names=names,
                total=total,
                rule=rule.sentence,
                article=rule.article,
            )
            remedy = say("Call off less, or tender some of the work.")
            yield error("over-ceiling", *at.down("remaining_eur").place, framework.remaining_eur, what, remedy)


def _lengths(buying: Buying) -> Iterator[Finding]:
    for at, client, framework in buying.context.frameworks:
        part = buying.law.regimes[client.regime].part
        years = framework_years(buying.law, part)
        if years is None or framework.type != "framework" or framework.start is None or framework.end is None:
            continue
        if lasts_too_long(framework.start, framework.end, years):
            rule = buying.law.provisions[f"framework-length-{part}"]
            what = say(
                "It lasts longer than {years} years from {start}: {rule} (art. {article}).",
                years=years,
                start=framework.start,
                rule=rule.sentence,
                article=rule.article,
            )
            remedy = say("Correct the dates, or have the motivation at hand.")
            yield warning("framework-too-long", *at.down("end").place, framework.end, what, remedy)


def _periods(buying: Buying) -> Iterator[Finding]:
    """Tenders so late that the European thresholds of their year are not known yet: one warning for all."""
    context = buying.context
    if context.settings is None:
        return
    late, last = [], last_known(buying.law)
    for name, one in buying.members.items():
        published = context.project_at[name][1].wanted.start - timedelta(weeks=buying.route([one]).lead_weeks)
        if one.framework is None and one.part != "private" and published > last:
            late.append(name)
    if late:
        some: str = ", ".join(sorted(late)[:5])
        if len(late) > 5:
            some = say("{names} and {count} more", names=some, count=len(late) - 5)
        what = say(
            "To start when it is wanted, this would be published after {last}, the last day of the known European "
            "thresholds "
            "(art. 2.1-2.3, 3.8-3.9 Aw 2012), so the last known ones are used: {some}.",
            last=last,
            some=some,
        )
        remedy = say("Look at their procedures again once the thresholds are there.")
        at = context.settings_files[0][0].down("weeks")
        yield warning("thresholds-unknown", *at.place, context.settings.weeks, what, remedy)
