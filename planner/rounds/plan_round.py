"""A round read and planned: what commands and the workspace call. Nothing here prints or asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wijkplan.models.outcome import Settings
from wijkplan.planner.compile import CannotCompile, Compiled, compile
from wijkplan.planner.experiment.comparison_types import Watch
from wijkplan.planner.experiment.engine import Engine
from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.folder.atomic_output import make_folder, write_folder
from wijkplan.planner.intake.read_programme import load_all, note_places
from wijkplan.planner.pipeline import Done, run_comparison
from wijkplan.planner.programme import Programme

from .lines import Line
from .round_folder import PLAN, Folder, RoundError
from .round_types import Round
from .steps import CORE, leave, paths_of, put_standing


class CannotRead(RoundError):
    """The submissions of a round make no programme; ``findings`` say why."""

    def __init__(self, round: str, findings: Sequence[Finding]) -> None:
        super().__init__(f"the submissions of round {round} cannot be planned; its findings say why")
        self.findings = list(findings)


@dataclass(frozen=True, slots=True)
class Asked:
    """How a round is planned: how long and with what seed, which parties take no part any more and why, by whom."""

    settings: Settings
    leaving: frozenset[str] = frozenset()
    reason: str = "left"
    by: str = CORE


@dataclass(frozen=True, slots=True)
class Planned:
    """A round that was planned: the comparison in its folder ``out``, and the lines of the last plan as they stood."""

    round: Round
    out: Path
    done: Done
    held: Mapping[str, Line]


def programme_of(
    folder: Folder, round: Round, leaving: frozenset[str] = frozenset()
) -> tuple[Programme, Compiled, list[Path]]:
    """The programme of a round, compiled, and its files; what stands of the round before takes part once the round is
    planned. Raises :class:`CannotRead`."""
    paths = paths_of(folder, round, leaving)
    loaded = load_all(paths)
    if loaded.programme is None:
        raise CannotRead(round.id, loaded.findings)
    try:
        return loaded.programme, compile(loaded.programme), paths
    except CannotCompile as error:
        raise CannotRead(round.id, note_places(error.findings, loaded.submitted)) from error


def plan_round(
    folder: Folder, round: Round, asked: Asked, watch: Watch, stop: Callable[[], bool], engine: Engine | None = None
) -> Planned:
    """Make the comparison of a round in its folder. What was accepted or done in the rounds before it stays; a party
    leaves only once the others can be planned.

    Raises:
        RoundError: the round is past planning; :class:`CannotRead` where its submissions make no programme.
        Disagreement: the checker does not agree with the engine; nothing is written then.
        CannotWrite: the folder cannot be written.
    """
    if round.state not in ("open", "collecting", "planned", "published"):
        raise RoundError(
            f"round {round.id} is {round.state}; open the next one: wijkplan round open {folder.root} ID "
            "--status-date DATE"
        )
    held = put_standing(folder, round, asked.by)
    programme, compiled, paths = programme_of(folder, round, asked.leaving)
    for party in sorted(asked.leaving):
        leave(folder, round, party, asked.reason, asked.by)
    out = folder.path(round.id, PLAN)
    make_folder(out)
    done = run_comparison(programme, compiled, paths, asked.settings, watch, stop, engine)
    write_folder(out, done.texts)
    return Planned(folder.move_to(round, "planned", asked.by), out, done, held)
