"""What the core team forces, forbids and names becomes candidates, or a sentence that says why not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.planner.compile.world import CIVIL, FIRM, GRID, GRIDCO, TOWN, programme
from wijkplan.planner.compile import CannotCompile, Compiled, compile

(SEWER,) = TOWN["projects"]
(CABLE,) = GRID["projects"]
FAR = {"district": "P04", "places": [{"id": "u", "street": "U1", "sewer_metres": 50}]}
STREETS = [
    {"id": "S1", "district": "P02", "name": "a", "homes": 1},
    {"id": "S2", "district": "P02", "name": "b", "homes": 1},
    {"id": "U1", "district": "P04", "name": "c", "homes": 1},
]


def compiled_with(**wishes: Any) -> Compiled:
    """Three sewers in one street and one in a district far away."""
    projects = [{**SEWER, "id": name} for name in "ABC"] + [{**SEWER, **FAR, "id": "D"}]
    settings = {"streets": STREETS, "combinations": wishes}
    return compile(
        programme(settings=settings, clients=({**TOWN, "projects": projects}, GRID), employers=(GRIDCO, CIVIL, FIRM))
    )


def combined(compiled: Compiled) -> set[str]:
    return {name.id for name in compiled.names.tenders if "+" in name.id}


def in_both_forms(*groups: str) -> set[str]:
    """Sewers of one client in one district: undivided, or a lot for each."""
    return {f"{form}:{group}" for group in groups for form in ("undivided", "lots-project")}


def test_without_wishes_the_generator_decides() -> None:
    assert combined(compiled_with()) == in_both_forms("A+B", "A+C", "B+C", "A+B+C")


def test_a_forbidden_combination_is_in_no_tender() -> None:
    assert combined(compiled_with(forbid=[{"projects": ["A", "B"]}])) == in_both_forms("A+C", "B+C")


def test_a_named_combination_is_a_candidate_even_far_apart() -> None:
    compiled = compiled_with(name=[{"projects": ["D", "A"], "name": "Riool noord"}])
    name = compiled.names.tenders[compiled.names.tender_index["undivided:A+D"]]
    assert (name.title, name.forced) == ("Riool noord", False)
    assert combined(compiled) > {"undivided:A+B", "undivided:A+D"}


def test_projects_of_a_forced_combination_are_in_no_other() -> None:
    compiled = compiled_with(force=[{"projects": ["A", "B"]}])
    assert combined(compiled) == in_both_forms("A+B")
    assert compiled.names.tenders[compiled.names.tender_index["undivided:A+B"]].forced
    assert {"single:A", "single:B"} <= set(compiled.names.tender_index)  # apart stays possible


@pytest.mark.parametrize(
    ("wishes", "kind", "words"),
    [
        ({"force": [{"projects": ["A", "CAB"]}]}, "unlawful-combination", "2.140"),
        ({"force": [{"projects": ["A", "INS"]}]}, "no-combination", "still to be tendered"),
        ({"name": [{"projects": ["A", "A"]}]}, "no-combination", "two or more"),
        (
            {"force": [{"projects": ["A", "B"]}], "forbid": [{"projects": ["A", "B"]}]},
            "contradictory-combinations",
            "rules this combination out",
        ),
    ],
)
def test_what_cannot_be_had_is_a_sentence(wishes: dict[str, Any], kind: str, words: str) -> None:
    with pytest.raises(CannotCompile) as caught:
        compiled_with(**wishes)
    assert [(f.kind, words in f.what) for f in caught.value.findings if f.severity == "error"] == [(kind, True)]


def test_call_offs_have_no_lots() -> None:
    calls = [{**CABLE, "id": f"C{i}"} for i in range(2)]
    wishes = {"combinations": {"name": [{"projects": ["C0", "C1"], "form": "lots"}]}}
    with pytest.raises(CannotCompile, match="in lots"):
        compile(
            programme(settings=wishes, clients=(TOWN, {**GRID, "projects": calls}), employers=(GRIDCO, CIVIL, FIRM))
        )


def test_a_form_can_be_asked_for() -> None:
    (builder,) = ({"id": "RET", "work_type": "retrofit", "places": [{"id": "b", "insulation_light_homes": 8}]},)
    clients = ({**TOWN, "projects": [SEWER, {**SEWER, **builder}]}, GRID)
    settings = {"combinations": {"force": [{"projects": ["SEW", "RET"], "form": "lots"}]}}
    compiled = compile(programme(settings=settings, clients=clients, employers=(GRIDCO, CIVIL, FIRM)))
    assert combined(compiled) == {"lots-work-type:RET+SEW"}
