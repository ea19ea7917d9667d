"""The answer to article 15b as a section: per area a row for each two or three kinds of work, in words."""

from __future__ import annotations

from typing import Any

from wijkplan.planner.record import JointWork, KindsTogether

from .chart_data import AREAS
from .locale import Tongue


def joint_work_section(told: JointWork, tongue: Tongue) -> dict[str, Any]:
    """What the template is given."""
    words = tongue.words
    areas = dict.fromkeys(row.area for row in told.rows)
    return {
        "areas": [
            (AREAS.get(area, area), [_row(row, tongue) for row in told.rows if row.area == area]) for area in areas
        ],
        "matrix": _matrix(told, list(areas), tongue),
        "sure": _sure(told, tongue),
        "rows": len(told.rows),
        "one_contract": sum(row.word == "one contract" for row in told.rows),
        "in_lots": sum(row.word == "in lots" for row in told.rows),
        "question": told.question,
        "list": told.candidates,
        "comes_free": [
            {
                "what": f"{words.WORK_TYPES.get(one.work_type, one.work_type)} ({one.project})",
                "area": AREAS.get(one.area, one.area),
                "until": one.until,
            }
            for one in told.comes_free
        ],
    }


def _sure(told: JointWork, tongue: Tongue) -> str:
    """What saves something whatever the plan, largest first, with its area; empty where nothing does."""
    names, brief = tongue.words.WORK_TYPES, tongue.words.brief
    certain = sorted((row for row in told.rows if row.low_eur > 0), key=lambda row: -row.low_eur)
    return "; ".join(
        f"{' + '.join(names.get(kind, kind) for kind in row.work_types)}, {AREAS.get(row.area, row.area)} "
        f"({brief(row.low_eur)})"
        for row in certain
    )


def _matrix(told: JointWork, areas: list[str], tongue: Tongue) -> list[dict[str, Any]]:
    """All of it on one page: a row per two or three kinds of work, a cell per area."""
    at = {(row.area, row.work_types): row for row in told.rows}
    kinds = sorted(dict.fromkeys(row.work_types for row in told.rows), key=len)  # pairs first, else their order
    names = tongue.words.WORK_TYPES
    return [
        {
            "kinds": " + ".join(names.get(kind, kind) for kind in types),
            "cells": [_cell(at.get((area, types)), tongue) for area in areas],
        }
        for types in kinds
    ]


def _cell(row: KindsTogether | None, tongue: Tongue) -> dict[str, str]:
    """Whether it is possible in an area, and from what to what it is worth; an area may have no such work."""
    if row is None:
        return {"word": "", "worth": "–"}
    brief, high = tongue.words.brief, row.high_eur
    if row.word not in ("one contract", "in lots"):
        worth = "–"
    elif row.tenders == 0 or high == 0:
        worth = tongue.say("no gain")
    elif high == row.low_eur:
        worth = brief(high)
    elif high is None:
        worth = tongue.say("at least {least}", least=brief(row.low_eur))
    else:
        worth = tongue.say("{least} to {most}", least=brief(row.low_eur), most=brief(high))
    return {"word": tongue.words.SHORT_TOGETHER[row.word], "worth": worth}


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
