"""The answer to article 15b as a section: per area a row for each two or three kinds of work, in words."""

from __future__ import annotations

from typing import Any

from wijkplan.planner.record import JointWork, KindsTogether

from .chart_data import AREAS
from .locale import Tongue


def joint_work_section(told: JointWork, tongue: Tongue) -> dict[str, Any]:
    """What the template is given."""
    areas = dict.fromkeys(row.area for row in told.rows)
    return {
        "areas": [
            (AREAS.get(area, area), [_row(row, tongue) for row in told.rows if row.area == area]) for area in areas
        ],
        "rows": len(told.rows),
        "one_contract": sum(row.word == "one contract" for row in told.rows),
        "in_lots": sum(row.word == "in lots" for row in told.rows),
        "question": told.question,
        "list": told.candidates,
    }


def _row(row: KindsTogether, tongue: Tongue) -> dict[str, Any]:
    words = tongue.words
    free = ", ".join(
        f"{words.WORK_TYPES.get(kind, kind)} {row.free[kind]} {tongue.say('of')} {row.projects[kind]}"
        for kind in row.work_types
    )
    shared = ", ".join(f"{words.REASONS[reason]} ({count})" for reason, count in row.shared.items())
    return {
        "kinds": " + ".join(words.WORK_TYPES.get(kind, kind) for kind in row.work_types),
        "word": words.TOGETHER[row.word],
        "until": row.until,
        "free": free,
        "shared": shared or "-",
        "low_eur": row.low_eur,
        "low_why": _why_nothing(row, tongue),
        "procedures_eur": row.procedures_eur,
        "high_eur": row.high_eur,
        "partner_crews": row.partner_crews,
    }


def _why_nothing(row: KindsTogether, tongue: Tongue) -> str:
    """Why no saving is certain, in words; empty where some is."""
    if row.low_eur > 0:
        return ""
    if row.tenders == 0:
        return tongue.say("no tender of exactly these kinds on the list")
    if row.procedures_eur <= 0:
        return tongue.say(
            "together costs no less in procedures and mobilisation than apart",
        )
    return tongue.say("their work cannot wait for each other in every plan")
