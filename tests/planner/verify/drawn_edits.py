"""``python -m tests.planner.verify.drawn_edits PROGRAMME FOLDER [NUMBER SEED AFTER]``: single edits drawn from an
output folder of any size, each of which ``wijkplan verify`` must find or have on its list of what is not derived.
``AFTER`` leaves out so many that are drawn first: three runs of 100, after 0, 100 and 200, are one of 300.

``test_every_field.py`` edits every leaf of a small folder and derives all again for each. Here edits of which nothing
is derived (:meth:`Verifier.taken` stays as it was) are made many at once, and looked for by file and path in one
verification; every other edit is verified alone. What was derived of the very same values before is not derived anew
(:func:`_remember`). Tables and the report are compared letter by letter with what is drawn of the other files, which no
edit of theirs changes: they are held against what lay there before, which was as drawn."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from random import Random
from typing import Any

from tests.planner.verify.test_every_field import _spoilt
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.experiment.engine import Disagreement, Procedures
from wijkplan.planner.experiment.stored_plans import StoredPlans
from wijkplan.planner.folder import stored_comparison
from wijkplan.planner.folder.stored_comparison import COMPARISON, Stale, read_folder, read_run
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.programme import Programme
from wijkplan.planner.record.part import Part
from wijkplan.planner.report.packed import LIBRARY, unpacked
from wijkplan.planner.verify import (
    baselines_again,
    certificates,
    document_facts,
    every_field,
    output_folder,
    put_together,
)
from wijkplan.planner.verify.every_field import REPORT
from wijkplan.planner.verify.fields import claimed, claims, leaves, not_derived
from wijkplan.planner.verify.put_together import as_stated
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
            with _spoilt(json.loads(text), self.path) as spoilt:
                return json.dumps(spoilt)
        at = int(self.path)
        return text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :]


class Draw:
    """Edits of a folder, from each kind of file alike."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.random, self.paths = folder, Random(seed), dict[str, list[str]]()
        self.claims = claims(json.loads(_text(folder, COMPARISON)))
        self.kinds: dict[str, list[str]] = {}
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix not in DOCUMENTS):
            name = path.relative_to(folder)
            self.kinds.setdefault(name.parts[0].split("-")[0], []).append(name.as_posix())

    def edit(self) -> Edit:
        """One of them."""
        file = self.random.choice(self.kinds[self.random.choice(sorted(self.kinds))])
        if file not in self.paths:
            text = _text(self.folder, file)
            if file.endswith(".json"):
                self.paths[file] = [at for at, _ in leaves(json.loads(text))]
            else:
                self.paths[file] = [str(i) for i, letter in enumerate(text) if letter in "0123456789"]
        paths = self.paths[file]
        return Edit(file, self.random.choice(paths)) if paths else self.edit()

    def listed(self, edit: Edit) -> bool:
        """Whether the list of what is not derived, or a claim, has it."""
        if edit.file == COMPARISON and claimed(edit.path, self.claims):
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


FUNCTIONS = (
    (put_together, "judge"),
    (put_together, "kept_weeks"),
    (output_folder, "judge"),
    (certificates, "certified"),
    (certificates, "transferred"),
    (certificates, "dissolved"),
    (document_facts, "tender_papers"),
    (document_facts, "access"),
    (every_field, "assemble"),
    (every_field, "tables"),
    (every_field, "draw"),
    (stored_comparison, "_fitting"),
)
"""Which take long, and give the same of the same."""


def _remember() -> None:
    """What these came to stays known, and is taken where they are asked of equal values; else they are asked."""
    for module, name in FUNCTIONS:
        setattr(module, name, _remembered(getattr(module, name)))
    read = stored_comparison._read
    files: dict[tuple[str, type[Part], str], Part] = {}

    def read_once(folder: Path, name: str, kind: type[Part]) -> Part:
        key = name, kind, _text(folder, name) if (folder / name).is_file() else ""
        if key not in files:
            files[key] = read(folder, name, kind)
        return files[key]

    setattr(stored_comparison, "_read", read_once)  # noqa: B010


def _remembered(make: Callable[..., Any]) -> Callable[..., Any]:
    known: list[tuple[Any, Any]] = []

    def made(*asked: Any) -> Any:
        for before, came_to in reversed(known):
            if before == asked:
                return came_to
        known.append((asked, make(*asked)))
        return known[-1][1]

    return made


class Verifier:
    """Verifies copies of a folder in which some files were edited."""

    def __init__(self, folder: Path, paths: Sequence[Path], beside: Path) -> None:
        self.folder, self.paths, self.copy = folder, paths, shutil.copytree(folder, beside / "out")
        programme, _ = load(list(paths))
        assert programme is not None
        self.programme: Programme = programme
        self.compiled: Compiled = compile(programme)
        _made_once()
        _remember()
        self.before = self.taken(self.copy)

    def taken(self, folder: Path) -> Any:
        """What others are derived from of a folder: all that is read of it, but of ``comparison.json`` what only an
        engine knows. Nothing where it is refused."""
        try:
            read = read_folder(folder, self.compiled, self.paths)
            proofs = stored_comparison.read_certificates(folder)
            return replace(read, comparison=None), as_stated(json.loads(_text(folder, COMPARISON))), proofs
        except (Stale, KeyError, TypeError):
            return None

    def alone(self, edit: Edit) -> bool:
        """Whether something is derived of what an edit changes, so that others beside it would not be told apart."""
        with self.made((edit,)):
            return bool(self.taken(self.copy) != self.before)

    @contextmanager
    def made(self, edits: Sequence[Edit]) -> Iterator[None]:
        """With these edits made."""
        for edit in edits:
            (self.copy / edit.file).write_text(edit.made(_text(self.copy, edit.file)), "utf-8")
        try:
            yield
        finally:
            for edit in edits:
                shutil.copy(self.folder / edit.file, self.copy / edit.file)

    def verified(self, edits: Sequence[Edit]) -> Verified | None:
        """What is found with these edits made; ``None`` where the folder is refused."""
        with self.made(edits):
            try:
                read = read_folder(self.copy, self.compiled, self.paths)
                return verify_folder(self.copy, read, self.programme, self.compiled)
            except (Stale, Disagreement):
                return None

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
        files = [edit for edit in looked if edit.file.endswith(".json")]
        alone = [edit for edit in files if verifier.alone(edit)]
        groups = [*_groups([edit for edit in files if edit not in set(alone)]), *([edit] for edit in alone)]
        unseen = [one for group in groups for one in verifier.unseen(group)]
        unseen += [edit for edit in looked if not edit.file.endswith(".json") and verifier.unseen_in_text(edit)]
    kinds = Counter(edit.file.split("/")[0].split("-")[0] for edit in edits)
    print(f"{len(edits)} edits ({', '.join(f'{kind} {n}' for kind, n in sorted(kinds.items()))}):", end=" ")
    print(f"{len(edits) - len(listed) - len(unseen)} found, {len(listed)} on the list, {len(unseen)} unseen")
    for edit in unseen:
        print(f"  {edit.file} {edit.path}")
    return 1 if unseen else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
