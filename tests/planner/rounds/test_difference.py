"""``wijkplan diff``: empty for equal plans, complete for others, and nobody's else for one party."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.command import wijkplan
from wijkplan.planner.rounds.difference import Difference, difference, narrowed

EXAMPLE = "instances/examples/shared-crew"
LISTS = ("moved", "people", "tenders", "openings", "euros", "added", "gone")


def _plan(drawn: random.Random) -> dict[str, Any]:
    """A plan file of a few works; weeks and people are drawn from few values, so that some are equal by chance."""
    works = [f"d-c/w:{name}" for name in "abcdef" if drawn.random() < 0.8]

    def crew(trade: str) -> dict[str, Any]:
        other = (
            {"source": drawn.choice(["hired", "lent"]), "other": drawn.choice("xy"), "other_heads": 1.0}
            if drawn.random() < 0.5
            else {}
        )
        return {"trade": trade, "own": "pool", "own_heads": drawn.choice([0.5, 1.0])} | other

    rows = []
    for work in works:
        start = drawn.randrange(3)
        trades = [trade for trade in ("LVM", "GRW") if drawn.random() < 0.8]
        rows.append(
            {
                "activity": work,
                "start_week": start,
                "end_week": start + drawn.randint(1, 2),
                "staffing": [crew(t) for t in trades],
            }
        )
    return {
        "activities": rows,
        "tenders": [{"tender": t, "published_week": drawn.randrange(2)} for t in ("t1", "t2") if drawn.random() < 0.7],
        "openings": [{"street": "s", "joined": ["d-c/w:a", "d-c/w:b"]}] if drawn.random() < 0.5 else [],
    }


def _applied(plan: dict[str, Any], found: Difference, other: dict[str, Any]) -> dict[str, Any]:
    """The plan with the difference carried out; works that were added are taken from the other plan."""
    new = copy.deepcopy(plan)
    rows = {row["activity"]: row for row in new["activities"]}
    for name in found.gone:
        del rows[name]
    for line in found.moved:
        rows[line.activity] |= {"start_week": line.start_after, "end_week": line.end_after}
    for change in found.people:
        kept = [crew for crew in rows[change.activity]["staffing"] if crew["trade"] != change.trade]
        if change.after is not None:
            kept.append({"trade": change.trade} | {k: v for k, v in change.after.model_dump().items() if v})
        rows[change.activity]["staffing"] = kept
    rows |= {row["activity"]: row for row in other["activities"] if row["activity"] in found.added}
    new["activities"] = list(rows.values())
    weeks = {row["tender"]: row["published_week"] for row in new["tenders"]} | {
        row.tender: row.published_after for row in found.tenders
    }
    new["tenders"] = [{"tender": name, "published_week": week} for name, week in weeks.items() if week is not None]
    joined = {(row["street"], *row["joined"]) for row in new["openings"]} ^ {
        (row.street, *row.joined) for row in found.openings
    }
    new["openings"] = [{"street": street, "joined": pair} for street, *pair in joined]
    return new


def _settled(plan: dict[str, Any]) -> str:
    new = copy.deepcopy(plan)
    new["activities"].sort(key=lambda row: row["activity"])
    for row in new["activities"]:
        row["staffing"] = sorted(
            ({k: v for k, v in crew.items() if v} for crew in row["staffing"]), key=lambda crew: crew["trade"]
        )
    new["tenders"].sort(key=lambda row: row["tender"])
    return json.dumps(new, sort_keys=True)


@given(st.integers(0, 2**32 - 1))
def test_a_plan_and_what_differs_give_the_other_plan(seed: int) -> None:
    drawn = random.Random(seed)
    before, after = _plan(drawn), _plan(drawn)
    found = difference(before, after, ({"c": 5}, {"c": 7, "d": 1}))
    assert _settled(_applied(before, found, after)) == _settled(after)
    assert [(row.client, row.before, row.after) for row in found.euros] == [("c", 5, 7), ("d", None, 1)]


@given(st.integers(0, 2**32 - 1))
def test_of_a_plan_and_itself_all_lists_are_empty(seed: int) -> None:
    plan = _plan(random.Random(seed))
    shuffled = copy.deepcopy(plan)
    random.Random(seed).shuffle(shuffled["activities"])
    found = difference(plan, shuffled, ({"c": 5}, {"c": 5}))
    assert found.empty
    assert [getattr(found, name) for name in LISTS] == [()] * len(LISTS)


def test_one_party_learns_nothing_of_others() -> None:
    before = {
        "activities": [
            {
                "activity": "mine",
                "start_week": 1,
                "end_week": 2,
                "staffing": [{"trade": "LVM", "source": "lent", "other": "A:LVM", "other_heads": 1.0}],
            },
            {"activity": "theirs", "start_week": 1, "end_week": 2, "staffing": []},
        ],
        "tenders": [{"tender": "t", "published_week": 1}],
        "openings": [{"street": "s", "joined": ["mine", "theirs"]}],
    }
    after = copy.deepcopy(before)
    after["activities"][0]["staffing"][0]["other"] = "B:LVM"  # type: ignore[index]
    after["activities"][1] |= {"start_week": 5, "end_week": 6}  # type: ignore[operator]
    after["openings"], after["tenders"] = [], []
    found = difference(before, after, ({"c": 1}, {"c": 2}))
    assert len(found.people) == len(found.moved) == len(found.tenders) == len(found.openings) == len(found.euros) == 1
    mine = narrowed(found, {"mine"}.__contains__, frozenset(), None)
    assert mine.empty  # another lender of the same head is nothing that the borrower sees


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("diff") / "out"
    assert wijkplan("compare", EXAMPLE, "--work", "200", "--out", folder, "-q").returncode == 0
    return folder


def test_folders_know_their_programme_and_plan_files_are_told_it(out: Path, tmp_path: Path) -> None:
    same = json.loads(wijkplan("diff", out, out, "--json").stdout)
    assert {name: same[name] for name in LISTS} == {name: [] for name in LISTS}
    sides = [out / "plan-own-all_in.json", out / "plan-bundled-all_in.json"]
    alone = json.loads(wijkplan("diff", *sides, "--json").stdout)
    told = json.loads(wijkplan("diff", *sides, "--json", "--programme", EXAMPLE).stdout)
    assert alone["not_compared"] == ["euros"] and told["not_compared"] == [] and told["euros"]
    assert alone["moved"] == told["moved"] != []
    made = wijkplan(
        "diff",
        *sides,
        "--programme",
        EXAMPLE,
        "--to",
        tmp_path / "to",
        "--language",
        "nl",
        "--audience",
        "employer:netaannemer-a",
    )
    assert made.returncode == 0, made.stderr
    page = (tmp_path / "to" / "difference-employer-netaannemer-a.html").read_text("utf-8")
    assert "Werken verschoven" in page and "netaannemer-b" not in page and "kabel-pekela" not in page


def test_people_trades_and_clients_have_names_where_the_programme_is_known(out: Path) -> None:
    sides = [out / "plan-own-all_in.json", out / "plan-bundled-all_in.json"]
    known = wijkplan("diff", *sides, "--programme", EXAMPLE, "--language", "nl").stdout
    assert "Netbeheerder" in known and "client-netbeheerder" not in known
    assert "monteur laagspanningsdistributie" in known and "eigen (Netaannemer A" in known
    unknown = wijkplan("diff", *sides, "--language", "nl").stdout
    assert "LVM" in unknown and "eigen (netaannemer-a:LVM" in unknown


@pytest.mark.parametrize(
    "arguments",
    [("--audience", "employer:nobody"), ("--audience", "core-team"), ("--variant", "shared", "--question", "all-in")],
)
def test_what_is_not_there_is_wrong_usage(out: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    sides = (out, out)
    if arguments[0] == "--variant":
        sides = (out, tmp_path)
    done = wijkplan("diff", *sides, *arguments)
    assert done.returncode == 2 and len(done.stderr.strip().splitlines()) == 1, done.stderr
