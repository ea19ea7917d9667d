"""New submissions while a round is open: kept beside the old ones, counted in their place, nothing replaced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from wijkplan.planner.intake.decode import find
from wijkplan.planner.intake.read_programme import load_all
from wijkplan.planner.text import say

from .files_of_round import CORE, counting, manifest_of, owners, received, received_as, sha256_of
from .plan_round import CannotRead
from .round_folder import MANIFEST, SUBMISSIONS, Folder, RoundError
from .round_types import Received, Round
from .taking_part import paths_of

OPEN = ("collecting", "planned", "published")
"""States in which submissions are taken in; after a plan was made it has to be made again."""


def receive(
    folder: Folder, round: Round, paths: Sequence[Path], replaces: Mapping[str, str] | None = None, by: str = CORE
) -> list[Received]:
    """Take in submissions of a round that is open: of new parties, new work, or corrected files. A file takes the place
    of the one with its name, or of the one that ``replaces`` says (names of files); the old one is kept.

    Raises:
        RoundError: the round takes in nothing any more, or there is no such file.
        CannotRead: with these files it could not be planned; nothing is kept then.
    """
    if round.state not in OPEN:
        raise RoundError(
            say(
                "round {id} is {state}; submissions are taken in until its plan is answered",
                id=round.id,
                state=round.called,
            )
        )
    now, all_rows = counting(folder, round), received(folder, round)
    files = find(paths)[0]
    if not files:
        raise RoundError(say("{listed}: no submission is there", listed=", ".join(map(str, paths))))
    by_name = {Path(row.file).name: row.file for row in now}
    stated = replaces or {}
    unknown = [old for old in stated.values() if old not in by_name]
    if unknown:
        raise RoundError(
            say(
                "no file {unknown!r} counts in round {id}: {listed}",
                unknown=unknown[0],
                id=round.id,
                listed=", ".join(sorted(by_name)),
            )
        )
    instead = {path: by_name.get(stated.get(path.name, path.name)) for path in files}
    gone = {file for file in instead.values() if file is not None}
    others = [path for path in paths_of(folder, round) if _inside(folder, round, path) not in gone]
    loaded = load_all([*others, *files])
    if loaded.programme is None:
        raise CannotRead(round.id, loaded.findings)
    names = {path: _free_name(folder, round, path, {row.file for row in all_rows}) for path in files}
    senders = owners(loaded, names)
    rows = [
        received_as(names[path], path.read_bytes(), senders).model_copy(update={"replaces": instead[path]})
        for path in files
    ]
    folder.add(round.id, {f"{SUBMISSIONS}/{names[path]}": path.read_bytes() for path in files}, "receive", by)
    folder.add(round.id, {f"{SUBMISSIONS}/{MANIFEST}": manifest_of([*all_rows, *rows])}, "receive", by)
    return rows


def _inside(folder: Folder, round: Round, path: Path) -> str:
    base = folder.path(round.id, SUBMISSIONS)
    return path.relative_to(base).as_posix() if path.is_relative_to(base) else ""


def _free_name(folder: Folder, round: Round, path: Path, taken: set[str]) -> str:
    """Its own name, where it came before in a folder that counts up. A file that was kept and not listed, because
    taking it in was cut short, has its name for who sends the same again."""
    kept = {row.object: row.sha256 for row in folder.log(round.id)}
    digest, made, n = sha256_of(path.read_bytes()), path.name, 1
    while made in taken or kept.get(f"{SUBMISSIONS}/{made}", digest) != digest:
        n += 1
        made = f"{n}/{path.name}"
    return made
