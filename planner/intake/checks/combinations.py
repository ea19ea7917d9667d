"""What the core team wants of combined tenders can be had: lawful, in time, and without contradiction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wijkplan.planner.findings.finding import Finding, error
from wijkplan.planner.law import Member
from wijkplan.planner.law.wanted_combinations import wish_breaches
from wijkplan.planner.submission.schema import Combination, Combinations, Project
from wijkplan.planner.text import say

from .context import At, Context
from .procurement_groups import Buying, buyable
from .work_content import shortest

WITHDRAW = say("Withdraw one of them.")


def check(context: Context) -> Iterator[Finding]:
    """Each combination by itself, then against the others."""
    if context.settings is None or context.settings.combinations is None:
        return
    at, wishes = context.settings_files[0][0].down("combinations"), context.settings.combinations
    buying = Buying(context)
    for kind in ("name", "force", "forbid"):
        for i, row in enumerate(getattr(wishes, kind)):
            place = at.down(f"{kind}[{i}]")
            if len(set(row.projects)) < 2:
                what = say("A combination has two or more projects.")
                yield error("single-combination", *place.place, row.projects[0], what, say("Add another project."))
            elif isinstance(row, Combination):
                yield from _wish(buying, place, row)
    yield from _contradictions(at, wishes)


def _wish(buying: Buying, at: At, wish: Combination) -> Iterator[Finding]:
    listed = buying.context.project_at
    for k, name in enumerate(wish.projects):
        if name in listed and not buyable(listed[name][1]):
            award = listed[name][1].award
            started = say("This project is {award} and has started.", award=award)
            what = started if listed[name][1].pins else say("This project is {award}.", award=award)
            remedy = say("Combine only work that is still to be tendered or called off and has not started.")
            yield error("not-to-be-bought", *at.down(f"projects[{k}]").place, name, what, remedy)
    if not all(name in buying.members for name in wish.projects):
        return
    group = [buying.members[name] for name in dict.fromkeys(wish.projects)]
    clients = sorted({one.client for one in group})
    if wish.lead_client in buying.context.clients and wish.lead_client not in clients:
        rule = buying.law.provisions["joint-purchase"]
        what = say(
            "It has no project in this combination; {rule} (art. {article}).", rule=rule.sentence, article=rule.article
        )
        remedy = say("Use one of {names}.", names=", ".join(clients))
        yield error("lead-without-project", *at.down("lead_client").place, wish.lead_client, what, remedy)
    unlawful = list(wish_breaches(buying.law, wish, group, buying.ceilings))
    for breach in unlawful:
        remedy = say("Take out what does not go with the rest, or buy in lots where the article says so.")
        yield error("unlawful-combination", *at.place, "+".join(wish.projects), breach.sentence, remedy)
    if not unlawful:
        yield from _in_time(buying, at, group)


def _in_time(buying: Buying, at: At, group: Sequence[Member]) -> Iterator[Finding]:
    """The longest procedure of the combination leaves each of its projects time before its hard end."""
    context = buying.context
    route = buying.route(group)
    first = route.preparation_weeks + route.lead_weeks
    for one in group:
        project = context.project_at[one.project][1]
        weeks, end = shortest(context.pieces(project), context.reference), _end(context, project)
        if first + weeks > end:
            what = say(
                "Together their value is {value} euros, so they go by {procedure} ({preparation} weeks of "
                "preparation, then {lead}; "
                "art. {articles}): work can start in {start}, and {project} takes {weeks} weeks and must be finished "
                "before {end}.",
                value=route.basis.value_eur,
                procedure=route.procedure.name,
                preparation=route.preparation_weeks,
                lead=route.lead_weeks,
                articles=route.articles,
                start=context.label(first),
                project=one.project,
                weeks=weeks,
                end=context.label(end),
            )
            remedy = say("Widen its window, or leave it out of the combination.")
            yield error("combination-too-late", *at.place, one.project, what, remedy)


def _end(context: Context, project: Project) -> int:
    assert context.settings is not None
    ends = project.window.end if project.window else None
    return min(context.settings.weeks, context.week(ends) + 1) if ends else context.settings.weeks


def _contradictions(at: At, wishes: Combinations) -> Iterator[Finding]:
    forced = [frozenset(row.projects) for row in wishes.force]
    for i, members in enumerate(forced):
        for k, other in enumerate(forced[:i]):
            shared = sorted(members & other)
            if shared:
                what = say(
                    "force[{k}] holds {names} as well, and a project is bought once.", k=k, names=", ".join(shared)
                )
                yield error(
                    "contradictory-combinations",
                    *at.down(f"force[{i}]").place,
                    "+".join(sorted(members)),
                    what,
                    WITHDRAW,
                )
    for kind, rows in (("force", wishes.force), ("name", wishes.name)):
        for i, row in enumerate(rows):
            for k, apart in enumerate(wishes.forbid):
                if set(apart.projects) <= set(row.projects):
                    what = say("forbid[{k}] keeps {names} out of one tender.", k=k, names=", ".join(apart.projects))
                    yield error(
                        "contradictory-combinations",
                        *at.down(f"{kind}[{i}]").place,
                        "+".join(row.projects),
                        what,
                        WITHDRAW,
                    )
    for i, row in enumerate(wishes.name):
        for k, members in enumerate(forced):
            if members & set(row.projects) and members != set(row.projects):
                names = ", ".join(sorted(members & set(row.projects)))
                what = say("force[{k}] keeps {names} out of every other combination.", k=k, names=names)
                yield error(
                    "contradictory-combinations", *at.down(f"name[{i}]").place, "+".join(row.projects), what, WITHDRAW
                )
