"""What counts twice is said, to each whose it is, and of others nothing."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from tests.support.right_inputs import Folder, right
from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.intake.read_programme import load_all


def _found(folder: Folder, at: Path, kind: str) -> list[Finding]:
    folder.write(at)
    return [f for f in load_all([at]).findings if f.kind == kind]


def _add(folder: Folder, sheet: str, row: list[Any]) -> Folder:
    folder.books["wegen.xlsx"].sheets[sheet].append(row)
    return folder


def test_the_same_work_sent_by_client_and_contractor_is_said_to_both(tmp_path: Path) -> None:
    folder = right()
    project = copy.deepcopy(folder.client["projects"][0]) | {"id": "JSN-2", "award": "contracted", "employer": "wegen"}
    project["places"] = [{"id": "a", "street": "P09-S5", "sewer_metres": 131}]
    folder.client["projects"].append(project)
    found = _found(folder, tmp_path, "sent-twice")
    assert {(Path(f.file).name, f.value) for f in found} == {("client-json.json", "JSN-2"), ("wegen.xlsx", "EMP-1")}
    assert not any(name in f.what + f.remedy for f in found for name in ("wegen", "JSN", "EMP"))


def test_other_amounts_are_other_work(tmp_path: Path) -> None:
    folder = right()
    folder.client["projects"][0]["places"][0] |= {"street": "P09-S5", "sewer_metres": 130}
    assert _found(folder, tmp_path, "sent-twice") == []


def test_leave_that_stands_twice_names_the_first(tmp_path: Path) -> None:
    folder = right()
    (found,) = _found(
        _add(folder, "Afwezigheid", list(folder.books["wegen.xlsx"].sheets["Afwezigheid"][1])),
        tmp_path,
        "duplicate-row",
    )
    assert (found.sheet, found.cell) == ("Afwezigheid", "D3") and "Afwezigheid!A2" in found.what


def test_a_street_that_stands_twice_with_its_amounts(tmp_path: Path) -> None:
    (found,) = _found(_add(right(), "Werk", ["EMP-1", "plek-g", "P09-S5", 131]), tmp_path, "duplicate-row")
    assert (found.sheet, found.cell) == ("Werk", "C4")


def test_a_fixed_week_may_be_named_as_exports_name_it(tmp_path: Path) -> None:
    folder = right()
    pins = [["Projectnummer", "Activiteit", "Start in week of datum"], ["EMP-1", "EMP-1/sewer:plek-e", "2027-W20"]]
    folder.books["wegen.xlsx"].sheets["Vaste weken"] = pins
    assert _found(folder, tmp_path / "right", "unknown-activity") == []
    pins[1][1] = "EMP-2/sewer:plek-e"
    assert len(_found(folder, tmp_path / "wrong", "unknown-activity")) == 1


def test_more_homes_than_a_street_has(tmp_path: Path) -> None:
    folder = right()
    folder.programme["streets"][0]["homes"] = 120
    folder.client["projects"][0]["places"][0] |= {"street": "P09-S1", "homes": 200}
    (found,) = _found(folder, tmp_path, "more-homes-than-street")
    assert found.value == "200" and "120" in found.what


def test_homes_in_which_nothing_is_done_are_an_error(tmp_path: Path) -> None:
    folder = right()
    folder.client["projects"][0]["places"].append({"id": "idle", "street": "P09-S3", "homes": 40})
    (found,) = _found(folder, tmp_path, "no-work")
    assert (found.severity, found.value) == ("error", "idle")
