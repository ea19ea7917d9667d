"""Tables as text: what is found out, asked once, kept, and asked again; and that nothing of them is lost."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from wijkplan.planner.cli import mappings
from wijkplan.planner.cli.main import app
from wijkplan.planner.intake.exchange.mapping import read_mapping, toml
from wijkplan.planner.intake.exchange.propose import known_headings
from wijkplan.planner.intake.exchange.text_table import decimal_of, encoding_of, number_in, read_table
from wijkplan.planner.intake.read_programme import load_all, read_one
from wijkplan.planner.submission.schema import Employer

EXAMPLE = Path(__file__).parents[4] / "instances" / "examples" / "one-street"
CREWS = (
    "Ploeg;Vak;Arbeidsmarktregio;Mensen\r\nLS;kabelmonteur;AM01;2\r\nGR;"
    "grondwerker;AM01;5,5\r\nKR;machinist;AM01;2\r\nST;straatmaker;AM01;3\r\n"
)
WORK = (
    "Projectnr;Soort;Wijk;Straat;Startdatum;Einddatum;LS-kabel (km);Coördinator\r\n"
    "K-1;LS-kabel;P09;P09-S1;wk 10 2028;wk 20 2028;0,25;Jansen\r\n"
    "K-2;LS-kabel;P09;P09-S1;6-3-2028;19-5-2028;0,1;\r\n"
)
SENDER = '[sender]\nkind = "employer"\nid = "netploeg"\nname = "Netploeg"\nsector = "grid"\n'


def run(*arguments: str) -> str:
    return CliRunner().invoke(app, list(arguments)).output


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example with the employer's JSON replaced by two tables."""
    at = tmp_path / "programme"
    shutil.copytree(EXAMPLE, at)
    (at / "employer-netploeg.json").unlink()
    (at / "ploegen.csv").write_bytes(CREWS.encode("cp1252"))
    (at / "werk.csv").write_bytes(WORK.encode("cp1252"))
    return at


def agree(at: Path, *changes: tuple[str, str]) -> None:
    text = "\n".join(line for line in at.read_text("utf-8").splitlines() if not line.startswith("#"))
    head, rest = text.split("[sender]")
    text = head + SENDER + "\n" + rest[rest.index("[columns]") :]
    for old, new in (("agreed = false", "agreed = true"), *changes):
        assert old in text
        text = text.replace(old, new)
    at.write_text(text, "utf-8")


def agree_to_both(folder: Path) -> None:
    run("check", str(folder))
    agree(folder / "ploegen.mapping.toml")
    agree(folder / "werk.mapping.toml", ("[values]", '[values]\n"LS-kabel" = "cabling"'))


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("headings", ["Leertraject;Regio;Kandidaten", "Leertraject;Vak;Arbeidsmarktregio"])
def test_a_table_of_seats_is_told_where_newcomers_are_read_from(folder: Path, headings: str, language: str) -> None:
    """Newcomers have no table: who sends one learns where they go, also once there is a proposal."""
    (folder / "plaatsen.csv").write_text(f"{headings}\nBBL;AM01;12\n")
    for _ in range(2):
        output = " ".join(run("check", str(folder), "--language", language).split())
        assert output.count("newcomers.json") == 1


def test_what_nobody_agreed_to_is_not_read_and_said_and_proposed(folder: Path) -> None:
    output = run("check", str(folder), "--language", "nl")
    assert "werk.mapping.toml" in output and "zet agreed = true" in output
    mapping, faults = read_mapping(folder / "werk.mapping.toml")
    assert mapping is not None and not faults and not mapping.agreed
    assert (
        mapping.columns["Projectnr"] == ("id",)
        and mapping.columns["Straat"] == ("places.street",)
        and mapping.columns["Coördinator"] == ()
    )
    assert (
        mapping.units == {"LS-kabel (km)": "km"} and mapping.form.encoding == "cp1252" and mapping.form.separator == ";"
    )
    loaded = load_all([folder])
    assert loaded.programme is None
    assert {f.kind for f in loaded.findings if f.severity == "error"} == {"mapping-needed"}
    assert loaded.reckoning["rows"].named >= 6


def test_two_tables_of_one_sender_are_its_submission(folder: Path) -> None:
    agree_to_both(folder)
    loaded = load_all([folder])
    assert [f for f in loaded.findings if f.severity == "error"] == [] and loaded.programme is not None
    sent = next(e for e in loaded.programme.employers if e.id == "netploeg")
    assert {(c.id, c.trade, c.heads) for c in sent.crews} == {
        ("LS", "LVM", 2),
        ("GR", "GRW", 5.5),
        ("KR", "MCH", 2),
        ("ST", "PAV", 3),
    }
    assert [(p.id, p.work_type, p.places[0].lv_cable_metres, p.wanted.start.isoformat()) for p in sent.projects] == [
        ("K-1", "cabling", 250, "2028-03-06"),
        ("K-2", "cabling", 100, "2028-03-06"),
    ]
    counts = loaded.reckoning
    assert counts["files"].named == counts["rows"].named == 0
    assert counts["files"].sent == 5 + 4 and counts["heads"].read >= 12.5


def test_a_fault_names_the_file_the_cell_and_what_stands_there(folder: Path) -> None:
    agree_to_both(folder)
    (folder / "werk.csv").write_bytes(WORK.replace("0,1;", "9.000,5;").encode("cp1252"))
    [wrong] = [f for f in load_all([folder]).findings if f.severity == "error"]
    assert (Path(wrong.file).name, wrong.cell, wrong.sheet, wrong.value) == ("werk.csv", "G3", "", "9.000,5")


def test_a_table_beside_the_json_of_the_same_sender_is_added_to_it(folder: Path) -> None:
    agree_to_both(folder)
    (folder / "ploegen.csv").unlink()
    (folder / "ploegen.mapping.toml").unlink()
    shutil.copy(EXAMPLE / "employer-netploeg.json", folder)
    loaded = load_all([folder])
    assert loaded.programme is not None
    sent = next(e for e in loaded.programme.employers if e.id == "netploeg")
    assert [p.id for p in sent.projects] == ["K-1", "K-2"] and len(sent.crews) == 4
    assert loaded.reckoning["projects"].read == 5


def test_other_headings_are_asked_again_and_what_was_agreed_is_kept(folder: Path) -> None:
    agree_to_both(folder)
    (folder / "werk.csv").write_bytes(WORK.replace("Coördinator", "Uitvoerder").encode("cp1252"))
    [wrong] = [f for f in load_all([folder]).findings if f.kind == "mapping-outdated"]
    assert "+ Uitvoerder" in wrong.what and "- Coördinator" in wrong.what
    run("check", str(folder))
    mapping, _ = read_mapping(folder / "werk.mapping.toml")
    assert (
        mapping is not None
        and not mapping.agreed
        and mapping.values == {"LS-kabel": "cabling"}
        and mapping.sender["id"] == "netploeg"
    )


def test_next_years_table_gets_last_years_mapping_as_proposal(folder: Path) -> None:
    agree_to_both(folder)
    (folder / "werk-2029.csv").write_bytes(WORK.replace("K-", "N-").encode("cp1252"))
    run("check", str(folder))
    mapping, _ = read_mapping(folder / "werk-2029.mapping.toml")
    assert (
        mapping is not None
        and not mapping.agreed
        and mapping.values == {"LS-kabel": "cabling"}
        and mapping.sender["id"] == "netploeg"
    )


def test_on_a_terminal_it_is_asked_shown_and_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "werk.csv").unlink()
    monkeypatch.setattr(mappings, "_somebody_is_there", lambda: True)
    output = CliRunner().invoke(app, ["check", str(folder)], input="grid\nnetploeg\nNetploeg\ny\n").output
    assert "Mensen = heads" in output
    mapping, _ = read_mapping(folder / "ploegen.mapping.toml")
    assert mapping is not None and mapping.agreed and mapping.sender["id"] == "netploeg"
    assert mapping.sender["kind"] == "employer" and mapping.sender["sector"] == "grid"
    again = CliRunner().invoke(app, ["check", str(folder)], input="")
    assert "Mensen = heads" not in again.output


def test_a_proposal_that_somebody_is_editing_is_left_alone(folder: Path) -> None:
    run("check", str(folder))
    at = folder / "werk.mapping.toml"
    at.write_text(at.read_text("utf-8").replace('"Soort" = "work_type"', '"Soort" = ""'), "utf-8")
    run("check", str(folder))
    assert '"Soort" = ""' in at.read_text("utf-8")


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (('"Wijk" = "district"', '"Wijk" = "wijk"'), "columns.Wijk"),
        (('"LS-kabel (km)" = "km"', '"LS-kabel (km)" = "days"'), "units.LS-kabel (km)"),
        (('sheet = "projects"', 'sheet = "projecten"'), "sheet"),
        (('kind = "employer"', 'kind = "klant"'), "sender"),
        (('id = "netploeg"', 'id = ""'), "sender"),
        (("agreed = true", "agreed = true\nopmerking = 1"), "opmerking"),
        (('decimal = ","', 'decimal = "x"'), "decimal"),
        (('[constants]', '[constants]\nsoort = "cabling"'), "constants.soort"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_mapping_is_said(folder: Path, change: tuple[str, str], path: str) -> None:
    agree_to_both(folder)
    at = folder / "werk.mapping.toml"
    text = at.read_text("utf-8")
    assert change[0] in text
    at.write_text(text.replace(*change), "utf-8")
    loaded = load_all([folder])
    assert [(Path(f.file).name, f.path) for f in loaded.findings if f.kind == "wrong-mapping"] == [
        ("werk.mapping.toml", path)
    ]
    assert any(f.kind == "mapping-needed" and f.file.endswith("werk.csv") for f in loaded.findings)


def test_a_mapping_without_its_table_is_said(folder: Path) -> None:
    agree_to_both(folder)
    (folder / "werk.csv").unlink()
    assert [Path(f.file).name for f in load_all([folder]).findings if f.kind == "other-file"] == ["werk.mapping.toml"]


def test_constants_and_several_values_of_one_column(tmp_path: Path) -> None:
    table = tmp_path / "werk.csv"
    table.write_text("Nr,Week,Straat,Meters\nA,2028-W10,P09-S1,12.5\nA,2028-W10,P09-S2,13\n", "utf-8")
    (tmp_path / "werk.mapping.toml").write_text(
        f'agreed = true\nseparator = ","\nencoding = "utf-8"\ndecimal = "."\n'
        f'sheet = "projects"\nheadings = "{_hash(table)}"\n'
        '[sender]\nkind = "client"\nid = "g"\nname = "G"\nregime = "classic"\n'
        '[columns]\nNr = "id"\nWeek = ["wanted.start", "wanted.end"]\n'
        'Straat = "places.street"\nMeters = "places.sewer_metres"\n'
        '[constants]\nwork_type = "sewer"\ndistrict = "P09"\n',
        "utf-8",
    )
    submitted, findings = read_one(table)
    assert submitted is not None and [f for f in findings if f.severity == "error"] == []
    [project] = submitted.record.projects  # type: ignore[union-attr]
    assert project.work_type == "sewer" and [(p.street, p.sewer_metres) for p in project.places] == [
        ("P09-S1", 12.5),
        ("P09-S2", 13),
    ]
    assert project.wanted.start == project.wanted.end


def _hash(table: Path) -> str:
    from wijkplan.planner.intake.exchange.grid import hash_of

    return hash_of(read_table(table.read_bytes(), None, known_headings).headings)


def test_one_project_told_in_two_ways_is_a_fault(folder: Path) -> None:
    agree_to_both(folder)
    (folder / "werk.csv").write_bytes(
        (WORK + "K-1;LS-kabel;P09;P09-S1;wk 12 2028;wk 20 2028;0,3;\r\n").encode("cp1252")
    )
    [wrong] = [f for f in load_all([folder]).findings if f.severity == "error"]
    assert wrong.kind == "duplicate-id" and wrong.cell == "A4"


def test_a_table_alone_is_converted_to_json(folder: Path) -> None:
    agree_to_both(folder)
    out = folder.parent / "ploegen.json"
    run("convert", str(folder / "ploegen.csv"), str(out))
    assert Employer.model_validate(json.loads(out.read_text("utf-8"))).crews[1].heads == 5.5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "cp850", "utf-16", "utf-16-le", "mac_roman"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_encoding_and_separator_are_found_out(encoding: str, separator: str) -> None:
    text = "Projectnr;Wijk;Omschrijving\n1;P09;Coördinatie Eén Óók\n2;P09;Ruïne, ideeën\n".replace(", ", " ").replace(
        ";", separator
    )
    grid = read_table(text.encode(encoding), None, known_headings)
    assert (
        grid.rows[1] == ["1", "P09", "Coördinatie Eén Óók"]
        and grid.form is not None
        and grid.form.separator == separator
    )


def test_a_line_that_names_the_separator_and_lines_above_the_headings_are_no_rows() -> None:
    grid = read_table(b"sep=;\r\nExport van 3 mei\r\nProjectnr;Wijk\r\n1;P09\r\n", None, known_headings)
    assert grid.headings == ["Projectnr", "Wijk"] and [grid.rows[r] for r in grid.data] == [["1", "P09"]]


def test_a_quote_that_never_ends_takes_its_own_line_only() -> None:
    grid = read_table(b'Projectnr;Wijk\r\n1;"P09\r\n2;P09\r\n', None, known_headings)
    assert [row[0] for row in grid.rows] == ["Projectnr", "1", "2"]


@pytest.mark.parametrize(
    ("text", "decimal", "number"),
    [
        ("1.250,5", ",", 1250.5),
        ("1,250.5", ".", 1250.5),
        ("1.250", ",", 1250),
        ("1.250", ".", 1.25),
        ("12 man", ",", None),
        ("1e9", ",", None),
    ],
)
def test_a_number_is_read_with_the_mark_that_was_agreed(text: str, decimal: str, number: float | None) -> None:
    assert number_in(text, decimal) == number


def test_the_decimal_mark_is_that_of_most_numbers() -> None:
    assert (
        decimal_of([["1,5", "2,25", "1.250"]]) == ","
        and decimal_of([["1.5", "2.25", "3"]]) == "."
        and decimal_of([["3"]]) == ","
    )


def test_a_mapping_is_written_as_it_reads(tmp_path: Path) -> None:
    at = tmp_path / "x.mapping.toml"
    head = 'agreed = true\nsheet = "crews"\nheadings = "a"\n[sender]\nkind = "employer"\nid = "x"\n'
    at.write_text(f'{head}[columns]\n"A \\"b\\" \\\\" = "id"\nB = ["trade", "region"]\nC = ""\n')
    first, faults = read_mapping(at)
    assert first is not None and not faults
    at.write_text(toml(first, {}, ()), "utf-8")
    assert read_mapping(at) == (first, [])


def test_nothing_but_text_is_read_as_text() -> None:
    assert encoding_of(b"geen bijzondere tekens") == "utf-8"


def test_of_work_it_is_asked_whether_a_client_or_an_employer_sends_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "ploegen.csv").unlink()
    monkeypatch.setattr(mappings, "_somebody_is_there", lambda: True)
    CliRunner().invoke(app, ["check", str(folder)], input="employer\ngrid\nnetploeg\nNetploeg\ny\n")
    mapping, _ = read_mapping(folder / "werk.mapping.toml")
    assert mapping is not None and mapping.agreed
    assert dict(mapping.sender) == {"kind": "employer", "id": "netploeg", "name": "Netploeg", "sector": "grid"}


def test_two_tables_alone_are_told_without_blame_for_what_the_programme_would_say(folder: Path) -> None:
    agree_to_both(folder)
    (folder / "werk.csv").write_bytes(WORK.replace("P09-S1", "Andere straat").encode("cp1252"))
    output = CliRunner().invoke(app, ["check", str(folder / "ploegen.csv"), str(folder / "werk.csv"), "--json"])
    assert output.exit_code == 0, output.output
