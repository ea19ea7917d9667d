"""Inputs of real users that go wrong, each with what is right: the folders of ``../shared/cases``, where they are
there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.intake.read_programme import Loaded, load_all

CASES = Path(__file__).parents[4] / "shared" / "cases"
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the inputs of real users are not beside this project")

# Case, kinds of errors, kinds of warnings and hints (street-overlap and missing-client left out).
FIELD = [
    ("00-base", set(), set()),
    ("01b-1904-general-cells", set(), set()),
    ("01c-1904-general-cells-10-years", set(), set()),
    ("04h-ods-1904-number", set(), set()),
    ("05a-csv-in-folder", {"mapping-needed"}, set()),
    ("05b-csv-alone", {"mapping-needed"}, set()),
    ("07b-wk53-in-2027", {"wrong-date"}, set()),
    ("07c-over-new-year", set(), {"week-read-as"}),
    ("07d-jan1-start", set(), {"week-read-as", "wanted-in-bouwvak"}),
    ("07k-permit-jan1", set(), {"week-read-as"}),
    ("07n-consent-2026", set(), {"week-read-as"}),
    ("08c-subtotal-plek-label", set(), {"filled-from-above", "total-row"}),
    ("08h-total-retrofit", set(), {"total-row"}),
    ("08j-subtotals-outline", set(), {"total-row"}),
    ("09a-percent-100", set(), set()),
    ("09b-percent-text", {"wrong-number"}, {"percent-as-fraction"}),
    ("09c-participation-100pct", set(), set()),
    ("14-threaded-comments", {"wrong-date"}, {"comments-not-read"}),
    ("17a-one-day-leave", set(), set()),
    ("21b-sheet-copy-afwezig", {"sheet-twice"}, set()),
    ("23a-window-start-only", set(), set()),
    ("23b-window-start-only-both-columns", set(), set()),
    ("23e-window-start-only-one-of-two", set(), set()),
    ("23g-no-werk-sheet", {"missing-value"}, set()),
    ("23m-werk-named-unknown", {"missing-value", "extra-sheet"}, set()),
    ("23n-client-no-werk", {"missing-value", "extra-sheet"}, set()),
    ("23o-client-alone", {"missing-value", "extra-sheet"}, set()),
    ("24a-projecten-oud", {"sheet-twice"}, set()),
    ("24b-afwezigheid-oud", {"sheet-twice"}, set()),
    ("24c-projecten-v1", {"sheet-twice"}, set()),
]
EVERYWHERE = {"street-overlap", "missing-client", "missing-programme"}


def _kinds(findings: tuple[Finding, ...], *severities: str) -> set[str]:
    return {f.kind for f in findings if f.severity in severities} - EVERYWHERE


def _balanced(loaded: Loaded) -> bool:
    return all(abs(count.sent - count.read - count.named) < 1e-6 for count in loaded.reckoning.values())


@pytest.mark.parametrize(("case", "errors", "others"), FIELD, ids=[case for case, _, _ in FIELD])
def test_field(case: str, errors: set[str], others: set[str]) -> None:
    loaded = load_all(
        [CASES / "field" / case] if case != "05b-csv-alone" else sorted((CASES / "field" / case).iterdir())
    )
    assert (_kinds(loaded.findings, "error"), _kinds(loaded.findings, "warning", "hint")) == (errors, others)
    assert _balanced(loaded)
    assert (loaded.programme is None) == bool(errors)


def _project(case: str, project: str) -> tuple[str, str]:
    loaded = load_all([CASES / "field" / case])
    assert loaded.programme is not None
    found = next(p for _, p in loaded.programme.projects if p.id == project)
    return found.wanted.start.isoformat(), found.wanted.end.isoformat()


@pytest.mark.parametrize(
    ("case", "start", "end"),
    [
        ("01b-1904-general-cells", "2027-03-29", "2027-06-04"),
        ("04h-ods-1904-number", "2027-03-29", "2027-06-04"),
        ("07c-over-new-year", "2026-12-07", "2027-02-01"),
        ("07d-jan1-start", "2027-01-01", "2027-03-08"),
        ("07n-consent-2026", "2027-04-05", "2027-10-04"),
    ],
)
def test_weeks_and_dates_are_those_that_were_meant(case: str, start: str, end: str) -> None:
    assert _project(case, "PR-1") == (start, end)


def test_dates_as_text_are_read_and_two_in_one_cell_are_asked_about() -> None:
    loaded = load_all([CASES / "field" / "25-text-dates"])
    assert [(f.kind, f.cell) for f in loaded.findings if f.severity == "error"] == [("wrong-date", "D7")]
    read = {
        p.wanted.start.isoformat() for s in loaded.submitted if s.record.kind == "employer" for p in s.record.projects
    }
    assert read == {"2027-03-29"}


def test_numbers_with_any_blank_are_read_and_sums_are_asked_about() -> None:
    loaded = load_all([CASES / "field" / "12-numbers"])
    assert {f.cell for f in loaded.findings if f.severity == "error"} == {"E8", "E10", "E11", "E12"}
    (employer,) = (s.record for s in loaded.submitted if s.record.kind == "employer")
    assert [p.lv_cable_metres for p in employer.projects[0].places[:2]] == [1250, 1250]


def test_percentages_are_what_the_cell_shows() -> None:
    (employer,) = (
        s.record for s in load_all([CASES / "field" / "09a-percent-100"]).submitted if s.record.kind == "employer"
    )
    assert [crew.lendable_percent for crew in employer.crews[:2]] == [100, 50]


def test_files_of_other_programs_are_named_and_one_two_folders_down_is_read() -> None:
    loaded = load_all([CASES / "field" / "06a-packages-in-folder"])
    named = {Path(f.file).suffix for f in loaded.findings if f.kind == "other-file"}
    assert named == {".gan", ".geojson", ".ics", ".mpp", ".tjp"}
    assert {Path(f.file).name for f in loaded.findings if f.kind == "mapping-needed"} == {"kabels.xer", "kabels.xml"}
    assert "diepbv" in {s.owner for s in loaded.submitted}


def _instead(file: str, tmp_path: Path) -> tuple[Finding, ...]:
    """The base with one file in the place of another sender's."""
    folder = tmp_path / "programme"
    shutil.copytree(CASES / "newcomer" / "base", folder)
    (folder / ("gemeente.xlsx" if file.startswith("gem") else "installateur.xlsx")).unlink()
    shutil.copy(CASES / "newcomer" / file, folder / file)
    return load_all([folder]).findings


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("s-del.xlsx", "missing-value"),
        ("s-hidsheet.xlsx", "hidden-sheet"),
        ("s-nohead2.xlsx", "sheet-without-headings"),
        ("gemdeleted.xlsx", "missing-value"),
    ],
)
def test_work_that_vanished_is_an_error(file: str, kind: str, tmp_path: Path) -> None:
    assert kind in _kinds(_instead(file, tmp_path), "error")


def test_a_number_that_stands_twice_is_said_with_both_cells(tmp_path: Path) -> None:
    (found,) = (f for f in _instead("s-dup.xlsx", tmp_path) if f.kind == "duplicate-id")
    assert "WP-01 stands twice (B5, B6)" in found.what


def test_merged_amounts_are_asked_about() -> None:
    assert "merged-amount" in _kinds(load_all([CASES / "newcomer" / "merged-cells"]).findings, "error")


@pytest.mark.parametrize(
    ("case", "kind"),
    [
        ("02-overflow-date", "out-of-range"),
        ("03-long-combination-name", "too-long"),
        ("04-control-char-title", "wrong-text"),
        ("11-xlsx", "unreadable-workbook"),
        ("19-crew-heads-denormal", "out-of-range"),
        ("21-million-heads", "absurd-quantity"),
    ],
)
def test_hostile_input_is_a_finding(case: str, kind: str) -> None:
    loaded = load_all([CASES / "breaker" / case])
    assert kind in _kinds(loaded.findings, "error") and not any(f.kind == "own-fault" for f in loaded.findings)


@pytest.mark.parametrize("file", ["gemeente.xlsx", "installateur.xlsx", "netploeg.xlsx"])
def test_a_right_file_alone_is_right(file: str) -> None:
    loaded = load_all([CASES / "newcomer" / "base" / file])
    assert {f.kind for f in loaded.findings if f.severity == "error"} == {
        "missing-programme"
    }  # a hint where wijkplan check tells it
    assert all(count.named == 0 for count in loaded.reckoning.values())
