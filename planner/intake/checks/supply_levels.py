"""What is taken from the grid and from suppliers is there at some time."""

from __future__ import annotations

from collections.abc import Iterator

from wijkplan.planner.findings.finding import Finding, error
from wijkplan.planner.submission.schema import Project
from wijkplan.planner.text import say

from .context import Context
from .work_content import Piece


def check(context: Context) -> Iterator[Finding]:
    """Loads of each grid area against all it will ever have; materials of each client against all deliveries."""
    settings = context.settings
    if settings is None or context.partial or context.lost:
        return
    at = context.settings_files[0][0]
    work = [(project, piece) for _, project in context.projects for piece in context.pieces(project)]
    for i, area in enumerate(settings.grid_areas):
        inside = [piece for project, piece in work if project.district in area.districts]
        load = sum(_package(context, piece, "load_kw") * piece.amount for piece in inside)
        stations = sum(piece.amount for piece in inside if _package(context, piece, "release_kw") > 0)
        extra = sum(step.amount for step in area.extra if context.week(step.start) < settings.weeks)
        there = area.spare_kw + extra + stations * area.kw_per_station
        if load > there:
            what = say(
                "The work adds {load:.0f} kW; the area has and gets {there:.0f} kW ({stations:.0f} new stations).",
                load=load,
                there=there,
                stations=stations,
            )
            yield error(
                "grid-too-small",
                *at.down(f"grid_areas[{i}]").place,
                area.id,
                what,
                say("Add stations or capacity, or plan less load."),
            )
    for i, delivery in enumerate(settings.deliveries):
        amount = sum(
            _needed(context, project, piece, delivery.material)
            for project, piece in work
            if project.client == delivery.client
        )
        delivered = sum(step.amount for step in delivery.deliveries if context.week(step.start) < settings.weeks)
        if amount > delivered:
            what = say(
                "{amount:.0f} are needed, {delivered:.0f} are delivered within the horizon.",
                amount=amount,
                delivered=delivered,
            )
            yield error(
                "too-few-deliveries",
                *at.down(f"deliveries[{i}]").place,
                delivery.material,
                what,
                say("Add deliveries."),
            )


def _package(context: Context, piece: Piece, field: str) -> float:
    package = context.reference.packages.get(piece.package)
    return float(getattr(package, field)) if package else 0.0


def _needed(context: Context, project: Project, piece: Piece, material: str) -> float:
    package = context.reference.packages.get(piece.package)
    return piece.amount if package and package.work_type == project.work_type and material in package.materials else 0.0
