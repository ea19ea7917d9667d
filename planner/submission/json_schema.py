"""JSON Schema files by which editors complete and check submissions, from the models themselves; a test keeps them
fresh.

``python -m wijkplan.planner.submission.json_schema`` writes them again to ``instances/schema``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .field_tables import ROOTS

FOLDER = Path(__file__).parents[2] / "instances" / "schema"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """Text of each file by its name."""
    return {
        f"{_kind(model)}.schema.json": json.dumps(_schema(model), indent=1, ensure_ascii=False) + "\n"
        for model in ROOTS
    }


def _kind(model: Any) -> str:
    return str(model.model_json_schema()["properties"]["kind"]["const"])


def _schema(model: Any) -> dict[str, Any]:
    made: dict[str, Any] = model.model_json_schema()
    made["properties"]["$schema"] = {"type": "string", "description": "Where editors find this schema."}
    return {"$schema": DIALECT, **made}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in schemas().items():
        (FOLDER / name).write_text(text, "utf-8")
