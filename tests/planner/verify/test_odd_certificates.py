"""Whatever stands in a certificate, also one about newcomers or of a forced combination, verifying ends in what is
found or in a sentence that refuses it, and passes only where it proves the same.

Some of all odd values and keys in nodes of every kind are drawn by day, many more by night."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
from pydantic import ValidationError

from tests.planner.verify.drawn_edits import _made_once
from tests.planner.verify.test_every_field import EXAMPLE, _compiled, made
from tests.planner.verify.test_odd_values import VALUES
from tests.support import newcomer_world
from tests.support.draws import ANEW
from wijkplan.models.outcome import Settings
from wijkplan.planner.cli.progress import Silent
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.experiment.engine import Disagreement
from wijkplan.planner.folder.atomic_output import write_folder
from wijkplan.planner.folder.stored_comparison import Stale, read_folder
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.pipeline import run_comparison
from wijkplan.planner.programme import Programme
from wijkplan.planner.record.certificates import NAME, Certificates
from wijkplan.planner.record.newcomers import NAME as NEWCOMERS
from wijkplan.planner.record.newcomers import NewcomersRecord
from wijkplan.planner.record.part import Part
from wijkplan.planner.verify import baselines_again
from wijkplan.planner.verify.fields import not_derived
from wijkplan.planner.verify.whole_folder import Verified, verify_folder

__all__ = ["made"]  # a fixture

FORCED = Path(__file__).parents[3] / "instances" / "tiny" / "forced-tender-is-dearer"
TYPES: dict[str, type[Part]] = {NAME: Certificates, NEWCOMERS: NewcomersRecord}
KEYS = ("00", "01", "٠", "²", "+1", "-1", "", " 0", "0 ", "0x1", "1.0", "999999", "1" * 30, "x", "kind", "\ud800")
PROOFS = (
    *('{"kind": "prices", "scale": 1}', '{"kind": "prices", "scale": 0}', '{"kind": "lateness", "projects": {}}'),
    '{"kind": "lateness", "projects": {"0": {"pool": 0, "head": 0, "tail": 0}}}',
    '{"kind": "lateness", "projects": {"0": {"pool": 99, "head": -5, "tail": 100000}}}',
    '{"kind": "lateness", "projects": {"0": {"pool": null, "head": 100000000000000, "tail": 100000000000000}}}',
    '{"kind": "lateness", "projects": {"99": {"pool": null, "head": 0, "tail": -9}}}',
    *('{"kind": "transfer", "tenders": {}}', '{"kind": "transfer", "tenders": {"0": -3, "1": 99999}}'),
    *('{"kind": "swap", "tenders": {}}', '{"kind": "swap", "tenders": {"0": 1, "5": 1}}'),
    *('{"kind": "dissolution", "prices": {}}', '{"kind": "dissolution", "prices": {"0": -100, "99": 1}}'),
)
TABLES = (
    *('{"0": 0}', '{"0": -1}', '{"0": 1}', '{"1": 1, "0": 1}', '{"0": 999999999}', '{"0": null}', '{"0": [1]}'),
    *('{"0": {"0": 1}}', '{"0": {"0": [1]}}', "[0, 0]", "[-1]", "[null]", '"lateness"', '"swap"'),
)
RAW = (*VALUES, *PROOFS, *TABLES)
DRAWN = 2000 if ANEW else 40
PLACE = "@ here @"

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class World:
    """A folder with certificates, and the programme that it was made from."""

    folder: Path
    path: Path
    programme: Programme
    compiled: Compiled

    def verified(self) -> Verified | None:
        """What is found; ``None`` where the folder is refused in a sentence."""
        try:
            read = read_folder(self.folder, self.compiled, (self.path,))
            return verify_folder(self.folder, read, self.programme, self.compiled)
        except (Stale, Disagreement) as refused:
            assert len(str(refused)) > 20
            return None


@pytest.fixture(params=["guarded", "newcomers", "forced"])
def world(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(baselines_again, "stored_plans", baselines_again.stored_plans)
    _made_once()
    folder = tmp_path / "out"
    if request.param == "guarded":
        shutil.copytree(request.getfixturevalue("made"), folder)
        return World(folder, EXAMPLE, *_compiled())
    if request.param == "newcomers":
        (tmp_path / "programme").mkdir()
        path = newcomer_world.written(tmp_path / "programme")
        read = newcomer_world.read_in(path)
        write_folder(folder, newcomer_world.compared(path, read).texts)
        return World(folder, path, *read)
    programme, _ = load([FORCED])
    assert programme is not None
    compiled = compile(programme)
    done = run_comparison(programme, compiled, (FORCED,), Settings(work=20), Silent(), lambda: False)
    write_folder(folder, done.texts)
    return World(folder, FORCED, programme, compiled)


def _nodes(value: Any, at: Place = ()) -> Iterator[Place]:
    if at:
        yield at
    rows = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in rows:
        yield from _nodes(part, (*at, key))


def _spoilt(text: str, at: Place, how: str, raw: str) -> str:
    """The file with a value, or another name for a key, at a place; or without it, or with it twice."""
    value = json.loads(text)
    inner = value
    for part in at[:-1]:
        inner = inner[part]
    last: Any = at[-1]
    if how == "value":
        inner[last] = PLACE
        return json.dumps(value).replace(json.dumps(PLACE), raw)
    if how == "left out":
        del inner[last]
    elif isinstance(inner, list):
        inner.insert(last, inner[last])
    elif how == "twice":
        inner[PLACE] = inner[last]
        return json.dumps(value).replace(json.dumps(PLACE), json.dumps(last))
    else:
        rows = [(raw if key == last else key, part) for key, part in inner.items()]
        inner.clear()
        inner.update(rows)
    return json.dumps(value)


def _edits(world: World, draw: Random) -> list[tuple[str, Place, str, str]]:
    """Of every kind of node, whatever its numbers, one for every odd value and key."""
    found = []
    for name in TYPES:
        if not (world.folder / name).is_file():
            continue
        kinds: dict[str, list[Place]] = {}
        for at in _nodes(json.loads((world.folder / name).read_text("utf-8"))):
            if name == NAME or any("certificate" in str(part) for part in at):
                kinds.setdefault(re.sub(r"\d+", "#", "/".join(map(str, at))), []).append(at)
        for places in kinds.values():
            changes = [("value", raw) for raw in RAW] + [("left out", ""), ("twice", "")]
            changes += [("named", key) for key in KEYS] if isinstance(places[0][-1], str) else []
            found += [(name, draw.choice(places), how, raw) for how, raw in changes]
    draw.shuffle(found)
    return found[:DRAWN]


def _readable(name: str, text: str) -> bool:
    """Whether a file has the form of what it should be; whatever has not is refused when it is read."""
    try:
        TYPES[name].model_validate_json(text)
    except ValidationError:
        return False
    return True


@pytest.mark.slow
def test_nothing_in_a_certificate_is_a_fault_of_ours_or_passes_unseen(world: World) -> None:
    whole = world.verified()
    assert whole is not None and whole.agrees
    looked, passed = 0, []
    for name, at, how, raw in _edits(world, Random(None if ANEW else 1)):
        before = (world.folder / name).read_text("utf-8")
        spoilt = _spoilt(before, at, how, raw)
        if not _readable(name, spoilt):
            continue
        (world.folder / name).write_text(spoilt, "utf-8")
        path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in at).removeprefix(".")
        try:
            found = world.verified()
        except Exception as fault:
            raise AssertionError(f"{name} {path}: {how} {raw[:80]}") from fault
        (world.folder / name).write_text(before, "utf-8")
        looked += 1
        listed = not_derived(name, path) is not None
        if found is not None and found.agrees and not listed and json.loads(spoilt) != json.loads(before):
            passed.append((name, path, how, raw[:80]))
    assert passed == []
    assert looked > DRAWN // 20
