"""Conservation of what goes wrong with files: right files with one to three mutations, and of each planted line what
became of it.

``WIJKPLAN_MUTATED_INPUTS=100000 pytest -s tests/planner/intake/test_mutated_inputs.py`` draws so many and prints how
often each kind was hit; without it a sample is drawn, and ``tests/support/mutated_run.py`` says how to make it in
parts. ``WIJKPLAN_MUTATED_SEED`` starts elsewhere."""

from __future__ import annotations

import pickle
import re
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.support.mutated_inputs import KINDS
from tests.support.mutated_run import NUMBERS, SEED, told
from tests.support.right_inputs import Folder, right
from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.intake import read_programme
from wijkplan.planner.intake.decode import Decoded, decode
from wijkplan.planner.intake.horizon import Horizon
from wijkplan.planner.intake.read_programme import Loaded, load_all
from wijkplan.planner.intake.validate import Submitted, paths_of
from wijkplan.planner.reference import Reference

MOST_SECONDS = 20  # of a processor, for one folder, the first of which reads what is known; a hang is no answer
PLANTED = re.compile(r"(?:WRK|EMP|JSN)-\d|plek-\w+|SEWER|GROUND|DIGGER|PAVING|FOREIGN")


def amiss(folder: Folder, at: Path) -> list[str]:
    """What is wrong with what is said of a folder; empty where nothing is lost in silence."""
    folder.write(at)
    began = time.process_time()
    loaded = load_all([at])
    seconds = time.process_time() - began
    wrong = [
        f"a mistake of ours: {f.what}"
        for f in loaded.findings
        if f.kind == "own-fault" or "mistake of wijkplan" in f.remedy
    ]
    wrong += [f"{seconds:.1f} seconds"] if seconds > MOST_SECONDS else []
    wrong += [
        f"{name}: {c}" for name, c in loaded.reckoning.items() if abs(c.sent - c.read - c.named) > 1e-6 * (1 + c.sent)
    ]
    wrong += ["a programme with errors, or none without"] * (
        (loaded.programme is None) != any(f.severity == "error" for f in loaded.findings)
    )
    submitted = {one.file: Rows(one) for one in loaded.submitted}
    for path in (p for p in at.rglob("*") if p.is_file() and not p.name.startswith(("~$", "."))):
        if str(path) not in submitted and not any(f.file == str(path) for f in loaded.findings):
            wrong.append(f"file {path.name} is neither read nor named")
    for path_in, book in folder.books.items():
        file = str(at / path_in)
        for sheet, rows in book.sheets.items():
            for r, row in enumerate(rows):
                if any(isinstance(v, str) and PLANTED.match(v) for v in row):
                    wrong += _lost(loaded, submitted.get(file), file, sheet, r, row)
    return wrong


class Rows:
    """What was read of a file, by sheet and row."""

    def __init__(self, one: Submitted) -> None:
        self.one, self.record = one, one.record.model_dump()
        self.paths: dict[tuple[str, int], list[str]] = {}
        rows = {} if one.places is None else one.places.rows
        for path in paths_of(one) if rows else ():
            if (row := rows.get(path)) is not None:
                self.paths.setdefault(row, []).append(path)


def _lost(loaded: Loaded, read: Rows | None, file: str, sheet: str, r: int, row: list[Any]) -> Iterator[str]:
    about = [f for f in loaded.findings if f.file == file and _covers(f, sheet, r)]
    if read is None:
        if not any(f.file == file and f.severity == "error" for f in loaded.findings):
            yield f"{file}: nothing of it is read, and nobody says so"
        return
    kept = read.paths.get((sheet[:31], r), [])
    if not kept:
        # What a project or crew needs is wrong somewhere else: then an error says so for the line that it belongs to.
        if not about and not any(f.file == file and f.severity == "error" for f in loaded.findings):
            yield f"{sheet} row {r + 1} {row} is neither in the plan nor named"
        return
    for path in kept:
        stated = _stated(read.record, path, read.one)
        numbers = [float(v) for v in row if isinstance(v, int | float) and not isinstance(v, bool)]
        spelled = any(isinstance(v, str) and re.match(r"\s*[\d=]", v) for v in row)
        if numbers and not spelled and stated and stated not in numbers and not about:
            yield f"{sheet} row {r + 1} {row} is read as {stated}, and nobody says so"


def _covers(finding: Finding, sheet: str, r: int) -> bool:
    if not finding.sheet:
        return not finding.path
    if finding.sheet != sheet[:31]:
        return False
    return not finding.cell or r in finding.rows or int(re.sub(r"\D", "", finding.cell)) - 1 in (r, 0)


def _stated(record: dict[str, Any], path: str, one: Submitted) -> float:
    """The amount of a record: metres of a place, heads of a crew or leave."""
    at: Any = record
    mine = next(p for p in _inside(one, path))
    for name, i in re.findall(r"(\w+)\[(\d+)\]", mine):
        at = at[name][int(i)]
    return float(at.get("sewer_metres") or at.get("heads") or 0)


def _inside(one: Submitted, path: str) -> Iterator[str]:
    """The path in the record of a path in the file, which counts those that were refused too."""
    name, i = re.match(r"(\w+)\[(\d+)\]", path).groups()  # type: ignore[union-attr]
    rest = path[path.index("]") + 1 :]
    yield f"{name}[{one.kept[name].index(int(i)) if name in one.kept else i}]{rest}"


def _drawn(number: int) -> tuple[list[str], Folder]:
    drawn = Random(f"{SEED}/{number}")
    names = [sorted(KINDS)[number % len(KINDS)], *drawn.sample(sorted(KINDS), drawn.randint(0, 2))]
    folder = right()
    for name in names:
        KINDS[name](folder, drawn)
    return names, folder


def test_at_least_sixty_kinds() -> None:
    assert len(KINDS) >= 60


def test_right_files_are_right(tmp_path: Path) -> None:
    assert amiss(right(), tmp_path / "right") == []
    loaded = load_all([tmp_path / "right"])
    assert (
        loaded.programme is not None
        and loaded.reckoning["metres"].read == 101 + 102 + 103 + 104 + 131 + 132 + 141 + 142
    )


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is decoded of a file is kept while the file stays as it is: most files of a folder are not mutated."""
    decoded: dict[tuple[Path, Horizon | None], tuple[bytes, Decoded]] = {}

    def decode_once(path: Path, reference: Reference, horizon: Horizon | None = None) -> Decoded:
        raw, known = path.read_bytes(), decoded.get((path, horizon))
        if known is None or known[0] != raw:
            known = raw, decode(path, reference, horizon)
            if (path, horizon) not in decoded:  # the first is that of the right files
                decoded[path, horizon] = known[0], _copied(known[1])
        return _copied(known[1])

    monkeypatch.setattr(read_programme, "decode", decode_once)


def _copied(one: Decoded) -> Decoded:
    """With values of its own, because those of a file are changed where names become ids."""
    return replace(one, data=pickle.loads(pickle.dumps(one.data)))


@pytest.mark.usefixtures("kept")
def test_nothing_is_lost_in_silence(tmp_path: Path) -> None:
    hits: Counter[str] = Counter()
    wrong: dict[str, list[str]] = {}
    at = tmp_path / "sent"
    assert amiss(right(), at) == []
    for number in NUMBERS:
        names, folder = _drawn(number)
        hits.update(names)
        shutil.rmtree(at)
        found = amiss(folder, at)
        if found:
            wrong[f"{number}: {' + '.join(names)}"] = found
    if not wrong:
        told("files", hits)
    assert not wrong, "\n".join(f"{name}\n    {'; '.join(found)}" for name, found in list(wrong.items())[:20])


@pytest.mark.parametrize("name", sorted(KINDS))
def test_each_kind_alone(name: str, tmp_path: Path) -> None:
    folder = right()
    KINDS[name](folder, Random(7))
    assert amiss(folder, tmp_path / "one") == []
