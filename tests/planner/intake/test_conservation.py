"""What was sent is read or named: drawn submissions in JSON and as workbooks, there and back, with the same sums."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.right_inputs import PROGRAMME
from wijkplan.planner.intake.ledger import Count, Reckoning
from wijkplan.planner.intake.read_programme import load_all, read_one
from wijkplan.planner.intake.workbook.convert import workbook
from wijkplan.planner.reference import load

METRES = st.integers(1, 4000)
PLACES = st.lists(METRES, min_size=1, max_size=4)
HEADS = st.integers(40, 90)
DRAWN = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def _client(projects: list[list[int]]) -> dict[str, Any]:
    made = [
        {
            "id": f"PLANTED-{i}",
            "work_type": "sewer",
            "district": "P09",
            "wanted": {"start": "2027-09-06", "end": "2029-06-29"},
            "places": [
                {"id": f"plek-{k}", "street": f"P09-S{k + 1}", "sewer_metres": metres}
                for k, metres in enumerate(places)
            ],
        }
        for i, places in enumerate(projects)
    ]
    return {
        "kind": "client",
        "format_version": 1,
        "id": "gemeente",
        "name": "Gemeente",
        "regime": "classic",
        "projects": made,
    }


def _employer(heads: list[int]) -> dict[str, Any]:
    trades = ("SEW", "GRW", "MCH", "PAV")
    crews = [
        {"id": f"c{i}", "trade": trades[i % 4], "region": "AM01", "heads": h, "status": "free"}
        for i, h in enumerate(heads)
    ]
    return {"kind": "employer", "format_version": 1, "id": "wegen", "name": "Wegen", "sector": "civil", "crews": crews}


def _reckoned(folder: Path, files: dict[str, bytes]) -> Reckoning:
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, raw in {"programme.json": json.dumps(PROGRAMME).encode(), **files}.items():
        (folder / name).write_bytes(raw)
    return load_all([folder]).reckoning


@DRAWN
@given(projects=st.lists(PLACES, min_size=1, max_size=4), heads=st.lists(HEADS, min_size=4, max_size=8))
def test_the_same_sums_from_json_and_from_workbooks(
    tmp_path: Path, projects: list[list[int]], heads: list[int]
) -> None:
    sent = {"client.json": _client(projects), "employer.json": _employer(heads)}
    by_json = _reckoned(tmp_path / "a", {name: json.dumps(data).encode() for name, data in sent.items()})
    books = {}
    for name in sent:
        read, findings = read_one(tmp_path / "a" / name)
        assert read is not None and not findings
        books[name.replace(".json", ".xlsx")] = workbook(read.record, "nl", load())
    by_book = _reckoned(tmp_path / "b", books)
    for name, amount in {
        "projects": len(projects),
        "works": sum(map(len, projects)),
        "metres": sum(map(sum, projects)),
        "heads": sum(heads),
    }.items():
        assert by_json[name] == by_book[name] == Count(amount, amount, 0)


@DRAWN
@given(projects=st.lists(PLACES, min_size=2, max_size=4), wrong=st.data())
def test_what_is_refused_is_named_and_the_rest_is_read(
    tmp_path: Path, projects: list[list[int]], wrong: st.DataObject
) -> None:
    data = _client(projects)
    i = wrong.draw(st.integers(0, len(projects) - 1))
    key, value = wrong.draw(
        st.sampled_from([("work_type", "tuinieren"), ("id", "???"), ("wanted", {"start": "ooit"}), ("places", "veel")])
    )
    lost = sum(projects[i]) if key != "places" else 0  # what no one can read has no metres
    data["projects"][i][key] = value
    found = _reckoned(
        tmp_path / "a",
        {"client.json": json.dumps(data).encode(), "employer.json": json.dumps(_employer([60] * 4)).encode()},
    )
    read = sum(map(sum, projects)) - sum(projects[i])
    assert found["projects"] == Count(len(projects), len(projects) - 1, 1)
    assert (found["metres"].read, found["metres"].sent - found["metres"].named) == (read, read)
    assert found["metres"].named == lost
