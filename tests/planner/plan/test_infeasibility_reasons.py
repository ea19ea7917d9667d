"""Reasons of the engine are told by name and ISO week, in English and completely in Dutch."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from tests.planner.compile.world import programme
from wijkplan.models.reason import Kind, Reason, Resource
from wijkplan.planner.compile import Names, compile
from wijkplan.planner.plan.infeasibility_reasons import SENTENCES, named
from wijkplan.planner.text import translated


def names() -> Names:
    return compile(programme()).names


TRADE, PROJECT, TENDER = (Resource(kind, 0) for kind in ("trade", "project", "tender"))
ROOM = Reason("room", "capacity", 0, TRADE, 0, 48, week=16, span=(16, 25))

# One of every kind, and what is said of it in Dutch.
TOLD = [
    (
        Reason("unplaced", amount=2, total=4, parts=(ROOM,)),
        "geen plaats gevonden voor 2 van de 4 werken: te weinig mensen: werk {a} komt naast ander werk 0,48 "
        "mensen tekort van "
        "vak {t} in regio {r}; "
        "op zijn best in week 2027-W17 (weken 2027-W17 t/m 2027-W25); en nog 1",
    ),
    (
        Reason("supply", "crew", 0, TRADE, 0, 100, week=0, span=(0, 1)),
        "welke ploegen mogen: werk {a} vraagt 1,00 mensen van vak {t} meer dan iemand in regio {r} kan "
        "leveren, ook zonder ander "
        "werk; op zijn best in "
        "week 2027-W01 (week 2027-W01)",
    ),
    (
        Reason("desk", "lead", 0, PROJECT, span=(0, 9)),
        "de tijd die aanbesteden kost: geen inkoper heeft ruimte om project {p} aan te besteden, voor werk {a}",
    ),
    (
        Reason("lead", "lead", 0, TENDER, week=9, span=(0, 9)),
        "de tijd die aanbesteden kost: werk {a} moet klaar zijn voor week 2027-W10, en aanbesteding {o} laat "
        "geen begin toe voor week 2027-W10",
    ),
    (
        Reason("stock", "ready", 0, Resource("delivery", 7), amount=3, total=1, span=(0, 9)),
        "vergunningen, materiaal en instemming: werk {a} vraagt 3 van levering 7, en voor week 2027-W10 is er "
        "nog maar 1 over",
    ),
    (
        Reason(
            "gap",
            "precedence",
            0,
            span=(3, 9),
            parts=(Reason("placed", activity=0, span=(1, 3)), Reason("contract", amount=5)),
        ),
        "de volgorde van het werk: werk {a} (weken 2027-W04 t/m 2027-W09) vindt geen weken tussen werk {a} "
        "(weken 2027-W02 t/m "
        "2027-W03), "
        "zijn contract van 5 weken",
    ),
    (
        Reason("gap", "precedence", 0, span=(3, 9)),
        "de volgorde van het werk: werk {a} (weken 2027-W04 t/m 2027-W09) vindt geen weken tussen wat eraan vastzit",
    ),
    (
        Reason("tender", "tender", 0, PROJECT),
        "precies één aanbesteding per project: werk {a}: geen aanbesteding die mag, bevat project {p}",
    ),
    (
        Reason("window", "window", 0, span=(3, 9)),
        "het afgesproken venster: werk {a}: geen begin in weken 2027-W04 t/m 2027-W09 past bij het werk",
    ),
    (
        Reason("order", "precedence", 0, span=(4, 3)),
        "de volgorde van het werk: werk {a}: moet uiterlijk in week 2027-W04 beginnen en kan niet beginnen "
        "voor week 2027-W05",
    ),
    (Reason("closed", "calendar", 0), "gesloten weken: werk {a}: er blijft geen ploeg en beginweek over"),
    (Reason("unsatisfiable"), "geen enkel plan voldoet aan alle regels, volgens CP-SAT"),
    (
        Reason("no_baseline", parts=(Reason("stopped"),)),
        "de vergelijkingsplannen beginnen bij het plan van de gevraagde weken, en dat is er niet: gestopt voordat "
        "deze variant aan de beurt was",
    ),
    (
        Reason(
            "unplaced", amount=0, total=4, parts=(Reason("broken", "tender", resource=PROJECT, amount=1, unit="times"),)
        ),
        "het beste plan dat gevonden is, schendt precies één aanbesteding per project: project {p}, zonder week: met 1",
    ),
]


@pytest.mark.parametrize(("reason", "dutch"), TOLD)
def test_every_kind_is_told_in_dutch(reason: Reason, dutch: str) -> None:
    known = names()
    trade, region = known.trades[0], known.regions[0]
    work, project = known.activities[0], known.projects[0]
    expected = dutch.format(
        a=f"{translated(work.title, 'nl')} ({work.id})",
        p=f"{translated(project.title, 'nl')} ({project.id})",
        o=project.id,
        t=trade.dutch,
        r=region.name,
    )
    assert named(reason, known, "nl") == expected


def test_every_kind_has_its_sentence_and_is_tried_here() -> None:
    def kinds(reason: Reason) -> set[str]:
        return {reason.kind}.union(*map(kinds, reason.parts))

    assert set(SENTENCES) == set(get_args(Kind)) == set().union(*(kinds(reason) for reason, _ in TOLD))


def test_no_slot_and_no_index_is_left_in_english() -> None:
    for reason, _ in TOLD:
        told = named(reason, names()) or ""
        assert told and "None" not in told
        assert not re.search(r"\bweeks? \d+\b(?!-W| weeks)|\b(activity|trade|region|project|tender) \d+\b", told), told


def test_what_the_nearest_plan_breaks_is_in_heads() -> None:
    known = names()
    broken = Reason("broken", "capacity", resource=Resource("pool", 0), amount=120, unit="heads short", week=5)
    told = named(Reason("unplaced", amount=0, total=4, parts=(broken,)), known)
    pool = known.pools[0]
    assert "too few people" in told
    assert told.endswith(
        f" of {known.employer_name(str(pool.employer))} in {known.region_name(pool.region)}, week 2027-W06: 1.20 heads"
    )


def test_what_has_no_name_is_told_by_its_number() -> None:
    assert (named(Reason("closed", "once", 999_999), names()) or "").startswith(
        "work that is missing or double: activity 999999:"
    )
    assert named(None, names()) is None
