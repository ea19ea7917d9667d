"""Conservation of what goes wrong with tables and plans of other programs; how often as in ``test_mutated_inputs``."""

from __future__ import annotations

import re
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from tests.support.mutated_exchange import KINDS, Exchange, Table, right
from tests.support.mutated_run import NUMBERS, SEED, told
from wijkplan.planner.compile import CannotCompile, compile
from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.intake.read_programme import Loaded, load_all
from wijkplan.planner.submission.schema import ProgrammeFile

MOST_SECONDS = 20
PLANTED = re.compile(r"(?:CSV|FWD|XML|XER)-\d")


def amiss(sent: Exchange, at: Path) -> list[str]:
    """What is wrong with what is said of a folder; empty where nothing is lost in silence."""
    sent.write(at)
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
    if loaded.programme is not None:
        with suppress(CannotCompile):
            compile(loaded.programme)
    kept = _kept(loaded)
    for name, table in sent.tables.items():
        wrong += _of_table(loaded, kept, str(at / name), table)
    for name in ("plan.xml", "plan.xer"):
        wrong += _of_plan(loaded, kept, str(at / name), sent.files[name])
    return wrong


def _kept(loaded: Loaded) -> dict[str, float]:
    """What is in the records: projects with their metres, plans of others."""
    found: dict[str, float] = {}
    for one in loaded.submitted:
        if isinstance(one.record, ProgrammeFile):
            found |= dict.fromkeys((plan.id for plan in one.record.forward_plans), 0.0)
        else:
            found |= {
                name: sum(place.sewer_metres for place in p.places)
                for p in one.record.projects
                for name in (p.id, p.title)
                if name
            }
    return found


def _of_table(loaded: Loaded, kept: dict[str, float], file: str, table: Table) -> Iterator[str]:
    offset = len(table.above)
    stated: dict[str, float | None] = {}
    for r, row in enumerate(table.rows):
        ids = [m[0] for cell in row if (m := PLANTED.match(cell))]
        if not ids:
            continue
        about = [f for f in loaded.findings if f.file == file and _covers(f, r + offset)]
        if (
            ids[0] not in kept
            and not about
            and not any(f.file == file and f.severity == "error" for f in loaded.findings)
        ):
            yield f"row {r + 1} of {Path(file).name} {row} is neither in the plan nor named"
        number = next((float(cell.replace(",", ".")) for cell in row if re.fullmatch(r"\d+,\d", cell)), None)
        before = stated.get(ids[0], 0.0)
        stated[ids[0]] = None if number is None or before is None else before + number
    for i, metres in stated.items():
        if metres and i in kept and abs(kept[i] - metres) > 1e-6 and not any(f.file == file for f in loaded.findings):
            times = kept[i] / metres
            if times != pytest.approx(1000):  # its mapping says kilometres
                yield f"{i} has {kept[i]:g} metres of {metres:g}, and nobody says so"


def _of_plan(loaded: Loaded, kept: dict[str, float], file: str, raw: bytes) -> Iterator[str]:
    for i in {m.decode() for m in re.findall(rb"(?:XML|XER)-\d", raw)}:
        if i not in kept and not any(
            f.file == file and (f.severity == "error" or f.kind == "not-carried-over") for f in loaded.findings
        ):
            yield f"{i} of {Path(file).name} is neither in the plan nor named"


def _covers(finding: Finding, r: int) -> bool:
    return not finding.cell or r in finding.rows or int(re.sub(r"\D", "", finding.cell)) - 1 == r


def _drawn(number: int) -> tuple[list[str], Exchange]:
    drawn = Random(f"{SEED}/{number}")
    names = [sorted(KINDS)[number % len(KINDS)], *drawn.sample(sorted(KINDS), drawn.randint(0, 2))]
    sent = right()
    for name in names:
        KINDS[name](sent, drawn)
    return names, sent


def test_right_files_are_right(tmp_path: Path) -> None:
    assert amiss(right(), tmp_path / "right") == []
    loaded = load_all([tmp_path / "right"])
    assert [f for f in loaded.findings if f.severity != "hint"] == [] and loaded.programme is not None
    assert loaded.reckoning["metres"].read == pytest.approx(101 + 102 + 103 + 104 + 2 + 151 + 152 + 153 + 161 + 162)


def test_nothing_is_lost_in_silence(tmp_path: Path) -> None:
    hits: Counter[str] = Counter()
    wrong: dict[str, list[str]] = {}
    for number in NUMBERS:
        names, sent = _drawn(number)
        hits.update(names)
        found = amiss(sent, tmp_path / str(number))
        if found:
            wrong[f"{number}: {' + '.join(names)}"] = found
        else:
            shutil.rmtree(tmp_path / str(number))
    if not wrong:
        told("exchange", hits)
    assert not wrong, "\n".join(f"{name}\n    {'; '.join(found)}" for name, found in list(wrong.items())[:20])


@pytest.mark.parametrize("name", sorted(KINDS))
def test_each_kind_alone(name: str, tmp_path: Path) -> None:
    sent = right()
    KINDS[name](sent, Random(7))
    assert amiss(sent, tmp_path / "one") == []
