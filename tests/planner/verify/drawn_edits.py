"""``python -m tests.planner.verify.drawn_edits PROGRAMME FOLDER [NUMBER SEED AFTER]``: single edits drawn from an
output folder of any size, each of which ``wijkplan verify`` must find or have on its list of what is not derived.
``AFTER`` leaves out so many that are drawn first: three runs of 100, after 0, 100 and 200, are one of 300.

``test_every_field.py`` edits every leaf of a small folder and derives all again for each. Here an edit that does not
stop the folder from being read is made with others at once, and looked for by file and path in one verification; what
cannot be told apart that way is verified alone. Tables and the report are compared letter by letter with what is drawn
of the other files, which no edit of theirs changes: they are held against what lay there before, which was as drawn."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from random import Random
from typing import Any

from tests.planner.verify.test_every_field import _with
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.experiment.engine import Disagreement, Procedures
from wijkplan.planner.experiment.stored_plans import StoredPlans
from wijkplan.planner.folder.stored_comparison import Stale, read_folder, read_run
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.programme import Programme
from wijkplan.planner.report.packed import LIBRARY, unpacked
from wijkplan.planner.verify import baselines_again
from wijkplan.planner.verify.every_field import REPORT
from wijkplan.planner.verify.fields import claimed, claims, leaves, not_derived
from wijkplan.planner.verify.whole_folder import Verified, verify_folder

DOCUMENTS = (".docx", ".md")
"""For people to go on with: the facts and sentences beside them are derived."""


TOGETHER = 100  # edits in one verification, which takes a minute


@dataclass(frozen=True)
class Edit:
    """A leaf of a JSON file by its path, or of another file a digit by its place."""

    file: str
    path: str

    def made(self, text: str) -> str:
        """The file with this edit."""
        if self.file.endswith(".json"):
            return json.dumps(_with(json.loads(text), self.path))
        at = int(self.path)
        return text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :]


class Draw:
    """Edits of a folder, from each kind of file alike."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.random = folder, Random(seed)
        self.kinds: dict[str, list[str]] = {}
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix not in DOCUMENTS):
            name = path.relative_to(folder)
            self.kinds.setdefault(name.parts[0].split("-")[0], []).append(name.as_posix())

    def edit(self) -> Edit:
        """One of them."""
        file = self.random.choice(self.kinds[self.random.choice(sorted(self.kinds))])
        text = (self.folder / file).read_text("utf-8")
        if file.endswith(".json"):
            return Edit(file, self.random.choice([at for at, _ in leaves(json.loads(text))]))
        digits = [i for i, letter in enumerate(text) if letter in "0123456789"]
        return Edit(file, str(self.random.choice(digits))) if digits else self.edit()

    def listed(self, edit: Edit) -> bool:
        """Whether the list of what is not derived, or a claim, has it."""
        if edit.file == "comparison.json" and claimed(edit.path, claims(json.loads(_text(self.folder, edit.file)))):
            return True
        return not_derived(edit.file, edit.path) is not None


def _made_once() -> None:
    """What a programme's seed makes of its stored plans is made for the first verification and known to the others,
    where the same is asked: it takes most of the time, and no edit of a folder changes it."""
    known: dict[str, StoredPlans] = {}
    make = baselines_again.stored_plans

    def made(problem: Problem, flexible: Sequence[int], engine: Procedures, *asked: Any, **named: Any) -> StoredPlans:
        key = repr((asked, named))
        if key not in known:
            known[key] = make(problem, flexible, engine, *asked, **named)
        return known[key]

    baselines_again.stored_plans = made


class Verifier:
    """Verifies copies of a folder in which some files were edited."""

    def __init__(self, folder: Path, paths: Sequence[Path], beside: Path) -> None:
        self.folder, self.paths, self.copy = folder, paths, shutil.copytree(folder, beside / "out")
        programme, _ = load(list(paths))
        assert programme is not None
        self.programme: Programme = programme
        self.compiled: Compiled = compile(programme)
        _made_once()

    def verified(self, edits: Sequence[Edit], only_read: bool = False) -> Verified | None:
        """What is found with these edits made, nothing where it is only read; ``None`` where the folder is refused."""
        for edit in edits:
            (self.copy / edit.file).write_text(edit.made(_text(self.copy, edit.file)), "utf-8")
        try:
            read = read_folder(self.copy, self.compiled, self.paths)
            return Verified((), ()) if only_read else verify_folder(self.copy, read, self.programme, self.compiled)
        except (Stale, Disagreement):
            return None
        finally:
            for edit in edits:
                shutil.copy(self.folder / edit.file, self.copy / edit.file)

    def readable(self, edits: Sequence[Edit]) -> list[Edit]:
        """Those with which the folder is still read; looked for by halves."""
        if not edits or self.verified(edits, only_read=True) is not None:
            return list(edits)
        middle = len(edits) // 2
        return [*self.readable(edits[:middle]), *self.readable(edits[middle:])] if middle else []

    def unseen(self, edits: Sequence[Edit]) -> list[Edit]:
        """Those that nobody would find."""
        if not edits:
            return []
        found = self.verified(edits)
        if len(edits) == 1:
            return list(edits) if found is not None and found.agrees else []
        if found is None:  # one of them at least: which, is told by halves
            middle = len(edits) // 2
            return [*self.unseen(edits[:middle]), *self.unseen(edits[middle:])]
        fields = {(row.file, row.path) for row in found.unequal}
        papers = {f"{row.question}/{row.variant}" for row in found.figures if not row.agrees and row.what == "paper"}
        alone = [one for one in edits if (one.file, one.path) not in fields and one.file not in papers]
        return [one for edit in alone for one in self.unseen([edit])]

    def unseen_in_text(self, edit: Edit) -> bool:
        """Whether a file that is compared letter by letter reads as before with an edit, as it does where Plotly itself
        is another release."""
        before = _text(self.folder, edit.file)
        same = read_run(self.folder).versions.get(LIBRARY) == version(LIBRARY)
        readable = partial(unpacked, library=same) if edit.file == REPORT else str
        return readable(before) == readable(edit.made(before))


def _text(folder: Path, file: str) -> str:
    return (folder / file).read_text("utf-8")


def _groups(edits: Sequence[Edit]) -> list[list[Edit]]:
    """Edits that are made at once: of papers one of each file, because only files are told there."""
    made: list[list[Edit]] = []
    for edit in edits:
        whole = "/" in edit.file
        for group in made:
            if len(group) < TOGETHER and edit not in group and not (whole and edit.file in {e.file for e in group}):
                group.append(edit)
                break
        else:
            made.append([edit])
    return made


def main(programme: str, folder: str, number: str = "300", seed: str = "1", after: str = "0") -> int:
    """Draws, verifies and tells; 1 where an edit passes unseen."""
    with tempfile.TemporaryDirectory() as beside:
        draw, verifier = Draw(Path(folder), int(seed)), Verifier(Path(folder), (Path(programme),), Path(beside))
        whole = verifier.verified(())
        if whole is None or not whole.agrees:
            print(f"{folder} is not as derived before any edit: draw from one that this version wrote")
            return 1
        before = {draw.edit() for _ in range(int(after))}
        edits = [edit for edit in dict.fromkeys(draw.edit() for _ in range(int(number))) if edit not in before]
        listed = {edit for edit in edits if draw.listed(edit)}
        looked = [edit for edit in edits if edit not in listed]
        readable = verifier.readable([edit for edit in looked if edit.file.endswith(".json")])
        unseen = [one for group in _groups(readable) for one in verifier.unseen(group)]
        unseen += [edit for edit in looked if not edit.file.endswith(".json") and verifier.unseen_in_text(edit)]
    kinds = Counter(edit.file.split("/")[0].split("-")[0] for edit in edits)
    print(f"{len(edits)} edits ({', '.join(f'{kind} {n}' for kind, n in sorted(kinds.items()))}):", end=" ")
    print(f"{len(edits) - len(listed) - len(unseen)} found, {len(listed)} on the list, {len(unseen)} unseen")
    for edit in unseen:
        print(f"  {edit.file} {edit.path}")
    return 1 if unseen else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
