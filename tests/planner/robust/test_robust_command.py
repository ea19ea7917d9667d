"""``wijkplan robust`` as a user meets it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.support.command import wijkplan

pytestmark = pytest.mark.slow
EXAMPLE = Path("instances/examples/shared-crew")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("robust") / "out"
    done = wijkplan("compare", EXAMPLE, "--work", "20", "--out", folder, "-q")
    assert done.returncode == 0, done.stderr
    return folder


def test_the_command_writes_what_it_says_and_the_same_again(out: Path, tmp_path: Path) -> None:
    arguments = ("robust", out, "--draws", "20", "--time-limit", "0")
    done = wijkplan(*arguments, "--to", tmp_path, "--language", "nl")
    assert done.returncode == 0, done.stderr
    assert "Van 4 weken" in done.stdout and "Beloften" in done.stdout
    told = json.loads((tmp_path / "robust.json").read_text("utf-8"))
    assert told["limit_eur"] >= told["cost_eur"] and told["draws"] == 20
    assert {row["kind"] for row in told["held"]} == {"tender", "week", "people"}
    assert [side["variant"] for side in told["sides"]] == ["streets", "bundled"]
    page = (tmp_path / "robust.html").read_text("utf-8")
    words = set(re.split(r"[<>\s]", page))
    assert "Wat veilig is om op te bouwen" in page and not {"holds", "percent", "assumption", "nobody"} & words
    again = json.loads(wijkplan(*arguments, "--json").stdout)
    assert {key: again[key] for key in ("lines", "promises", "gaps")} == {
        key: told[key] for key in ("lines", "promises", "gaps")
    }


def test_what_cannot_be_asked_is_wrong_usage(out: Path, tmp_path: Path) -> None:
    for arguments in (
        ("robust", out, "--against", "submitted2"),
        ("robust", tmp_path),
        ("robust", out, "--draws", "1"),
    ):
        assert wijkplan(*arguments).returncode == 2
