"""What the core team wants of combined tenders can be had: lawful, in time, and without contradiction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.checks.buying import Buying, buyable
from planner.checks.context import At, Context
from planner.checks.work import shortest
from planner.findings import Finding, error
from planner.law import Member
from planner.law.wishes import wish_breaches
from planner.submission import Combination, Combinations, Project


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
                yield error("single-combination", *place.place, row.projects[0], "A combination has two or more projects.", "Add another project.")
            elif isinstance(row, Combination):
                yield from _wish(buying, place, row)
    yield from _contradictions(at, wishes)


def _wish(buying: Buying, at: At, wish: Combination) -> Iterator[Finding]:
    listed = buying.context.project_at
    for k, name in enumerate(wish.projects):
        if name in listed and not buyable(listed[name][1]):
            what = f"This project is {listed[name][1].award}" + (" and has started." if listed[name][1].pins else ".")
            remedy = "Combine only work that is still to be tendered or called off and has not started."
            yield error("not-to-be-bought", *at.down(f"projects[{k}]").place, name, what, remedy)
    if not all(name in buying.members for name in wish.projects):
        return
    group = [buying.members[name] for name in dict.fromkeys(wish.projects)]
    clients = sorted({one.client for one in group})
    if wish.lead_client in buying.context.clients and wish.lead_client not in clients:
        rule = buying.law.provisions["joint-purchase"]
        what = f"It has no project in this combination; {rule.text} (art. {rule.article})."
        yield error("lead-without-project", *at.down("lead_client").place, wish.lead_client, what, f"Use one of {', '.join(clients)}.")
    unlawful = list(wish_breaches(buying.law, wish, group, buying.ceilings))
    for breach in unlawful:
        remedy = "Take out what does not go with the rest, or buy in lots where the article says so."
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
        weeks, end = shortest(project, context.reference), _end(context, project)
        if first + weeks > end:
            what = (
                f"Together their value is {route.basis.value_eur} euros, so they go by {route.procedure.dutch} "
                f"({route.preparation_weeks} weeks of preparation, then {route.lead_weeks}; art. {route.articles}): "
                f"work can start in {context.label(first)}, and {one.project} takes {weeks} weeks and must be finished before {context.label(end)}."
            )
            remedy = "Widen its window, or leave it out of the combination."
            yield error("combination-too-late", *at.place, one.project, what, remedy)


def _end(context: Context, project: Project) -> int:
    assert context.settings is not None
    return min(context.settings.weeks, context.week(project.window.end) + 1) if project.window else context.settings.weeks


def _contradictions(at: At, wishes: Combinations) -> Iterator[Finding]:
    forced = [frozenset(row.projects) for row in wishes.force]
    for i, members in enumerate(forced):
        for k, other in enumerate(forced[:i]):
            shared = sorted(members & other)
            if shared:
                what = f"force[{k}] holds {', '.join(shared)} as well, and a project is bought once."
                yield error("contradictory-combinations", *at.down(f"force[{i}]").place, "+".join(sorted(members)), what, "Withdraw one of them.")
    for kind, rows in (("force", wishes.force), ("name", wishes.name)):
        for i, row in enumerate(rows):
            for k, apart in enumerate(wishes.forbid):
                if set(apart.projects) <= set(row.projects):
                    what = f"forbid[{k}] keeps {', '.join(apart.projects)} out of one tender."
                    yield error("contradictory-combinations", *at.down(f"{kind}[{i}]").place, "+".join(row.projects), what, "Withdraw one of them.")
    for i, row in enumerate(wishes.name):
        for k, members in enumerate(forced):
            if members & set(row.projects) and members != set(row.projects):
                what = f"force[{k}] keeps {', '.join(sorted(members & set(row.projects)))} out of every other combination."
                yield error("contradictory-combinations", *at.down(f"name[{i}]").place, "+".join(row.projects), what, "Withdraw one of them.")
