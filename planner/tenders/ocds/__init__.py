"""Planning releases of the Open Contracting Data Standard.

No package ships the release schema, so ``ocds_schema.py`` states the fields that are used, and what is exported is
built from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from wijkplan.models.plan import Plan
from wijkplan.planner.compile import Compiled
from wijkplan.planner.programme import Programme

from .left_out import dropped
from .releases import package

__all__ = ["FILES", "FOLDER", "releases"]

FOLDER = "ocds"
FILES = (f"{FOLDER}/release-package.json", f"{FOLDER}/dropped.json")


def releases(
    programme: Programme, compiled: Compiled, plan: Plan, rationale: Mapping[str, str], now: datetime
) -> dict[str, str | bytes]:
    """The files of the export, by name inside the output folder."""
    made = package(programme, compiled, plan, rationale, now).model_dump(mode="json", exclude_none=True)
    return {
        FILES[0]: json.dumps(made, indent=1, ensure_ascii=False) + "\n",
        FILES[1]: json.dumps(dropped(programme, compiled, plan), indent=1, ensure_ascii=False) + "\n",
    }
