"""What an output folder states is derived again; whatever is changed in it afterwards shows."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from wijkplan.models.outcome import Settings
from wijkplan.planner.cli.progress import Silent
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.folder.atomic_output import write_folder
from wijkplan.planner.folder.stored_comparison import Stale, read_folder
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.pipeline import run_comparison
from wijkplan.planner.results.certificate_file import NAME
from wijkplan.planner.verify.certificates import proofs_of
from wijkplan.planner.verify.output_folder import Checked, audit

EXAMPLE = Path(__file__).parents[3] / "instances" / "examples" / "combined-tender"


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    programme, _ = load([EXAMPLE])
    assert programme is not None
    return compile(programme)


@pytest.fixture(scope="module")
def made(compiled: Compiled, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one comparison of two sewers in neighbouring districts."""
    programme, _ = load([EXAMPLE])
    assert programme is not None
    folder = tmp_path_factory.mktemp("audit") / "out"
    write_folder(
        folder, run_comparison(programme, compiled, (EXAMPLE,), Settings(work=3000), Silent(), lambda: False).texts
    )
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy to spoil."""
    return shutil.copytree(made, tmp_path / "out")


def wrong(folder: Path, compiled: Compiled) -> list[Checked]:
    return [row for row in _audited(folder, compiled) if not row.agrees]


def _audited(folder: Path, compiled: Compiled) -> tuple[Checked, ...]:
    read = read_folder(folder, compiled, (EXAMPLE,))
    return audit(read, compiled, proofs_of(folder, read, compiled))


def change(file: Path, how: Callable[[Any], None]) -> None:
    value = json.loads(file.read_text("utf-8"))
    how(value)
    file.write_text(json.dumps(value), "utf-8")


def test_a_folder_as_written_agrees(folder: Path, compiled: Compiled) -> None:
    rows = _audited(folder, compiled)
    assert wrong(folder, compiled) == []
    # Seven variants in four questions, of which three are stored and have no bound; thirteen pairs in the two
    # questions about euros.
    assert [sum(row.what == what for row in rows) for what in ("plan", "bound", "saving")] == [28, 16, 26]
    assert all(row.derived == row.stated for row in rows)


def test_every_bound_has_a_certificate_of_a_problem_that_contains_it(folder: Path) -> None:
    rows = json.loads((folder / NAME).read_text("utf-8"))["certificates"]
    proved = [(row["question"], variant) for row in rows for variant in row["proves"]]
    assert len(proved) == len(set(proved)) == 16


def dearer(certificate: dict[str, Any]) -> None:
    """Every head and project twice as dear: still a certificate, of another bound."""
    certificate["heads"] = {r: [2 * price + 5 for price in row] for r, row in certificate["heads"].items()}
    certificate["project"] = {q: 2 * price + 1000 for q, price in certificate["project"].items()}
    certificate["precedence"] = {p: price + 1000 for p, price in certificate["precedence"].items()}
    certificate["burden"] = 3 * certificate["burden"] + 500
    certificate["scale"] += 7


def negative(certificate: dict[str, Any]) -> None:
    certificate["burden"] = -1


def foreign(certificate: dict[str, Any]) -> None:
    certificate["project"]["99"] = 1


@pytest.mark.parametrize("mutate", [dearer, negative, foreign])
def test_a_mutated_certificate_is_refused_or_gives_another_bound(
    folder: Path, compiled: Compiled, mutate: Callable[[dict[str, Any]], None]
) -> None:
    rows = json.loads((folder / NAME).read_text("utf-8"))["certificates"]
    row = next(row for row in rows if row["question"] == "all_in")

    def spoil(value: Any) -> None:
        mutate(
            next(r for r in value["certificates"] if (r["question"], r["bound_from"]) == ("all_in", row["bound_from"]))[
                "certificate"
            ]
        )

    change(folder / NAME, spoil)
    found = wrong(folder, compiled)
    assert {(f.question, f.variant) for f in found} == {("all_in", variant) for variant in row["proves"]}
    assert {f.what for f in found} == {"bound"}
    assert all("refused" in f.note or isinstance(f.derived, int) for f in found)


@pytest.mark.parametrize(
    "numbers", [{}, {"kind": "prices", "scale": 1.5}, {"kind": "prices", "scale": 1, "project": {"01": 1}}, None]
)
def test_a_file_that_holds_no_certificates_is_refused(
    folder: Path, compiled: Compiled, numbers: dict[str, Any] | None
) -> None:
    change(folder / NAME, lambda value: value["certificates"][0].update({"certificate": numbers}))
    with pytest.raises(Stale, match="is not as wijkplan wrote it"):
        wrong(folder, compiled)


def test_a_missing_certificate_proves_nothing(folder: Path, compiled: Compiled) -> None:
    change(folder / NAME, lambda value: value["certificates"].clear())
    found = wrong(folder, compiled)
    assert len(found) == 16
    assert all("there is no certificate" in f.note for f in found)


def test_a_bound_of_a_narrower_variant_says_nothing(folder: Path, compiled: Compiled) -> None:
    def claim(value: Any) -> None:
        wide = next(r for r in value["results"] if r["variant"] == "bundled")
        wide["bound_from"] = "aligned"

    change(folder / "comparison.json", claim)
    assert "says nothing about everything together" in wrong(folder, compiled)[0].note


SOLVED = ["aligned", "shared", "combined", "bundled"]


@pytest.mark.parametrize(
    ("key", "what", "variants", "rests"),
    [("cost", "plan", SOLVED, ("attribution", "all")), ("bound", "bound", SOLVED, ("saving", "streets-bundled"))],
)
def test_a_changed_figure_shows_with_what_rests_on_it(
    folder: Path, compiled: Compiled, key: str, what: str, variants: list[str], rests: tuple[str, str]
) -> None:
    """A cost below its bound is refused at once, so costs are raised and bounds lowered; all of them, because what one
    says follows from the others too, by transfers, dissolutions and plans of narrower variants."""

    def lower(value: Any) -> None:
        for result in value["results"]:
            if result["question"] == "equal_delivery" and result["variant"] in variants:
                result[key] += 1 if key == "cost" else -1

    change(folder / "comparison.json", lower)
    found = wrong(folder, compiled)
    assert [(row.what, row.variant) for row in found[: len(variants)]] == [(what, variant) for variant in variants]
    assert any((f.what, f.variant) == rests for f in found)


def test_a_changed_word_shows(folder: Path, compiled: Compiled) -> None:
    change(folder / "comparison.json", lambda value: value["savings"][0].update(word="indicated"))
    (found,) = wrong(folder, compiled)
    assert (found.what, found.agrees) == ("saving", False)
    assert "indicated" in str(found.stated)


def test_equal_delivery_is_rebuilt_from_the_stored_plan(folder: Path, compiled: Compiled) -> None:
    def later(value: Any) -> None:
        for activity in value["activities"]:
            activity["start_week"] += 30
            activity["end_week"] += 30
            for key in ("start", "end"):
                activity[key] = str(date.fromisoformat(activity[key]) + timedelta(weeks=30))

    change(folder / "plan-streets-equal_delivery.json", later)
    assert ("equal_delivery", "delivery") in {(f.question, f.what) for f in wrong(folder, compiled)}


@pytest.mark.parametrize("name", ["run.json", "comparison.json", NAME, "plan-bundled-all_in.json"])
def test_a_folder_that_lacks_something_is_told_in_a_line(folder: Path, compiled: Compiled, name: str) -> None:
    (folder / name).write_text("[]")
    with pytest.raises(Stale, match="out"):
        wrong(folder, compiled)


def test_a_changed_break_even_is_noticed(folder: Path, compiled: Compiled) -> None:
    change(folder / "comparison.json", lambda value: value["break_even"][0].update(low_percent=99.0))
    assert [(row.what, row.variant) for row in wrong(folder, compiled)] == [("break-even", "streets-bundled")]


def test_a_changed_gain_is_noticed(folder: Path, compiled: Compiled) -> None:
    change(folder / "comparison.json", lambda value: value["clients"]["pairs"][0]["clients"][0].update(gain_eur=1))
    assert [(row.what, row.question, row.variant) for row in wrong(folder, compiled)] == [
        ("clients", "equal_delivery", "own-streets")
    ]


def test_a_changed_settlement_is_noticed(folder: Path, compiled: Compiled) -> None:
    change(
        folder / "comparison.json",
        lambda value: value["clients"]["opening_key"]["plans"][0]["settlements"].update(gemeente=1),
    )
    assert [(row.what, row.question, row.variant) for row in wrong(folder, compiled)] == [
        ("clients", "equal_delivery", "own")
    ]


def test_a_changed_dissolution_is_noticed(folder: Path, compiled: Compiled) -> None:
    """Also in the interval that rests on it."""
    change(folder / "comparison.json", lambda value: value["dissolutions"][0].update(euros=1))
    assert [row.what for row in wrong(folder, compiled)] == ["dissolution", "attribution"]


def test_a_dissolution_with_lower_prices_proves_nothing(folder: Path, compiled: Compiled) -> None:
    def cheaper(value: Any) -> None:
        prices = value["dissolutions"][0]["certificate"]["prices"]
        prices.update({project: euros // 2 for project, euros in prices.items()})

    change(folder / NAME, cheaper)
    found = [row for row in wrong(folder, compiled) if row.what == "dissolution"]
    assert [row.derived for row in found] == [None]
    assert "its projects are priced" in found[0].note


def test_a_changed_cause_is_noticed(folder: Path, compiled: Compiled) -> None:
    change(
        folder / "comparison.json",
        lambda value: value["attribution"][0]["sharing_first"][2]["causes"].update(procedures=1),
    )
    assert [(row.what, row.question) for row in wrong(folder, compiled)] == [("attribution", "equal_delivery")]
