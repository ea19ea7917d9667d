"""A round planned in parts, on this machine or on the cluster that the operator names: what there is for a programme
that is too large for one search. All that travels is in a folder, so a job that is begun again goes on where it was
ended."""

from __future__ import annotations

import os
from dataclasses import replace

from wijkplan.planner.cluster.backend import Backend, LocalProcesses
from wijkplan.planner.cluster.driver_lock import OtherDriver, only_driver
from wijkplan.planner.cluster.region import plan_region
from wijkplan.planner.cluster.session import Wishes
from wijkplan.planner.compile import Compiled
from wijkplan.planner.folder.atomic_output import CannotWrite
from wijkplan.planner.text import message_of, translated

from .job_process import Stopper, Tell
from .jobs import CannotDo
from .models import Job
from .where import programme_folder, scheduler

VARIANT = "bundled"
AMOUNTS = ("price_rounds", "steps", "whole_steps", "plan_rounds", "work", "whole_work", "largest")
"""How much work a job may ask for otherwise than is usual."""


def backend(workers: int) -> Backend:
    """Processes of this machine, or the cluster whose scheduler is named in the settings."""
    address = scheduler()
    if address is None:
        return LocalProcesses(workers)
    from wijkplan.planner.cluster.dask_backend import DaskWorkers

    return DaskWorkers(address, workers)


def plan_in_parts(job: Job, tell: Tell, stop: Stopper, compiled: Compiled) -> str:
    """Plan the round in parts, question *all in*, with a certified bound. It is set beside the round's own plan, for
    the operator: it is not what is sent round."""
    args, base = job.args, programme_folder(job.programme.slug)
    folder = base / "parts" / job.round.name
    named = {name: int(args[name]) for name in AMOUNTS if name in args}
    wishes = replace(Wishes(seed=job.seed), **named)

    def say_it(line: str) -> None:
        tell("part", {"en": translated(line, "en"), "nl": translated(line, "nl")})

    try:
        with only_driver(folder):
            workers = int(args.get("workers", os.cpu_count() or 1))
            made = plan_region(compiled, VARIANT, folder.absolute(), backend(workers), wishes, say_it, stop)
    except (OtherDriver, CannotWrite, ValueError) as error:
        raise CannotDo(message_of(error)) from error
    tell("parts", {"parts": len(made.parts), "cost": made.cost, "bound": made.bound})
    return str(folder.relative_to(base))
