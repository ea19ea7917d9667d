"""Every id that is referred to exists; where not, the nearest one is suggested."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from wijkplan.planner.findings.finding import Finding, error, hint, of_sender, suggestion
from wijkplan.planner.intake.district_names import SOME, STATE_IT, advice, names_of
from wijkplan.planner.reference import Reference
from wijkplan.planner.reference.cbs_districts import merged, municipalities, municipality_codes
from wijkplan.planner.submission.schema import DistrictSetting, Project
from wijkplan.planner.text import Text, either, say

from .context import At, Context

LEAST_WORD = 4  # letters of a word that is looked for inside the names of districts
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}")


def check(context: Context) -> Iterator[Finding]:
    """References of crews, projects, frameworks and the programme file."""
    yield from _crews(context)
    for at, project in context.projects:
        yield from _project(context, at, project)
    for at, _, framework in context.frameworks:
        for i, holder in enumerate(framework.holders):
            yield from _sent(context, at.down(f"holders[{i}]"), say("employer"), holder, context.employers)
    yield from _settings(context)


def _crews(context: Context) -> Iterator[Finding]:
    reference = context.reference
    for at, _, crew in context.crews:
        yield from _trade(at.down("trade"), crew.trade, context)
        yield from _region(at.down("region"), crew.region, reference)
        for i, region in enumerate(crew.reachable_regions):
            yield from _region(at.down(f"reachable_regions[{i}]"), region, reference)


def _project(context: Context, at: At, project: Project) -> Iterator[Finding]:
    reference = context.reference
    yield from _district(at.down("district"), project.district, context)
    if project.client is None:
        what = say("Work in hand that names no client counts as work for private clients of this employer.")
        yield hint("missing-client", *at.place, project.id, what, say("Add client if the client takes part."))
    else:
        yield from _sent(context, at.down("client"), say("client"), project.client, context.clients)
    if project.employer is not None and project.award != "to-tender":  # there it is told that none belongs
        yield from _sent(context, at.down("employer"), say("employer"), project.employer, context.employers)
    if project.framework is not None:
        yield from _sent(context, at.down("framework"), say("framework"), project.framework, context.framework)
    for i, before in enumerate(project.after):
        yield from _sent(context, at.down(f"after[{i}]"), say("project"), before, context.project_at)
    for i, link in enumerate(project.links):
        yield from _sent(context, at.down(f"links[{i}].project"), say("project"), link.project, context.project_at)
    for i, prerequisite in enumerate(project.prerequisites):
        yield from _known(
            at.down(f"prerequisites[{i}].kind"), say("prerequisite"), prerequisite.kind, reference.prerequisites
        )
    for i, place in enumerate(project.places):
        if place.street is not None and context.settings is not None and place.street not in context.lost_streets:
            yield from _not_sent(
                at.down(f"places[{i}].street"), say("street"), place.street, context.streets, context.street_names
            )
    yield from _own_activities(context, at, project)


def _own_activities(context: Context, at: At, project: Project) -> Iterator[Finding]:
    places = {place.id for place in project.places}
    own_ids = {own.id for own in project.activities}
    for i, own in enumerate(project.activities):
        down = at.down(f"activities[{i}]")
        yield from _known(down.down("place"), say("place of this project"), own.place, places)
        for k, hours in enumerate(own.hours):
            yield from _trade(down.down(f"hours[{k}].trade"), hours.trade, context)
        for k, before in enumerate(own.after):
            yield from _known(down.down(f"after[{k}]"), say("activity of this project"), before, own_ids)
        package = context.reference.packages.get(own.package)
        if package is None:
            yield from _known(down.down("package"), say("package"), own.package, context.reference.packages)
        elif package.work_type != project.work_type:
            what = say(
                "Package {package} is {work_type} work, this project is {project_work_type}.",
                package=own.package,
                work_type=package.work_type,
                project_work_type=project.work_type,
            )
            remedy = say(
                "Use one of {names}.", names=", ".join(p.id for p in context.reference.of_work_type(project.work_type))
            )
            yield error("wrong-package", *down.down("package").place, own.package, what, remedy)


def _settings(context: Context) -> Iterator[Finding]:
    for at, settings in context.settings_files[:1]:
        for i, street in enumerate(settings.streets):
            yield from _district(at.down(f"streets[{i}].district"), street.district, context)
        for i, row in enumerate(settings.districts):
            yield from _own_district(at.down(f"districts[{i}]"), row, context)
        for i, area in enumerate(settings.grid_areas):
            for k, district in enumerate(area.districts):
                yield from _district(at.down(f"grid_areas[{i}].districts[{k}]"), district, context)
        for i, market in enumerate(settings.hiring):
            yield from _trade(at.down(f"hiring[{i}].trade"), market.trade, context)
            yield from _region(at.down(f"hiring[{i}].region"), market.region, context.reference)
        for i, agreement in enumerate(settings.agreements):
            for k, client in enumerate(agreement.clients):
                yield from _sent(
                    context, at.down(f"agreements[{i}].clients[{k}]"), say("client"), client, context.clients
                )
            for k, district in enumerate(agreement.districts):
                yield from _district(at.down(f"agreements[{i}].districts[{k}]"), district, context)
        for kind in ("name", "force", "forbid"):
            for i, row in enumerate(getattr(settings.combinations, kind, ())):
                for k, project in enumerate(row.projects):
                    yield from _sent(
                        context,
                        at.down(f"combinations.{kind}[{i}].projects[{k}]"),
                        say("project"),
                        project,
                        context.project_at,
                    )
                lead = getattr(row, "lead_client", None)
                if lead is not None:
                    yield from _sent(
                        context, at.down(f"combinations.{kind}[{i}].lead_client"), say("client"), lead, context.clients
                    )
        for i, part in enumerate(settings.part_timers):
            yield from _trade(at.down(f"part_timers[{i}].trade"), part.trade, context)
        materials = {material for package in context.reference.packages.values() for material in package.materials}
        for i, delivery in enumerate(settings.deliveries):
            yield from _sent(
                context, at.down(f"deliveries[{i}].client"), say("client"), delivery.client, context.clients
            )
            yield from _known(at.down(f"deliveries[{i}].material"), say("material"), delivery.material, materials)


def _trade(at: At, value: str, context: Context) -> Iterator[Finding]:
    """A trade; what people call one is told as in workbooks."""
    if value in context.reference.trades:
        return
    from wijkplan.planner.intake.workbook.read_cells import as_people_say  # late: all headings in both languages

    lookup = context.trade_lookup
    what = say("There is no {name} {value}.", name=say("trade"), value=value)
    meant = lookup.find(value)
    said = (
        as_people_say("trade", value, lookup)
        if meant is None
        else (what, say("Did you mean {name}?", name=lookup.shown_as(meant)))
    )
    yield error("unknown-trade", *at.place, value, *(said or (what, lookup.suggest(value))))


def _region(at: At, value: str, reference: Reference) -> Iterator[Finding]:
    """A labour-market region; codes alone say nothing to who typed a name."""
    if value not in reference.regions:
        names = {name: region.id for region in reference.regions.values() for name in (region.name, region.code_today)}
        what = say("There is no {name} {value}.", name=say("region"), value=value)
        yield error("unknown-region", *at.place, value, what, suggestion(value, reference.regions, names, called=True))


def _districts(reference: Reference) -> dict[str, str]:
    return {name: d.id for d in reference.districts.values() for name in (d.municipality, d.name)}


def _district(at: At, value: str, context: Context) -> Iterator[Finding]:
    """A district: one of the reference data, any CBS wijk or buurt, or one that the programme states itself. Those of
    the programme are suggested before all others."""
    reference = context.reference
    if value in reference.districts:
        return
    planned, word = context.planned_districts, value.casefold()
    inside = len(word) >= LEAST_WORD and word in context.planned_names
    held = [f"{i} ({name})" for name, i in planned.items() if word in name.casefold()] if inside else []
    if held and not municipality_codes(value):
        what = say("There is no {name} {value}.", name=say("district"), value=value)
        yield error("unknown-district", *at.place, value, what, say("Did you mean {name}?", name=either(held[:SOME])))
    elif (said := advice(value, reference)) is not None:
        yield error("unknown-district", *at.place, value, *said)
    else:
        yield from _known(
            at,
            say("district"),
            value,
            list(planned.values()) or reference.districts,
            planned or _districts(reference),
        )


def _own_district(at: At, row: DistrictSetting, context: Context) -> Iterator[Finding]:
    """What the programme file says of a district."""
    reference = context.reference
    if row.municipality is not None and row.municipality not in municipalities():
        new = merged().get(row.municipality, ())
        what = say("There is no municipality {value} today.", value=row.municipality)
        remedy = (
            say("It became {towns}.", towns=names_of(new)) if new else say("Use the CBS code of today, such as GM0014.")
        )
        yield error("unknown-municipality", *at.down("municipality").place, row.municipality, what, remedy)
    elif row.homes is not None and not ID.fullmatch(row.district):
        remedy = say("Give it a short code, and put its name into name: the same code wherever it is meant.")
        yield error("wrong-id", *at.down("district").place, row.district, say("It is not an id."), remedy)
    elif row.district not in reference.districts and row.homes is not None and row.municipality is None:
        what = say(
            "The reference data do not know district {value}, and its municipality is not stated.", value=row.district
        )
        yield error("unknown-district", *at.down("district").place, row.district, what, STATE_IT)
    else:
        yield from _district(at.down("district"), row.district, context)


def _known(
    at: At, name: Text, value: str, known: Collection[str], names_of: Mapping[str, str] | None = None
) -> Iterator[Finding]:
    """An id of the reference data or of the same record."""
    if value not in known:
        yield error(
            f"unknown-{name.split()[0]}",
            *at.place,
            value,
            say("There is no {name} {value}.", name=name, value=value),
            suggestion(value, known, names_of),
        )


def _sent(context: Context, at: At, name: Text, value: str, known: Collection[str]) -> Iterator[Finding]:
    """An id of another submission; not judged where that submission may be one that could not be read. What an
    employer is offered instead is its own or a client's: nothing of other employers."""
    if value in known or value in context.lost or context.partial:
        return
    near = (
        known
        if at.owner not in context.employers or name == "client"
        else [i for i in known if _is_own(context, at, i)]
    )
    yield from _not_sent(at, name, value, near)


def _is_own(context: Context, at: At, i: str) -> bool:
    return i == at.owner or (i in context.project_at and context.project_at[i][0].owner == at.owner)


def _not_sent(
    at: At, name: Text, value: str, known: Collection[str], names_of: Mapping[str, str] | None = None
) -> Iterator[Finding]:
    if value not in known:
        what = say("No {name} {value} was sent.", name=name, value=value)
        remedy = (
            of_sender(str(name), value, known, names_of)
            if known or name == "client"
            else say("Add the {name} first.", name=name)
        )
        yield error(f"unknown-{name}", *at.place, value, what, remedy)
