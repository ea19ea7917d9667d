"""Every id is used once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wijkplan.planner.findings.finding import Finding, error
from wijkplan.planner.text import Text, say

from .context import At, Context


def check(context: Context) -> Iterator[Finding]:
    """Senders, projects, frameworks, crews, streets, grid areas, places and own activities."""
    yield from _twice(context, say("sender"), ((at.down("id"), sender.id) for at, sender in context.senders))
    first: dict[str, str] = {}
    copies = {at.file for at, sender in context.senders if first.setdefault(sender.id, at.file) != at.file}
    projects = ((at.down("id"), p.id) for at, p in context.projects if at.file not in copies)
    yield from _twice(context, say("project"), projects)  # a second file of one sender is one fault, not one a project
    frameworks = ((at.down("id"), f.id) for at, _, f in context.frameworks if at.file not in copies)
    yield from _twice(context, say("framework"), frameworks)
    for _, sender in context.senders:
        crews = ((at.down("id"), crew.id) for at, employer, crew in context.crews if employer is sender)
        yield from _twice(context, say("crew"), crews)
    for at, settings in context.settings_files[:1]:
        yield from _twice(
            context, say("street"), ((at.down(f"streets[{i}].id"), s.id) for i, s in enumerate(settings.streets))
        )
        yield from _twice(
            context,
            say("grid area"),
            ((at.down(f"grid_areas[{i}].id"), g.id) for i, g in enumerate(settings.grid_areas)),
        )
        yield from _twice(
            context,
            say("district"),
            ((at.down(f"districts[{i}].district"), d.district) for i, d in enumerate(settings.districts)),
        )
        flexible = ((at.down(f"flexibility[{i}].work_type"), f.work_type) for i, f in enumerate(settings.flexibility))
        yield from _twice(context, say("work type"), flexible)
        hiring = ((at.down(f"hiring[{i}].trade"), f"{h.trade} {h.region}") for i, h in enumerate(settings.hiring))
        yield from _twice(context, say("hiring market"), hiring)
        yield from _twice(
            context,
            say("forward plan"),
            ((at.down(f"forward_plans[{i}].id"), f.id) for i, f in enumerate(settings.forward_plans)),
        )
        served = (
            (at.down(f"grid_areas[{i}].districts[{k}]"), d)
            for i, g in enumerate(settings.grid_areas)
            for k, d in enumerate(g.districts)
        )
        yield from _twice(context, say("district of a grid area"), served)
    for at, project in context.projects:
        yield from _twice(
            context, say("place"), ((at.down(f"places[{i}].id"), place.id) for i, place in enumerate(project.places))
        )
        yield from _twice(
            context,
            say("activity"),
            ((at.down(f"activities[{i}].id"), own.id) for i, own in enumerate(project.activities)),
        )


def _twice(context: Context, name: Text, ids: Iterable[tuple[At, str]]) -> Iterator[Finding]:
    seen: dict[str, At] = {}
    for at, value in ids:
        if value in seen:
            first = seen[value]
            what = say(
                "This {name} exists already: {path} in {short_file}.",
                name=name,
                path=context.spot(first),
                short_file=first.short_file,
            )
            if first.owner != at.owner:  # whose the other is stays untold
                what = say("This {name} exists already, in the file of another sender.", name=name)
            yield error("duplicate-id", *at.place, value, what, say("Give each its own id, or remove the copy."))
        seen.setdefault(value, at)
