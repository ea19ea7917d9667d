"""What commands share about the answers that employers send back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wijkplan.planner.text import say

from .shared import WrongUsage

if TYPE_CHECKING:
    from wijkplan.planner.compile import Compiled
    from wijkplan.planner.findings.finding import Finding
    from wijkplan.planner.share.consent_files import Answers


def found(paths: Sequence[Path]) -> list[Path]:
    """The workbooks and JSON files with answers among files and folders, at least one for each path that is named."""
    from wijkplan.planner.intake.decode import find_answers
    from wijkplan.planner.share.answer_json import is_answer_file

    listed: dict[Path, None] = {}
    for path in paths:
        inside = sorted(path.glob("**/*.json")) if path.is_dir() else [path]
        files = [*filter(is_answer_file, inside), *find_answers([path])]
        if not files:
            raise WrongUsage(
                say(
                    "{path} holds no workbook that wijkplan export made for an employer, nor a JSON file with answers",
                    path=path,
                )
                if path.is_dir()
                else say(
                    "{path} is no workbook that wijkplan export made for an employer, nor a JSON file with answers",
                    path=path,
                )
            )
        listed |= dict.fromkeys(files)
    return list(listed)


def passed_over(paths: Sequence[Path]) -> list[Finding]:
    """What else lies in the folders that are named: it is not read as answers."""
    from wijkplan.planner.findings.finding import warning
    from wijkplan.planner.intake.decode import find
    from wijkplan.planner.share.answer_json import is_answer_file

    folders = [path for path in paths if path.is_dir()]
    files, others = find(folders) if folders else ([], [])
    what, remedy = say("It holds no answers, and is passed over."), say("Name it by itself if it should hold answers.")
    return [
        *(warning("other-file", str(path), "", None, None, what, remedy) for path in files if not is_answer_file(path)),
        *(one for one in others if one.kind != "answers-aside"),
    ]


def answers(files: Sequence[Path], compiled: Compiled) -> list[Answers]:
    """The answers in these workbooks to a plan of this programme."""
    if not files:
        return []
    from wijkplan.planner.share.consent_files import read_all

    return read_all(files, compiled)
