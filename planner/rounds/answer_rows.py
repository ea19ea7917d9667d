"""One answer as a file that a round takes in, for those who answer line by line in a page or a command."""

from __future__ import annotations

from collections.abc import Sequence

from wijkplan.planner.share.answer_json import AnswerFile, AnswerRow


def answer_bytes(party: str, round: str, rows: Sequence[AnswerRow]) -> bytes:
    """The file (``answers``, JSON) in which a party, by its id, answers these rows to the plan of a round."""
    made = AnswerFile(format_version=1, kind="answers", party=party, round=round, rows=tuple(rows))
    return (made.model_dump_json(indent=1, exclude_none=True) + "\n").encode()
