"""What a programme defines itself beside the reference data: planned with, marked as its own, refused where it cannot
be."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.support.command import wijkplan
from wijkplan.planner.compile import compile
from wijkplan.planner.compile.labels import project_label
from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.intake.read_programme import load, read_one
from wijkplan.planner.intake.workbook import convert
from wijkplan.planner.programme import Programme
from wijkplan.planner.reference import load as load_reference
from wijkplan.planner.reference.cbs_districts import STATED

OWN: dict[str, Any] = {
    "trades": [
        {
            "id": "DAK",
            "name": "dakdekker",
            "english": "roofer",
            "sectors": ["builder"],
            "rate_eur": 58,
            "hire_premium_eur": 20,
        }
    ],
    "work_types": [{"id": "daken", "name": "daken", "sectors": ["builder"], "cpv": "45261000-4"}],
    "packages": [
        {
            "id": "dak",
            "name": "dak vervangen",
            "work_type": "daken",
            "crews": [2, 4],
            "calendar": "dakwerk",
            "value_eur": 9000,
            "hours": [{"trade": "DAK", "hours": 40}],
        },
    ],
    "calendars": [{"id": "dakwerk", "name": "dakwerk", "bouwvak_percent": 0, "weather": True}],
    "closed": [{"start": "2027-09-20", "end": "2027-09-22", "reason": "dorpsfeest"}],
    "norms": [{"package": "sewer", "trade": "SEW", "hours": 2.4}],
    "rates": [{"trade": "PAV", "rate_eur": 66}],
    "package_prices": [{"package": "sewer", "value_eur": 700}],
    "figures": [{"figure": "delay_per_home_week", "value": 31}],
}


def sent(
    folder: Path, own: dict[str, Any] | None = None, project: dict[str, Any] | None = None
) -> tuple[Programme | None, list[Finding]]:
    """A programme with a sewer and, where ``own`` defines them, roofs; ``project`` changes the sewer."""
    programme = {
        "kind": "programme",
        "format_version": 1,
        "name": "x",
        "start": "2027-01-04",
        "weeks": 104,
        "streets": [{"id": "S1", "district": "P09", "name": "Straat", "homes": 40}],
        **(OWN if own is None else own),
    }
    wanted = {"start": "2027-09-06", "end": "2027-12-05"}
    sewer = {"id": "R-1", "work_type": "sewer", "district": "P09", "wanted": wanted,
             "places": [{"id": "a", "street": "S1", "sewer_metres": 80}]} | (project or {})  # fmt: skip
    roofs = {"id": "D-1", "work_type": "daken", "district": "P09", "wanted": wanted,
             "places": [{"id": "blok", "amounts": [{"package": "dak", "amount": 10}]}]}  # fmt: skip
    projects = [sewer, roofs] if own is None else [sewer]
    client = {
        "kind": "client",
        "format_version": 1,
        "id": "gemeente",
        "name": "G",
        "regime": "classic",
        "projects": projects,
    }
    crews = [
        {"id": t, "trade": t, "region": "AM01", "heads": 6, "status": "free"} for t in ("SEW", "MCH", "GRW", "PAV")
    ]
    civil = {"kind": "employer", "format_version": 1, "id": "weg", "name": "W", "sector": "civil", "crews": crews}
    (folder / "roofer.json").unlink(missing_ok=True)
    files: dict[str, Any] = {"programme": programme, "client": client, "civil": civil}
    if own is None:
        roofers = [{"id": "dak", "trade": "DAK", "region": "AM01", "heads": 4, "status": "free"}]
        files["roofer"] = civil | {"id": "dakdekkers", "sector": "builder", "crews": roofers}
    for name, data in files.items():
        (folder / f"{name}.json").write_text(json.dumps(data), "utf-8")
    programme_read, findings = load([folder])
    return programme_read, list(findings)


def test_own_work_is_planned_with_its_own_hours_trade_and_calendar(tmp_path: Path) -> None:
    """10 roofs of 40 hours are 400 of the programme's own trade."""
    programme, findings = sent(tmp_path)
    assert programme is not None, [(f.path, f.what) for f in findings if f.severity == "error"]
    made = compile(programme)
    roof = next(i for i, name in enumerate(made.names.activities) if name.package == "dak")
    name = made.names.activities[roof]
    assert name.hours == {"DAK": 400} and name.norm == STATED and name.title == "dak vervangen, blok"
    demand = made.problem.activities[roof].modes[0].demands[0]
    assert made.names.trades[demand.trade].english == "roofer"
    assert (
        project_label(made.names, made.names.project_index["D-1"], "nl") == "daken, Paddepoel(-Noord) en Selwerd (D-1)"
    )


def test_own_norms_rates_prices_and_figures_count_and_are_marked(tmp_path: Path) -> None:
    """Of 80 metres at 2.4 hours of a sewer layer; what is not stated stays as in the reference data."""
    programme, _ = sent(tmp_path)
    assert programme is not None
    reference, usual = programme.reference, load_reference()
    sewer = reference.packages["sewer"]
    assert (
        sewer.hours["SEW"] == 2.4
        and sewer.hours["MCH"] == usual.packages["sewer"].hours["MCH"]
        and sewer.origin == STATED
    )
    assert (
        sewer.value_eur == 700
        and sewer.price_origin == STATED
        and sewer.opening_eur == usual.packages["sewer"].opening_eur
    )
    assert reference.trades["PAV"].rate_eur == 66 and reference.trades["PAV"].price_origin == STATED
    assert reference.prices.delay_per_home_week == 31 and reference.figure_origins["delay_per_home_week"] == STATED
    assert reference.figure_origins["rest_weeks"] == usual.figure_origins["rest_weeks"]
    made = compile(programme)
    assert next(n for n in made.names.activities if n.package == "sewer").hours["SEW"] == 2.4 * 80


def test_closed_days_take_a_fifth_of_the_week_each(tmp_path: Path) -> None:
    """Three days leave two: fewer than three days is a closed week; elsewhere the calendar is as it was."""
    programme, _ = sent(tmp_path)
    one_day, _ = sent(tmp_path, {"closed": [{"start": "2027-09-20", "end": "2027-09-20"}]})
    none, _ = sent(tmp_path, {})
    assert programme is not None and one_day is not None and none is not None
    week = 37  # of 20 September

    def shares(one: Programme) -> tuple[int, ...]:
        made = compile(one)
        sewer = next(i for i, name in enumerate(made.names.activities) if name.package == "sewer")
        return made.problem.calendars[made.problem.activities[sewer].calendar].percent

    usual = shares(none)
    assert shares(programme)[week] == 0 and shares(one_day)[week] == 80 and usual[week] == 100
    assert [w for w in range(104) if shares(programme)[w] != usual[w]] == [week]


def test_a_planner_gives_its_own_hours_per_unit(tmp_path: Path) -> None:
    """For one project; the hours are then the sender's own figure, and what opens and closes the street changes
    likewise."""
    programme, findings = sent(tmp_path, {}, {"norms": [{"package": "sewer", "trade": "PAV", "hours": 1.6}]})
    assert programme is not None, findings
    name = next(n for n in compile(programme).names.activities if n.package == "sewer")
    assert name.hours["PAV"] == 1.6 * 80 and name.norm is None


@pytest.mark.parametrize(
    ("own", "kind", "path"),
    [
        (
            {"trades": [{"id": "SEW", "name": "x", "sectors": ["civil"], "rate_eur": 60}]},
            "duplicate-id",
            "trades[0].id",
        ),
        (
            {"work_types": [{"id": "sewer", "name": "x", "sectors": ["civil"], "cpv": "45232400-6"}]},
            "duplicate-id",
            "work_types[0].id",
        ),
        ({"calendars": [{"id": "grid", "name": "x"}]}, "duplicate-id", "calendars[0].id"),
        (
            {"packages": [OWN["packages"][0] | {"id": "stations", "work_type": "sewer", "calendar": "grid"}]},
            "duplicate-id",
            "packages[0].id",
        ),
        ({"packages": [OWN["packages"][0] | {"work_type": "sewer"}]}, "unknown-calendar", "packages[0].calendar"),
        ({"packages": [OWN["packages"][0] | {"calendar": "grid"}]}, "unknown-work-type", "packages[0].work_type"),
        (
            {"packages": [OWN["packages"][0] | {"work_type": "sewer", "calendar": "grid"}]},
            "unknown-trade",
            "packages[0].hours[0].trade",
        ),
        (
            {
                "packages": [
                    OWN["packages"][0]
                    | {
                        "work_type": "sewer",
                        "calendar": "grid",
                        "hours": [{"trade": "SEW", "hours": 1}],
                        "opens_street": True,
                        "opening_hours": [{"trade": "SEW", "hours": 2}],
                    }
                ]
            },
            "out-of-range",
            "packages[0].hours",
        ),
        ({"norms": [{"package": "sewr", "trade": "SEW", "hours": 1}]}, "unknown-package", "norms[0].package"),
        ({"closed": [{"start": "2027-09-22", "end": "2027-09-20"}]}, "reversed-dates", "closed[0].end"),
        ({"figures": [{"figure": "delay_per_home", "value": 1}]}, "unknown-figure", "figures[0].figure"),
        ({"figures": [{"figure": "min_weeks_hired", "value": 1.5}]}, "out-of-range", "figures[0].value"),
        ({"rates": [{"trade": "PAVV", "rate_eur": 60}]}, "unknown-trade", "rates[0].trade"),
    ],
)
def test_what_cannot_be_is_told_at_its_place(tmp_path: Path, own: dict[str, Any], kind: str, path: str) -> None:
    programme, findings = sent(tmp_path, own)
    assert programme is None and (kind, path) in [(f.kind, f.path) for f in findings if f.severity == "error"]


@pytest.mark.parametrize(
    ("project", "kind"),
    [
        ({"work_type": "sewr"}, "unknown-work-type"),
        ({"places": [{"id": "a", "street": "S1", "amounts": [{"package": "sewer", "amount": 3}]}]}, "wrong-package"),
        (
            {"places": [{"id": "a", "street": "S1", "sewer_metres": 3, "amounts": [{"package": "daak", "amount": 3}]}]},
            "unknown-package",
        ),
        ({"norms": [{"package": "sewer", "trade": "XX", "hours": 1}]}, "unknown-trade"),
    ],
)
def test_what_a_project_asks_of_it_exists(tmp_path: Path, project: dict[str, Any], kind: str) -> None:
    programme, findings = sent(tmp_path, {}, project)
    assert programme is None and kind in [f.kind for f in findings if f.severity == "error"]


@pytest.mark.parametrize(
    ("work_type", "quantity"),
    [("water", "water_metres"), ("telecom", "telecom_metres"), ("paving", "paving_m2"), ("trees", "trees")],
)
def test_water_telecom_paving_and_trees_are_work_types(tmp_path: Path, work_type: str, quantity: str) -> None:
    programme, findings = sent(
        tmp_path, {}, {"work_type": work_type, "places": [{"id": "a", "street": "S1", quantity: 60}]}
    )
    assert programme is not None, [(f.path, f.what) for f in findings if f.severity == "error"]
    assert [n.unit for n in compile(programme).names.activities] == [quantity]


@pytest.mark.parametrize("name", ["programme", "client"])
def test_own_work_goes_into_a_workbook_and_back(tmp_path: Path, name: str) -> None:
    sent(tmp_path)
    one, _ = read_one(tmp_path / f"{name}.json")
    assert one is not None
    (tmp_path / "again.xlsx").write_bytes(convert.workbook(one.record, "nl", load_reference()))
    again, findings = read_one(tmp_path / "again.xlsx")
    assert again is not None and convert.values_of(again.record) == convert.values_of(one.record), findings


@pytest.mark.parametrize(
    ("called", "told"),
    [
        ("kabelmonteur", "LVM"),
        ("W-monteur", "PLB"),
        ("F-gassenmonteur", "HPT"),
        ("monteur", "may mean several trades"),
        ("schilder", "No work in the norms"),
    ],
)
def test_what_people_call_a_trade_is_told_in_json_as_in_workbooks(tmp_path: Path, called: str, told: str) -> None:
    crew = [{"id": "a", "trade": called, "region": "AM01", "heads": 2}]
    employer = {"kind": "employer", "format_version": 1, "id": "e", "name": "E", "sector": "grid", "crews": crew}
    (tmp_path / "e.json").write_text(json.dumps(employer), "utf-8")
    found = [f for f in load([tmp_path / "e.json"])[1] if f.kind == "unknown-trade"]
    assert len(found) == 1 and told in f"{found[0].what} {found[0].remedy}"


def test_own_trades_can_be_chosen_in_templates(tmp_path: Path) -> None:
    """As the list shows them: code and name."""
    sent(tmp_path)
    done = wijkplan("template", "--kind", "builder", "--programme", tmp_path / "programme.json", tmp_path / "t.xlsx")
    assert done.returncode == 0, done.stderr
    book = load_workbook(tmp_path / "t.xlsx")
    listed = {str(cell.value) for row in book["Keuzelijsten"].iter_rows() for cell in row}
    assert {"DAK – dakdekker", "daken", "dakwerk"} <= listed
    for r, (label, value) in enumerate((("Kenmerk", "dakdekkers"), ("Naam organisatie", "D"))):
        row = next(row for row in book.worksheets[0].iter_rows(max_col=2) if str(row[0].value).startswith(label))
        row[1].value = value
        book["Ploegen"].cell(5 + r, 2 + [str(c.value) for c in book["Ploegen"][2][1:]].index("Vak *")).value = (
            "DAK – dakdekker" if r == 0 else None
        )
    heads = [str(c.value) for c in book["Ploegen"][2]]
    for heading, value in (
        ("Arbeidsmarktregio *", "AM01"),
        ("Mensen per ploeg (personen) *", 4),
        ("Vastgelegd of vrij", "vrij"),
    ):
        book["Ploegen"].cell(5, 1 + heads.index(heading)).value = value
    (tmp_path / "roofer.json").unlink()
    book.save(tmp_path / "dak.xlsx")
    (tmp_path / "t.xlsx").unlink()
    programme, findings = load([tmp_path])
    assert programme is not None, [(f.file, f.cell, f.what) for f in findings if f.severity == "error"]
    assert [c.trade for e in programme.employers for c in e.crews if e.id == "dakdekkers"] == ["DAK"]


@pytest.mark.parametrize("programme_is_workbook", [False, True])
def test_a_planner_calls_own_trades_work_types_and_packages_by_name(
    tmp_path: Path, programme_is_workbook: bool
) -> None:
    """In a workbook, where people type what they call it; the programme's own sheets call its packages by name too."""
    later = {**OWN["packages"][0], "id": "goot", "name": "goten vernieuwen", "after": ["dak"]}
    sent(tmp_path, {**OWN, "packages": [*OWN["packages"], later]})
    (tmp_path / "client.json").unlink()
    if programme_is_workbook:
        one, _ = read_one(tmp_path / "programme.json")
        assert one is not None
        raw = convert.workbook(one.record, "nl", load_reference())
        (tmp_path / "programme.json").unlink()
        (tmp_path / "a.xlsx").write_bytes(raw)
        written = load_workbook(tmp_path / "a.xlsx")
        for cell in (cell for sheet in written.worksheets for row in sheet.iter_rows(min_col=3) for cell in row):
            if cell.value in ("DAK", "dak"):
                cell.value = {"DAK": "Dakdekker", "dak": "dak vervangen"}[str(cell.value)]
        written.save(tmp_path / "a.xlsx")
    book = Workbook()
    sheets: dict[str, list[list[Any]]] = {
        "Begin": [
            ["Soort opgave", "werkgever"],
            ["Kenmerk", "dakdekkers"],
            ["Naam organisatie", "D"],
            ["Sector", "builder"],
        ],
        "Ploegen": [["Ploeg", "Vak", "Arbeidsmarktregio", "Mensen per ploeg"], ["dak", "Dakdekker", "AM01", 4]],
        "Projecten": [
            ["Projectnummer", "Werksoort", "Wijk", "Gewenst van week of datum", "Gewenst tot en met", "Hoe vergeven"],
            ["D-1", "Daken", "P09", date(2027, 9, 6), date(2027, 12, 3), "gegund"],
        ],
        "Werk": [["Projectnummer", "Plek"], ["D-1", "blok"]],
        "Eigen hoeveelheden": [
            ["Projectnummer", "Plek", "Werkpakket", "Hoeveelheid"],
            ["D-1", "blok", "dak vervangen", 10],
            ["D-1", "blok", "Goten vernieuwen", 5],
        ],
    }
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for values in rows:
            sheet.append(values)
    book.remove(book.worksheets[0])
    book.save(tmp_path / "dakdekkers.xlsx")
    programme, findings = load([tmp_path])
    assert programme is not None, [(f.file, f.sheet, f.cell, f.value, f.what) for f in findings]
    project = next(project for _, project in programme.projects if project.id == "D-1")
    (crew,) = next(one for one in programme.employers if one.id == "dakdekkers").crews
    assert crew.trade == "DAK" and project.work_type == "daken"
    assert {a.package: a.amount for a in project.places[0].amounts} == {"dak": 10, "goot": 5}
