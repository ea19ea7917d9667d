"""Plans of others: a table or map of a register beside the programme, and what is said of each."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.intake.exchange.geometry import NoGeometry, meets, rings
from wijkplan.planner.intake.read_programme import Loaded, load_all

EXAMPLE = Path(__file__).parents[4] / "instances" / "examples" / "one-street"
HEAD = "id;owner;what;street;district;geometry;from;until;certainty;opens_street\n"
PADDEPOEL = (6.5415, 53.2330)


def read(tmp_path: Path, rows: str, name: str = "forward-plans.csv") -> Loaded:
    at = tmp_path / "programme"
    shutil.copytree(EXAMPLE, at)
    (at / name).write_text(rows, "utf-8")
    return load_all([at])


def told(loaded: Loaded) -> list[Finding]:
    return [f for f in loaded.findings if f.kind.startswith("forward-plan") or f.severity == "error"]


def test_an_agreed_plan_in_a_known_street_is_taken_over_without_asking(tmp_path: Path) -> None:
    loaded = read(tmp_path, HEAD + "W;Waternet;main;Zonnelaan;;;2027-W36;2027-W39;agreed;yes\n")
    assert loaded.programme is not None and told(loaded) == []
    [plan] = loaded.programme.settings.forward_plans
    assert (plan.street, plan.start.isoformat(), plan.opens_street) == ("P09-S1", "2027-09-06", True)
    assert loaded.reckoning["rows"].named == 0 and loaded.reckoning["files"].read == 7


@pytest.mark.parametrize(
    ("row", "severity", "cell", "words"),
    [
        ("W;KPN;fibre;P09-S1;;;2027-05-03;2027-05-14;intended;yes", "hint", "A2", "wanted in these weeks: riool"),
        ("W;KPN;fibre;P09-S1;;;2027-05-03;2027-05-14;agreed;no", "hint", "A2", "wanted in these weeks: riool"),
        ("W;KPN;fibre;P09-S1;;;2028-11-06;2028-11-17;intended;yes", "hint", "A2", "no work is wanted"),
        ("W;KPN;fibre;Zonelaan;;;2027-05-03;2027-05-14;agreed;yes", "warning", "D2", "no street Zonelaan"),
        ("W;KPN;fibre;;P09;;2027-05-03;2027-05-14;agreed;yes", "hint", "A2", "in P09"),
        ("W;KPN;fibre;;P08;;2027-05-03;2027-05-14;agreed;yes", "hint", "A2", "meet none"),
        ("W;KPN;fibre;;;POINT(233400 583700);2027-05-03;2027-05-14;agreed;yes", "hint", "A2", ""),
        ("W;KPN;fibre;;;POLYGON((a b));2027-05-03;2027-05-14;agreed;yes", "warning", "F2", "no geometry"),
        ("W;KPN;fibre;P09-S1;;;2037-05-03;2037-05-14;agreed;yes", "hint", "A2", "outside the weeks"),
        ("W;KPN;fibre;P09-S1;;;2027-05-14;2027-05-03;agreed;yes", "error", "H2", "before"),
        ("W;KPN;fibre;P09-S1;;;2027-05-14;2027-06-03;misschien;yes", "error", "I2", "agreed"),
    ],
)
def test_what_is_no_fixed_dig_is_told_with_what_it_meets(
    tmp_path: Path, row: str, severity: str, cell: str, words: str
) -> None:
    [finding] = told(read(tmp_path, HEAD + row + "\n"))
    assert (finding.severity, Path(finding.file).name, finding.cell) == (severity, "forward-plans.csv", cell)
    assert words in finding.what


def test_plans_that_take_no_part_are_told_together(tmp_path: Path) -> None:
    rows = "".join(f"W{i};KPN;fibre;;P08;;2027-05-03;2027-05-14;agreed;yes\n" for i in range(40))
    [finding] = told(read(tmp_path, HEAD + rows))
    assert "40 in all" in finding.what


def feature(**properties: Any) -> dict[str, Any]:
    around = [[6.53, 53.22], [6.56, 53.22], [6.56, 53.25], [6.53, 53.25], [6.53, 53.22]]
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [around]}}


def test_a_map_of_areas_with_periods_is_read_as_a_table(tmp_path: Path) -> None:
    plan = {"owner": "Waternet", "what": "main", "from": "2027-05-03", "until": "2027-05-14"}
    features = [
        feature(id="W1", **plan),
        feature(id="W2", **plan, street="P09-S1"),
        feature(id="W3", owner="X", what="y"),
    ]
    loaded = read(tmp_path, json.dumps({"type": "FeatureCollection", "features": features}), "register.geojson")
    assert [(f.severity, f.path, f.kind) for f in told(loaded)] == [
        ("error", "features[2]", "missing-value"),  # both dates in one finding
        ("hint", "features[0]", "forward-plan"),
    ]


def test_a_map_without_periods_is_named_as_a_map(tmp_path: Path) -> None:
    loaded = read(
        tmp_path, json.dumps({"type": "FeatureCollection", "features": [feature(name="a")]}), "streets.geojson"
    )
    assert [f.kind for f in loaded.findings if f.severity == "warning"] == ["other-file"]


def test_other_headings_are_asked_about(tmp_path: Path) -> None:
    loaded = read(
        tmp_path, HEAD.replace("certainty", "hoe zeker") + "W;Waternet;main;Zonnelaan;;;2027-W36;2027-W39;agreed;yes\n"
    )
    assert [f.kind for f in told(loaded)] == ["mapping-needed"]


@pytest.mark.parametrize(
    "text",
    [
        "POLYGON((6.53 53.22, 6.56 53.22, 6.56 53.25, 6.53 53.25, 6.53 53.22))",
        "MULTIPOLYGON(((6.53 53.22, 6.56 53.22, 6.56 53.25, 6.53 53.25, 6.53 53.22)))",
        "SRID=4326;POLYGON ((53.22 6.53, 53.22 6.56, 53.25 6.56, 53.25 6.53, 53.22 6.53))",
        "POLYGON Z ((231000 582000 0, 233500 582000 0, 233500 585500 0, 231000 585500 0, 231000 582000 0))",
        json.dumps(
            {
                "type": "MultiPolygon",
                "coordinates": [[[[6.53, 53.22], [6.56, 53.22], [6.56, 53.25], [6.53, 53.25], [6.53, 53.22]]]],
            }
        ),
        json.dumps({"type": "GeometryCollection", "geometries": [feature()["geometry"]]}),
    ],
)
def test_geometries_of_all_kinds_meet_the_point_inside_them(text: str) -> None:
    assert meets(rings(text), PADDEPOEL, 0) and not meets(rings(text), (4.9, 52.37), 0.5)


def test_a_hole_is_not_inside() -> None:
    text = "POLYGON((6 53, 7 53, 7 53.5, 6 53.5, 6 53),(6.53 53.22, 6.56 53.22, 6.56 53.25, 6.53 53.25, 6.53 53.22))"
    assert not meets(rings(text), PADDEPOEL, 0) and meets(rings(text), (6.2, 53.1), 0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "POINT(0 0)",
        "{}",
        "[1",
        '{"type": "Point", "coordinates": [[[]]]}',
        "POINT(1e308 1e308)",
        "[" * 100_000,
        "null",
    ],
)
def test_what_is_no_geometry_is_said(text: str) -> None:
    with pytest.raises(NoGeometry):
        rings(text)


def test_the_national_grid_is_right_to_a_few_metres() -> None:
    # The middle of the grid, the tower in Amersfoort.
    [[(lon, lat)]] = rings("POINT(155000 463000)")
    assert (lon, lat) == pytest.approx((5.38720621, 52.15517440))
    # The Martini tower in Groningen: 53.21935 N, 6.56825 E.
    [[(lon, lat)]] = rings("POINT(233883 582065)")
    assert (lon, lat) == pytest.approx((6.568, 53.219), abs=0.003)
