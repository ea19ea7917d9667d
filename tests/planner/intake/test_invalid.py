"""Every folder of ``instances/invalid`` gives exactly the findings beside it, and every kind of finding has a
folder."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from wijkplan.planner.findings.finding import has_errors
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.intake.schema_findings import KINDS
from wijkplan.planner.text import LANGUAGES, translated

ROOT = Path(__file__).parents[3]
INTAKE = ROOT / "planner" / "intake"
INVALID = ROOT / "instances" / "invalid"
CASES = sorted(p for p in INVALID.iterdir() if p.is_dir())
IN_OTHER_TESTS = {  # test_read_programme.py, share/test_consent_files.py, test_doubles.py, test_plain_values.py
    "missing-file",
    "unreadable-file",
    "answers-aside",
    "duplicate-row",
    "sent-twice",
    "wrong-text",
    "too-long",
    "forward-plan",  # exchange/
    "forward-plan-aside",
    "unknown-calendar",  # test_own_work.py
    "unknown-figure",
    "unknown-work-type",
}


def _expected(case: Path) -> list[dict[str, str | None]]:
    found: list[dict[str, str | None]] = json.loads((INVALID / f"{case.name}.expected.json").read_text("utf-8"))[
        "findings"
    ]
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.name)
def test_findings_are_those_expected(case: Path) -> None:
    programme, findings = load([case])

    def file(path: str) -> str:
        return Path(path).relative_to(case).as_posix().removeprefix(".") if path else ""

    found = [
        {
            "severity": f.severity,
            "kind": f.kind,
            "file": file(f.file),
            "path": f.path,
            "owner": f.owner,
            "value": f.value,
        }
        for f in findings
    ]
    assert found == _expected(case)
    assert (programme is None) == has_errors(findings)
    assert all(f.what.endswith(".") and f.remedy[-1] in ".?" for f in findings)


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.name)
def test_a_folder_shows_the_kind_it_is_named_after(case: Path) -> None:
    assert any(case.name.startswith(str(finding["kind"])) for finding in _expected(case))


def test_every_kind_of_finding_has_a_folder() -> None:
    sources = [
        *(INTAKE / "checks").glob("*.py"),
        INTAKE / "decode.py",
        INTAKE / "validate.py",
        INTAKE / "plain_values.py",
    ]
    literal = {
        kind
        for p in sources
        for kind in re.findall(r'\b(?:error|warning|hint|make|_fault)\(\s*"([a-z-]+)"', p.read_text("utf-8"))
    }
    shown = {str(finding["kind"]) for case in CASES for finding in _expected(case)}
    assert literal | set(KINDS.values()) | {"wrong-type"} <= shown | IN_OTHER_TESTS


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("unlawful-combination", r"\(art\. 2\.140"),
        ("unlawful-combination-undivided", r"\(art\. 2\.12b"),
        ("contradictory-combinations", r"(forbid|force)\[\d\]"),
        ("combination-too-late", r"art\. 1\.22.*2027-W16.*2027-W12"),
        ("tender-too-late", r"art\. 1\.22.*2027-W10"),
        ("over-ceiling", r"108000 euro.*art\. 2\.140"),
    ],
)
def test_what_cannot_be_bought_is_said_with_the_article_the_week_or_the_other_wish(case: str, said: str) -> None:
    _, findings = load([INVALID / case])
    assert findings
    for finding in findings:
        assert all(re.search(said, translated(finding.what, language)) for language in LANGUAGES), finding.what
