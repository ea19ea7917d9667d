"""A world with all that comes later than a plan that was sent round: jobs of every kind, prices of weeks, files for
schools and unions, an outlook, a calendar, and a plan that waits to be sent."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wijkplan.planner.workspace.models import Job

    from .conftest import World

LITTLE: Mapping[str, int] = {"seconds": 1, "menu": 20, "work": 1, "workers": 1}
PARTS: Mapping[str, int] = {"price_rounds": 1, "steps": 2, "plan_rounds": 1, "whole_work": 1}


def enrich(world: World, asks: str = "employer-netploeg") -> dict[str, Job]:
    """Makes it; gives back the last job of each kind. ``asks``: the employer that asks for a price."""
    from wijkplan.planner.workspace.models import Organisation
    from wijkplan.planner.workspace.overview import places
    from wijkplan.planner.workspace.own_plan import own_view
    from wijkplan.planner.workspace.published_views import preview_folder, views_folder

    party = Organisation.objects.get(programme=world.programme, party=asks)
    view = own_view(world.round, party)
    assert view is not None
    line = view["lines"][0]
    week = next(one for one in line["possible"] if one != line["week"])
    price = {"party": asks, "line": line["line"], "week": week, "plan": world.round.plan}
    district = places(world.programme)[0].id
    asked: list[tuple[str, Mapping[str, Any]]] = [
        ("check", {}),
        ("conflicts", {}),
        ("repair", {"district": district, "by": "2027-03-01", "seconds": 20, "work": 20}),
        ("parts", PARTS),
        ("why", price),
        ("export", {"audience": "union"}),
        ("export", {"audience": "school"}),
        ("outlook", {"region": "Groningen"}),
    ]
    made = {kind: done(world, kind, {**LITTLE, **args}) for kind, args in asked}
    shutil.copytree(views_folder(world.round), preview_folder(world.round), dirs_exist_ok=True)
    made["plan"] = _waiting_plan(world)
    made["queued"] = _row(world, "check", {}, state="queued")
    made["failed"] = _row(
        world, "conflicts", {}, state="failed", error_line="together the submissions cannot be planned"
    )
    return made


def done(world: World, kind: str, args: Mapping[str, Any]) -> Job:
    """A job of a kind, carried out here."""
    from wijkplan.planner.workspace import jobs
    from wijkplan.planner.workspace.job_process import Stopper
    from wijkplan.planner.workspace.work_done import KINDS

    made = _row(world, kind, args, state="running")
    jobs.tell(made.pk, "begin", {"attempt": 1})
    made.result_path = KINDS[kind](made, lambda *one: jobs.tell(made.pk, *one), Stopper())
    jobs.tell(made.pk, "end", {"state": "done"})
    made.state = "done"
    made.save(update_fields=["state", "result_path"])
    return made


def _row(world: World, kind: str, args: Mapping[str, Any], **more: Any) -> Job:
    from wijkplan.planner.workspace.models import Job

    return Job.objects.create(
        programme=world.programme, round=world.round, kind=kind, args=dict(args), by="test", attempt=1, **more
    )


def _waiting_plan(world: World) -> Job:
    """A job whose plan was not sent round yet."""
    from wijkplan.planner.workspace.models import Round

    made = _row(world, "plan", {}, state="done")
    Round.objects.filter(pk=world.round.pk).update(planned=made.pk)
    world.round.refresh_from_db()
    return made
