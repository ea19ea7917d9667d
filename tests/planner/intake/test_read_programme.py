"""Reading: whatever the files hold, findings and no traceback; a valid set becomes a programme."""

from __future__ import annotations

import copy
import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console

from wijkplan.planner.findings.finding import render, to_json
from wijkplan.planner.intake.read_programme import load

PROGRAMME = {
    "kind": "programme",
    "format_version": 1,
    "name": "two streets",
    "start": "2027-01-08",
    "weeks": 104,
    "streets": [{"id": "S1", "district": "P09", "name": "Eerste straat", "homes": 40}],
}
CLIENT = {
    "kind": "client",
    "format_version": 1,
    "id": "gemeente",
    "name": "Gemeente",
    "regime": "classic",
    "projects": [
        {
            "id": "R-1",
            "work_type": "sewer",
            "district": "P09",
            "places": [{"id": "a", "street": "S1", "sewer_metres": 100}],
            "wanted": {"start": "2027-09-06", "end": "2027-10-03"},
        }
    ],
}
EMPLOYER = {
    "kind": "employer",
    "format_version": 1,
    "id": "wegenbouwer",
    "name": "Wegenbouwer",
    "sector": "civil",
    "crews": [{"id": "riool", "trade": "SEW", "region": "AM01", "heads": 4}],
    "projects": [
        {
            "id": "H-1",
            "client": "gemeente",
            "work_type": "sewer",
            "district": "P09",
            "award": "contracted",
            "places": [{"id": "a", "street": "S1", "sewer_metres": 80}],
            "wanted": {"start": "2027-10-11", "end": "2027-11-07"},
        }
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in (("programme", PROGRAMME), ("client", CLIENT), ("employer", EMPLOYER)):
        (tmp_path / f"{name}.json").write_text(json.dumps(data), "utf-8")
    return tmp_path


def _kinds(*paths: Path) -> list[str]:
    return [finding.kind for finding in load(paths)[1]]


def test_a_valid_folder_becomes_a_programme(folder: Path) -> None:
    programme, findings = load([folder])
    assert programme is not None
    assert [f.kind for f in findings] == ["not-a-monday"]
    assert programme.start == date(2027, 1, 4)  # the Monday of the week of Friday 8 January
    assert programme.week_of(date(2027, 1, 17)) == 1
    assert programme.week_of(date(2027, 1, 3)) == -1
    assert programme.monday(2) == date(2027, 1, 18)
    assert [(owner.id, p.id, p.client, p.employer) for owner, p in programme.projects] == [
        ("gemeente", "R-1", "gemeente", None),
        ("wegenbouwer", "H-1", "gemeente", "wegenbouwer"),
    ]


def test_a_file_named_twice_counts_once(folder: Path) -> None:
    assert _kinds(folder, folder / "client.json") == ["not-a-monday"]


def test_byte_order_mark_is_no_problem(folder: Path) -> None:
    (folder / "client.json").write_text(json.dumps(CLIENT), "utf-8-sig")
    assert _kinds(folder) == ["not-a-monday"]


def test_files_that_cannot_be_read(folder: Path) -> None:
    loop = folder / "loop.json"
    loop.symlink_to(loop)
    assert set(_kinds(folder / "nothing.json")) == {"missing-file"}
    assert set(_kinds(Path("/dev/null"))) == {"unreadable-file"}
    assert set(_kinds(loop)) <= {"missing-file", "unreadable-file"}
    assert set(_kinds(Path("a\0b"))) <= {"missing-file", "unreadable-file"}
    (folder / "deep.json").write_text("[" * 100_000, "utf-8")
    assert "malformed-json" in _kinds(folder)


def test_schema_errors_do_not_hide_errors_of_meaning(folder: Path) -> None:
    client: dict[str, Any] = copy.deepcopy(CLIENT)
    client["projects"].append({**client["projects"][0], "id": "R-2", "district": "P99"})
    client["projects"].append({**client["projects"][0], "id": "R-3", "award": "gift"})
    client["projects"][0]["after"] = ["R-3"]  # exists, though the schema refuses it: no finding of its own
    (folder / "client.json").write_text(json.dumps(client), "utf-8")
    assert {(f.kind, f.path) for f in load([folder])[1] if f.kind != "street-overlap"} == {
        ("not-a-monday", "start"),
        ("unknown-district", "projects[1].district"),
        ("wrong-choice", "projects[2].award"),
    }


def test_paths_are_those_of_the_file_also_behind_a_refused_record(folder: Path) -> None:
    client: dict[str, Any] = copy.deepcopy(CLIENT)
    client["projects"].insert(0, {**client["projects"][0], "id": "R-0", "award": "gift"})
    client["projects"][1]["district"] = "P99"
    (folder / "client.json").write_text(json.dumps(client), "utf-8")
    assert ("unknown-district", "projects[1].district") in {(f.kind, f.path) for f in load([folder])[1]}


def test_findings_are_shown_with_all_they_know(folder: Path) -> None:
    (folder / "client.json").write_text(json.dumps(CLIENT).replace("P09", "P99"), "utf-8")
    _, findings = load([folder])
    text = io.StringIO()
    render(findings, Console(file=text, width=300))
    for part in ("client.json", "projects[0].district", "P99", "gemeente", "Did you mean", "1 error, 1 hint"):
        assert part in text.getvalue()
    assert {"severity", "kind", "file", "path", "owner", "value", "what", "why", "remedy", "sheet", "cell"} == set(
        json.loads(to_json(findings))[0]
    )


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["", "P09", "2027-13-40", "9999-12-31", "0001-01-01", "R-1", "\ud800", "a b"]),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "start", "end", "x"]), inner, max_size=2)
    ),
    max_leaves=3,
)


def _spots(data: Any) -> list[tuple[Any, Any]]:
    """(container, key) of every value inside."""
    pairs = list(data.items()) if isinstance(data, dict) else list(enumerate(data)) if isinstance(data, list) else []
    return [(data, key) for key, _ in pairs] + [spot for _, value in pairs for spot in _spots(value)]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draw=st.data())
def test_no_content_gives_a_traceback(folder: Path, draw: st.DataObject) -> None:
    for name, data in (("programme", PROGRAMME), ("client", CLIENT), ("employer", EMPLOYER)):
        changed = copy.deepcopy(data)
        for _ in range(draw.draw(st.integers(0, 2))):
            container, key = draw.draw(st.sampled_from(_spots(changed)))
            container[key] = draw.draw(JUNK)
        (folder / f"{name}.json").write_text(json.dumps(changed), "utf-8")
    programme, findings = load([folder])
    assert (programme is None) == any(f.severity == "error" for f in findings)


def test_reading_stays_light() -> None:
    """Neither solvers nor data frames are imported for reading and checking."""
    heavy = {"ortools", "numba", "pandas", "plotly", "numpy", "networkx", "holidays", "jinja2", "rich"}
    code = f"import sys, wijkplan.planner.intake.read_programme; print(sorted({heavy!r} & set(sys.modules)))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


def test_a_wrong_number_hides_nothing_else_in_its_record(tmp_path: Path) -> None:
    """Text for heads, and in the same crew a trade that does not exist: both at once, and nothing about the number
    that stood in."""
    crew = {"id": "a", "trade": "LVMM", "region": "AM01", "heads": "vier", "lendable_percent": 120}
    employer = {"kind": "employer", "format_version": 1, "id": "X", "name": "x", "sector": "grid", "crews": [crew]}
    (tmp_path / "employer.json").write_text(json.dumps(employer), "utf-8")
    _, findings = load([tmp_path])
    assert sorted(f.path for f in findings if f.file.endswith("employer.json")) == [
        "crews[0].heads",
        "crews[0].lendable_percent",
        "crews[0].trade",
    ]
