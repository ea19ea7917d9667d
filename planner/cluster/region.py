"""A programme planned in parts: from compiled form to the files of ``wijkplan region plan``, and derived again."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from wijkplan.models.check import judge
from wijkplan.models.check.bounds import certified
from wijkplan.models.check.parts import SharedPrices, together, value
from wijkplan.models.check.refused import Refused
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled
from wijkplan.planner.folder.atomic_output import why
from wijkplan.planner.plan import plan_file
from wijkplan.planner.plan.variants import VARIANTS, all_in, in_variant
from wijkplan.planner.text import say

from .backend import Backend, Order
from .child import Ended, never
from .driver import Driver
from .problem_json import canonical
from .record import RegionRecord
from .session import Found, Session, Wishes
from .task_files import Shared, code_version, packed, unpacked, write_whole

RECORD, CERTIFICATE = "region.json", "certificate.json.zst"
QUESTION = "all_in"


def asked(compiled: Compiled, variant: str) -> Problem:
    """The problem that is planned in parts: question *all in*, which needs no stored plan to hold it against."""
    return in_variant(all_in(compiled.problem), VARIANTS[variant])


def plan_name(variant: str) -> str:
    """The plan's file."""
    return f"plan-{variant}-{QUESTION}.json"


def plan_region(
    compiled: Compiled,
    variant: str,
    folder: Path,
    backend: Backend,
    wishes: Wishes,
    tell: Callable[[str], None],
    stop: Callable[[], bool],
) -> RegionRecord:
    """Plan it and write ``region.json``, the plan and the certificate of the whole, the record last."""
    shared, problem = Shared(folder), asked(compiled, variant)
    found = Driver(problem, shared, backend, wishes, tell, stop).run()
    record = _record(compiled, variant, found, wishes)
    if found.plan is not None:
        stated = plan_file.to_json(compiled, found.plan) | {
            "variant": variant,
            "question": QUESTION,
            "seed": wishes.seed,
        }
        write_whole(folder / plan_name(variant), (json.dumps(stated, indent=1, ensure_ascii=False) + "\n").encode())
    if found.whole is not None:
        held = {
            "whole": found.whole,
            "heads": {str(r): list(row) for r, row in found.prices.heads.items()},
            "ceilings": dict(found.prices.ceilings),
            "parts": found.certificates,
        }
        write_whole(folder / CERTIFICATE, packed(canonical(held)))
    write_whole(folder / RECORD, (record.model_dump_json(indent=1) + "\n").encode())
    return record


def _record(compiled: Compiled, variant: str, found: Found, wishes: Wishes) -> RegionRecord:
    gap = decidable = None
    if found.cost is not None and found.bound is not None:
        gap = round((found.cost - found.bound) / max(1, found.cost), 6)
        decidable = round((found.cost - found.bound) / max(1, found.cost - found.fixed), 6)
    return RegionRecord(
        programme=compiled.names.programme,
        variant=variant,
        question=QUESTION,
        seed=wishes.seed,
        work=wishes.work,
        steps=wishes.steps,
        price_rounds=wishes.price_rounds,
        plan_rounds=wishes.plan_rounds,
        whole_steps=wishes.whole_steps,
        whole_work=wishes.whole_work,
        largest=wishes.largest,
        whole_bound_cpu_seconds=round(found.whole_spent[0], 3),
        whole_plan_cpu_seconds=round(found.whole_spent[1], 3),
        whole_peak_mib=found.whole_spent[2],
        code=code_version(),
        status="no_plan" if found.plan is None else "feasible",
        cost=found.cost,
        parts_bound=found.parts_bound,
        bound=found.bound,
        gap=gap,
        decidable_gap=decidable,
        common=found.common,
        parts=tuple(found.parts),
        rounds=tuple(found.rounds),
        told=tuple(found.told),
    )


@dataclass(frozen=True, slots=True)
class Derived:
    """One figure of a folder: what it states, and what it comes to when it is derived again."""

    what: str
    stated: str
    derived: str

    @property
    def equal(self) -> bool:
        """Whether they are the same."""
        return self.stated == self.derived


class NotARegion(ValueError):
    """A folder that ``wijkplan region plan`` did not make, or another version did."""


def derive_again(compiled: Compiled, folder: Path) -> list[Derived]:
    """The whole from its parts: that the parts are those of the programme, the value of each part's certificate, their
    sum, the same bound from one certificate of the whole, and the plan with its cost.

    Raises :class:`NotARegion`.
    """
    try:
        record = RegionRecord.model_validate_json((folder / RECORD).read_text("utf-8"))
        held = json.loads(unpacked((folder / CERTIFICATE).read_bytes())) if record.bound is not None else None
    except (ValidationError, ValueError) as error:
        raise NotARegion(
            say("{folder} was not made by this version of wijkplan region plan: {why}", folder=folder, why=error)
        ) from error
    except OSError as error:
        raise NotARegion(
            say("{folder} is not read: {why}; wijkplan region plan makes such a folder", folder=folder, why=why(error))
        ) from error
    problem = asked(compiled, record.variant)
    driver = Session(problem, Shared(folder), _Nobody(), Wishes(largest=record.largest), _silent, never)
    rows = [
        Derived(
            say("part {number}", number=i + 1),
            one.part,
            driver.hashes[i] if i < len(driver.hashes) else say("not a part"),
        )
        for i, one in enumerate(record.parts)
    ]
    rows.append(Derived(say("parts"), str(len(record.parts)), str(len(driver.parts))))
    if held is not None and len(driver.parts) == len(record.parts):
        rows += _bounds(problem, driver, record, held)
    if record.cost is not None:
        rows += _plan(compiled, problem, folder, record)
    return rows


def _bounds(problem: Problem, driver: Session, record: RegionRecord, held: dict[str, Any]) -> list[Derived]:
    try:
        prices = SharedPrices(
            held["whole"]["scale"], {int(r): row for r, row in held["heads"].items()}, held["ceilings"]
        )
        values, rows = [], []
        for i, (of, certificate) in enumerate(zip(driver.parts, held["parts"], strict=True)):
            mine, some = driver.here(of, prices)
            values.append(value(of.problem, certificate, mine, some))
            rows.append(
                Derived(say("value of part {number}", number=i + 1), str(record.parts[i].value), str(values[-1]))
            )
        rows.append(
            Derived(
                say("bound, parts added up"),
                str(record.parts_bound),
                str(together(problem, values, prices, driver.common)),
            )
        )
        rows.append(
            Derived(say("bound, as one certificate"), str(record.bound), str(certified(problem, held["whole"])))
        )
    except (Refused, KeyError, TypeError, AttributeError) as error:
        return [Derived(say("bound"), str(record.bound), say("refused: {why}", why=error))]
    return rows


def _plan(compiled: Compiled, problem: Problem, folder: Path, record: RegionRecord) -> list[Derived]:
    try:
        raw = json.loads((folder / plan_name(record.variant)).read_text("utf-8"))
        plan, findings = plan_file.from_json(compiled, raw)
    except (OSError, ValueError) as error:
        return [Derived(say("plan"), say("a plan"), say("cannot be read: {why}", why=error))]
    verdict = judge(problem, plan)
    return [
        Derived(say("findings in the plan file"), "0", str(len(findings))),
        Derived(say("broken rules"), "0", str(len(verdict.violations))),
        Derived(say("cost"), str(record.cost), str(verdict.objective)),
    ]


def _silent(line: str) -> None:
    """Nobody listens while it is derived again."""
    del line


class _Nobody:
    name = "nobody"

    def carry_out(self, order: Order) -> list[Ended]:
        """Nothing is solved to derive what is stated."""
        raise AssertionError(order)
