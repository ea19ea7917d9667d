"""Random programmes: clients of every regime, work of every kind and size, concessions and call-offs. Whatever is
bought together is lawful, and every provision that its dossier cites applies to its part, value and procedure."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

import pytest

from tests.planner.compile.world import CIVIL, FIRM, GRIDCO, SETTINGS, TOWN, WANTED, programme
from tests.planner.law.members import LOW_LIMITS
from tests.planner.tenders.dossier.cited import Desk, bought, dossier_case, wrongly_cited
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.programme import Programme
from wijkplan.planner.reference import load
from wijkplan.planner.reference.law_data import Part, Procedure
from wijkplan.planner.tenders.law_check import _Judge, violations

SEEDS = (1, 2, 4, 7, 17, 19, 20, 21)
"""Among them every part of the Act, value and procedure; the slow tests draw others."""
MOST = 3
"""Dossiers that are made of each programme: one per form and procedure."""
QUANTITY = {
    "sewer": ("sewer_metres", 100),
    "heat": ("heat_pipe_metres", 60),
    "cabling": ("lv_cable_metres", 150),
    "charging": ("charger_poles", 6),
    "retrofit": ("insulation_light_homes", 8),
}
SIZES = (1, 2, 3)
REFERENCE = load()
CALL_OFF = {"award": "call-off", "employer": "civil", "framework": "FR"}
TRADES = ("SEW", "MCH", "GRW", "PAV", "LVM", "EVM", "HNP", "WLD", "PLB", "ELE", "CAR")
CREWS = [{"id": f"f{t}", "trade": t, "region": "AM01", "heads": 30, "status": "free"} for t in TRADES]
INSULATION = {"id": "i", "trade": "INS", "region": "AM01", "heads": 30, "status": "free"}
FIRMS = (GRIDCO, {**CIVIL, "crews": CREWS}, {**FIRM, "crews": [INSULATION], "projects": []})


def project(draw: Random, number: int, client: str) -> dict[str, Any]:
    kind = draw.choice(("sewer", "charging", *QUANTITY))
    field, unit = QUANTITY[kind]
    place = {"id": "s", "street": draw.choice(("S1", "S2")), field: unit * draw.choice(SIZES)}
    made = {"id": f"P{number}", "work_type": kind, "district": "P02", "wanted": WANTED, "places": [place]}
    if client != "owners":
        made |= draw.choice(({}, {}, {"work": "one"}))
        if kind == "charging":
            made |= draw.choice(({}, {"regime": "concession"}, {"regime": "concession"}))
        if kind == "sewer" and client == "town":
            made |= CALL_OFF if draw.random() < 0.7 else {}
    return made


@cache
def world(seed: int) -> tuple[Programme, Compiled]:
    """Five to seven projects of four clients."""
    draw = Random(seed)
    senders: dict[str, list[dict[str, Any]]] = {"town": [], "grid": [], "corp": [], "owners": []}
    for number in range(draw.randint(5, 7)):
        client = draw.choice(("town", "town", "grid", "corp", "owners"))
        senders[client].append(project(draw, number, client))
    regimes = {"town": "classic", "grid": "special-sector", "corp": "contested", "owners": "private"}
    sort = "concession" if seed % 3 == 0 else "framework"
    framework = {"id": "FR", "type": sort, "holders": ["civil"], "work_types": ["sewer"]}
    clients = tuple(
        {**TOWN, "id": name, "name": f"Client {name}", "regime": regimes[name], "desk_places": 9, "projects": rows}
        | {"frameworks": [framework] if name == "town" else []}
        for name, rows in senders.items()
        if rows
    )
    agreements = [{"clients": [client["id"] for client in clients]}] if len(clients) > 1 else []
    made = programme(
        clients=clients,
        employers=FIRMS,
        reference=replace(REFERENCE, law=LOW_LIMITS),
        settings={**SETTINGS, "agreements": agreements},
    )
    return made, compile(made)


def to_write(compiled: Compiled) -> list[int]:
    """The first combined tender of each form and procedure."""
    found: dict[tuple[str, str], int] = {}
    for t, name in enumerate(compiled.names.tenders):
        if compiled.problem.tenders[t].combined:
            found.setdefault((name.form, name.procedure), t)
    return list(found.values())[:MOST]


@cache
def judged(seed: int) -> tuple[tuple[str, dict[Part, Procedure], set[str], set[str]], ...]:
    """Per tender of :func:`to_write` how it is bought, the provisions that its dossier cites, and the wrong ones."""
    made, compiled = world(seed)
    desk = Desk(made, compiled)
    return tuple(
        (compiled.names.tenders[t].id, bought(desk.judge, desk.case(t)), *desk.wrong(t)) for t in to_write(compiled)
    )


@pytest.mark.parametrize("seed", [*SEEDS, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(100, 130))])
def test_every_provision_that_a_dossier_cites_applies(seed: int) -> None:
    assert list(violations(*world(seed))) == []
    assert {tender: wrong for tender, _, _, wrong in judged(seed) if wrong} == {}


def test_the_programmes_have_every_part_value_and_procedure_in_them() -> None:
    parts, procedures, used = set(), set(), set()
    for seed in SEEDS:
        for _, by_part, names, _ in judged(seed):
            parts |= by_part.keys()
            procedures |= {procedure.id for procedure in by_part.values()}
            used |= names
    assert parts == {"classic", "special", "concession", "private"}
    assert procedures >= {
        "multiple-private",
        "national-open",
        "european-open",
        "european-negotiated",
        "european-concession",
        "call-off",
    }, procedures
    assert len(used) > 30


def test_a_provision_that_does_not_apply_is_noticed() -> None:
    made, compiled = world(2)
    judge = _Judge(made, compiled)
    national = next(t for t in to_write(compiled) if compiled.names.tenders[t].procedure == "national-open")
    case = dossier_case(made, compiled, national)
    wrong = replace(case.law.provisions["equal-treatment"], above_threshold=None)  # it is of part 2 itself
    law = replace(case.law, provisions={**case.law.provisions, wrong.id: wrong})
    stated = replace(case, programme=replace(made, reference=replace(made.reference, law=law)))
    assert (wrongly_cited(judge, case), wrongly_cited(judge, stated)) == (set(), {"equal-treatment"})
