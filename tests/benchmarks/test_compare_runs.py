"""Two sides: figures worked out by hand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import wijkplan.benchmarks
from wijkplan.benchmarks import records
from wijkplan.benchmarks.cli import compare, published
from wijkplan.benchmarks.compare_runs import NotComparable, compared, pairs
from wijkplan.benchmarks.confirm import PROOFS
from wijkplan.benchmarks.records import Run
from wijkplan.benchmarks.summary import geometric, summary


def made(
    instance: str,
    objective: int | None,
    seed: int = 1,
    solver: str = "wijkplan",
    known: int | None = 100,
    **fields: object,
) -> Run:
    """A run of 10 seconds that found its plan after 2."""
    gap = None if objective is None or known is None else 100 * (objective - known) / known
    return {
        "problem": "RCPSP",
        "set": "own",
        "instance": instance,
        "best_known": known,
        "solver": solver,
        "seed": seed,
        "workers": 1,
        "time_limit": 10.0,
        "work": None,
        "objective": objective,
        "bound": None,
        "status": "feasible" if objective else "no_plan",
        "seconds": 10.0,
        "gap_percent": gap,
        "trace": [] if objective is None else [[2.0, objective, None, "x"]],
        **fields,
    }


def test_by_hand() -> None:
    a = [made("i", 100, status="optimal"), made("j", 110), made("k", 120)]
    b = [made("i", 102), made("j", 104), made("k", None)]
    (row,) = compared(pairs(a, b), target=5.0).to_dict("records")
    assert (row["runs"], row["wins_a"], row["wins_b"], row["ties"]) == (3, 2, 1, 0)
    # Over i and j, which both solved: 0 and 10 %; 2 and 4 %. sqrt(1.1) = 1.0488.
    assert row["mean_gap_a"] == pytest.approx(5.0)
    assert row["mean_gap_b"] == pytest.approx(3.0)
    assert row["geometric_gap_a"] == pytest.approx(4.881, abs=1e-3)
    assert (row["proved_a"], row["proved_b"], row["unsolved_a"], row["unsolved_b"]) == (1, 0, 0, 1)
    # Within 5 %: only i for A, i and j for B.
    assert (row["reached_a"], row["reached_b"], row["median_seconds_b"]) == (1, 2, 2.0)


def test_several_sets_have_a_row_over_all() -> None:
    a = [made("i", 100), made("j", 110) | {"set": "other"}]
    frame = compared(pairs(a, [made("i", 101), made("j", None) | {"set": "other"}]))
    assert list(frame["set"]) == ["RCPSP/own", "RCPSP/other", "all"]
    assert list(frame["runs"]) == [1, 1, 2] and list(frame["wins_a"]) == [1, 1, 2]
    assert frame["mean_gap_a"].isna().tolist() == [False, True, False]


def test_reference_without_a_best_known_value_is_the_best_of_both() -> None:
    (pair,) = pairs([made("i", 120, known=None)], [made("i", 100, known=None)])
    assert (pair.reference, pair.gap(pair.a), pair.gap(pair.b)) == (100, 20.0, 0.0)
    (pair,) = pairs([made("i", None, known=None)], [made("i", None, known=None)])
    assert (pair.reference, pair.gap(pair.a)) == (None, None)


def test_what_cannot_be_compared() -> None:
    with pytest.raises(NotComparable, match="no case and seed in common"):
        pairs([made("i", 1)], [made("i", 1, seed=2)])
    with pytest.raises(NotComparable, match="several time limits"):
        pairs([made("i", 1), made("i", 1, time_limit=20.0)], [made("i", 1)])


def test_summary_counts_a_run_made_again_once() -> None:
    rows = summary([made("i", None, status="error"), made("i", 101), made("j", None), made("j", 103, solver="cpsat")])
    assert rows[["solver", "runs", "unsolved", "mean_gap"]].values.tolist() == [
        ["wijkplan", 2, 1, 1.0],
        ["cpsat", 1, 0, 3.0],
    ]
    assert summary([]).empty


def test_geometric_mean() -> None:
    assert geometric([]) is None
    assert geometric([0.0, 0.0]) == pytest.approx(0.0)
    assert geometric([300.0, 0.0]) == pytest.approx(100.0)


def test_command(tmp_path: Path) -> None:
    for name, objective in (("a", 101), ("b", 102)):
        records.append(tmp_path / name, made("i", objective))
    records.append(tmp_path / "b", made("i", 103, solver="cpsat"))
    sides = [str(tmp_path / "a"), str(tmp_path / "b")]
    refused = CliRunner().invoke(compare, sides)
    assert refused.exit_code == 2
    assert "has runs of cpsat, wijkplan: name one of them" in refused.output
    result = CliRunner().invoke(compare, [*sides, "--solver-b", "cpsat", "--out", str(tmp_path / "plots.html")])
    assert result.exit_code == 0, result.output
    assert "RCPSP/own     1         1.000  3.000" in result.output
    text = (tmp_path / "plots.html").read_text(encoding="utf-8")
    assert "Plotly" in text
    assert "<script src=" not in text


def test_plots_without_plotly_are_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "plotly", None)
    for name in [
        name for name in sys.modules if name.startswith("plotly.") or name == "wijkplan.benchmarks.performance_profile"
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr(wijkplan.benchmarks, "performance_profile", raising=False)
    for side in ("a", "b"):
        records.append(tmp_path / side, made("i", 100))
    result = CliRunner().invoke(
        compare, [str(tmp_path / "a"), str(tmp_path / "b"), "--out", str(tmp_path / "plots.html")]
    )
    assert result.exit_code == 1 and not (tmp_path / "plots.html").exists()
    assert (
        result.output.strip().splitlines()[-1]
        == "Error: plots need plotly, which is not installed here: pip install 'wijkplan[bench]'"
    )


def test_published_results_make_a_side(tmp_path: Path) -> None:
    from wijkplan.benchmarks.published import published as rivals

    table = tmp_path / "best_known.csv"
    table.write_text(
        "problem,set,instance,best_known,cp_900s_8core,cp_900s_8core_bound\nRCPSP,own,i,100,103.0,90.0\nRCPSP,own,j,100,inf,\n"
    )
    rows = list(rivals(table, 1))
    assert [(row["solver"], row["objective"], row["bound"], row["status"]) for row in rows] == [
        ("published-cp", 103, 90, "feasible"),
        ("published-cp", None, None, "no_plan"),
    ]
    (row,) = compared(pairs([made("i", 101), made("j", 101)], rows)).to_dict("records")
    assert (row["wins_a"], row["unsolved_b"], row["mean_gap_b"]) == (2, 1, 3.0)


def test_ours_stand_beside_all_rivals_and_the_least_published_value_counts(tmp_path: Path) -> None:
    library, results = tmp_path / "library", tmp_path / "runs"
    library.mkdir()
    (library / "best_known.csv").write_text(
        "problem,set,instance,best_known,cp_900s_8core,cp_900s_8core_bound,opt_600s_4w,best_published\n"
        "RCPSP,own,i,110,103.0,103.0,100,100\nRCPSP,own,j,100,inf,,104,100\n"
    )
    for instance, objective in (("i", 99), ("j", 102), ("k", 7)):
        run = made(instance, objective) | {"bound": objective, "status": "optimal", "bound_certified": instance == "j"}
        records.append(results, run)
        if instance != "j":
            records.append(results, run | {"proof": "confirmed", "asked_seconds": 1.0}, PROOFS)
    done = CliRunner().invoke(published, [str(results), "--library", str(library)])
    assert done.exit_code == 0, done.output
    assert "| own (2) | cp, 900 s x 8 | 3.00 | 1 | 0 / 0 / 1 | 1 | - | - |" in done.output
    assert "| own (2) | opt, 600 s x 4 | 2.00 | 0 | 0 / 1 / 1 | - | - | - |" in done.output
    assert "| own (2) | wijkplan, 10 s x 1, seed 1 | 0.50 | 0 | 1 / 0 / 1 | 2 | 1 / 1 / 0 |" in done.output
    assert "1 better than the least published value, 0 equal, 1 worse, 0 without a plan" in done.output
    assert CliRunner().invoke(published, ["--library", str(library)]).exit_code == 2
