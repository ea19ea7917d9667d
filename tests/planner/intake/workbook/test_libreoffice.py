"""Workbooks that another program wrote: our template filled in and saved by LibreOffice, and a planner's own list,
both as xlsx and ods."""

from __future__ import annotations

import pytest

from tests.planner.intake.workbook.sheets import FILES, PROGRAMME
from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.intake.decode import decode
from wijkplan.planner.intake.read_programme import load, load_all
from wijkplan.planner.reference import load as load_reference
from wijkplan.planner.submission.schema import Employer

BOTH = pytest.mark.parametrize("suffix", ["xlsx", "ods"])


@BOTH
def test_a_filled_template_is_read_without_a_word(suffix: str) -> None:
    decoded = decode(FILES / f"clean.{suffix}", load_reference())
    assert decoded.findings == ()
    record = next(
        s.record for s in load_all([FILES / f"clean.{suffix}", PROGRAMME]).submitted if isinstance(s.record, Employer)
    )
    assert (record.id, record.name, record.sector) == ("netploeg", "Netploeg Noord", "grid")
    # Two crews A of two jointers and four groundworkers each; one crew of a trade without a name.
    assert [(c.id, c.trade, c.region, c.heads) for c in record.crews] == [
        ("A-LVM", "LVM", "AM01", 4),
        ("A-GRW", "GRW", "AM01", 8),
        ("MCH-AM01", "MCH", "AM01", 2),
        ("PAV-AM01", "PAV", "AM01", 2),
    ]
    assert record.crews[1].leave[0].heads == 1
    (project,) = record.projects
    assert (project.id, project.work_type, project.district, project.client) == ("K-1", "cabling", "P09", "gemeente")
    assert (str(project.wanted.start), str(project.wanted.end)) == ("2027-09-06", "2027-12-06")
    # The street by its name; the place without a name is called after it.
    assert [(p.id, p.street, p.lv_cable_metres) for p in project.places] == [
        ("Eerste-straat", "P09-S1", 120),
        ("kast", "P09-S2", 80.5),
    ]


def _at(findings: tuple[Finding, ...]) -> set[tuple[str, str, str, str]]:
    return {(f.severity, f.kind, f.sheet, f.cell) for f in findings if "messy" in f.file}


@BOTH
def test_a_planners_own_list_is_read_as_far_as_it_is_clear(suffix: str) -> None:
    programme, findings = load([FILES / f"messy.{suffix}", FILES / f"clean.{suffix}", PROGRAMME])
    assert programme is None
    assert _at(findings) == {
        ("error", "wrong-date", "Projecten 2027", "D7"),
        ("error", "week-without-year", "Projecten 2027", "E7"),
        ("error", "week-without-year", "Projecten 2027", "D8"),
        ("error", "week-without-year", "Projecten 2027", "E8"),
        ("error", "unknown-district", "Projecten 2027", "C8"),
        ("hint", "extra-column", "Projecten 2027", "F3"),
        ("error", "ambiguous-number", "Werk", "C4"),
        ("error", "wrong-number", "Werk", "C5"),
        ("error", "unknown-street", "Werk", "B6"),
        ("error", "unknown-project", "Werk", "A7"),
        ("error", "cell-error", "Werk", "C7"),
        ("hint", "column-read-as", "Werk", "C1"),  # Riool (meter)
        ("hint", "column-read-as", "Werk", "D1"),  # Wonigen (aantal)
        ("hint", "extra-column", "Werk", "E1"),
        ("hint", "filled-from-above", "Werk", "A3"),
        ("hint", "hidden-rows", "Werk", "A3"),
        ("hint", "street-overlap", "Werk", "B2"),
        ("hint", "street-overlap", "Werk", "B4"),
        ("hint", "extra-sheet", "Notities", ""),
    }


@BOTH
def test_what_is_clear_in_it_has_its_value(suffix: str) -> None:
    decoded = decode(FILES / f"messy.{suffix}", load_reference())
    assert decoded.data is not None and decoded.data["name"] == " Gemeente Groningen "
    first, second = decoded.data["projects"][:2]
    assert (first["id"], first["work_type"], first["district"]) == ("R-1", "sewer", "P09")
    assert first["wanted"] == {
        "start": "2027-09-06",
        "end": "2027-12-06",
    }  # week 36 takes its year from week 49 beside it
    assert (second["id"], second["wanted"]["end"]) == ("102", "2027-12-06")
    assert [place["sewer_metres"] for place in first["places"]] == [120.5, 80]  # text with a unit; a formula
