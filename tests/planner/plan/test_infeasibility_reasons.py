"""Reasons of the engine are told by id, name and ISO week, in English and completely in Dutch."""

from __future__ import annotations

import re

import pytest

from tests.planner.compile.world import programme
from wijkplan.planner.compile import Names, compile
from wijkplan.planner.plan.infeasibility_reasons import named


def names() -> Names:
    return compile(programme()).names


# One of every kind of sentence that wijkplan.models.windows, wijkplan.models.construct.insertion_failure,
# wijkplan.models.cpsat, wijkplan.models.improve and wijkplan.planner.experiment.compare make.
SENTENCES = [
    (
        "no room found for 2 of 4 activities: capacity: activity 0 lacks 0.48 heads of trade 0 in region 0 next to other work, at best in week 16 "
        "(weeks 16-25); and 1 more",
        "geen plaats gevonden voor 2 van de 4 werken: capacity: werk {a} komt naast ander werk 0,48 mensen tekort van vak {t} in regio {r}; "
        "op zijn best in week 2027-W17 (weken 2027-W17 t/m 2027-W25); en nog 1",
    ),
    (
        "crew: activity 0 needs 1.00 heads of trade 0 more than anyone can supply in region 0, even with no other work, at best in week 0 "
        "(weeks 0-1)",
        "crew: werk {a} vraagt 1,00 mensen van vak {t} meer dan iemand in regio {r} kan leveren, ook zonder ander werk; op zijn best in "
        "week 2027-W01 (week 2027-W01)",
    ),
    (
        "lead: no desk of its clients leaves room to publish a tender for project 0 of activity 0",
        "lead: geen inkoper heeft ruimte om project {p} aan te besteden, voor werk {a}",
    ),
    (
        "lead: activity 0 must end by week 9, and tender 0 allows no start before week 9",
        "lead: werk {a} moet klaar zijn voor week 2027-W10, en aanbesteding {o} laat geen begin toe voor week 2027-W10",
    ),
    (
        "ready: activity 0 takes 3 of reservoir 7, and by week 9 only 1 is left",
        "ready: werk {a} vraagt 3 van delivery 7, en voor week 2027-W10 is er nog maar 1 over",
    ),
    (
        "precedence: activity 0 (weeks 3-9) finds no weeks between activity 0 (weeks 1-3), its contract of 5 weeks",
        "precedence: werk {a} (weken 2027-W04 t/m 2027-W09) vindt geen weken tussen werk {a} (weken 2027-W02 t/m 2027-W03), "
        "zijn contract van 5 weken",
    ),
    (
        "precedence: activity 0 (weeks 3-9) finds no weeks between its neighbours",
        "precedence: werk {a} (weken 2027-W04 t/m 2027-W09) vindt geen weken tussen wat eraan vastzit",
    ),
    ("window: activity 0: no start in weeks [3, 9) fits its work", "window: werk {a}: geen begin in weken 2027-W04 t/m 2027-W09 past bij het werk"),
    (
        "precedence: activity 0: must start by week 3 and cannot start before week 4",
        "precedence: werk {a}: moet uiterlijk in week 2027-W04 beginnen en kan niet beginnen voor week 2027-W05",
    ),
    (
        "calendar: activity 0: no mode and start week is left by rule calendar",
        "calendar: werk {a}: geen ploeg en beginweek blijft over door regel calendar",
    ),
    ("CP-SAT finds that no plan meets all rules", "geen enkel plan voldoet aan alle regels, volgens CP-SAT"),
    (
        "equal delivery is measured against the repaired plan, and there is none: stopped before this variant was solved",
        "gelijke oplevering wordt afgemeten aan het plan van vandaag, en dat is er niet: gestopt voordat deze variant aan de beurt was",
    ),
]


@pytest.mark.parametrize(("said", "dutch"), SENTENCES)
def test_every_sentence_is_told_in_dutch(said: str, dutch: str) -> None:
    known = names()
    trade, region = known.trades[0], known.regions[0]
    expected = dutch.format(
        a=known.activities[0].id, p=known.projects[0].id, o=known.tenders[0].id, t=f"{trade.id} ({trade.dutch})", r=f"{region.id} ({region.name})"
    )
    assert named(said, known, "nl") == expected


def test_no_slot_and_no_index_is_left_in_english() -> None:
    for said, _ in SENTENCES:
        told = named(said.replace("reservoir 7", "supply"), names()) or ""
        assert not re.search(r"\bweeks? \d+\b(?!-W| weeks)|\b(activity|trade|region|project|tender) \d+\b", told), told


def test_what_the_nearest_plan_breaks_is_in_heads() -> None:
    known = names()
    told = named("the nearest plan found breaks capacity: pool 0, week 5: 120 heads short", known)
    assert told == f"the nearest plan found breaks capacity: pool {known.pools[0].id}, week 2027-W06: 1.20 heads short"
