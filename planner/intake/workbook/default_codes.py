"""Codes for lines that were left without one, and for the parts of a crew."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from .layout import MADE_FROM


def name_lines(table: str, made: list[tuple[int, dict[str, Any], tuple[str, ...]]]) -> None:
    """Ids for lines that were left without, each its own, and for the trades of one crew: ``<crew>-<trade>``."""
    taken = {(owner, record.get("id")) for _, record, owner in made}
    rows: dict[tuple[object, ...], list[dict[str, Any]]] = {}
    latest: dict[
        tuple[tuple[str, ...], str], int
    ] = {}  # by what each name ended last, so that many alike are numbered in one go
    for r, record, owner in made:
        if "id" not in record:
            parts = [record[part] for part in MADE_FROM[table] if isinstance(record.get(part), str)]
            name = as_code("-".join(parts)) or f"r{r + 1}"
            number = latest.get((owner, name), 0)
            while (owner, i := name if number == 0 else f"{name}-{number + 1}") in taken:
                number += 1
            latest[owner, name] = number
            record["id"] = i
            taken.add((owner, i))
        rows.setdefault((*owner, record["id"]), []).append(record)
    for (*_, crew), same in rows.items():
        trades = {record.get("trade") for record in same}
        if len(same) > 1 and None not in trades and len(trades) == len(same):
            for record in same:
                record["id"] = f"{crew}-{record['trade']}"


def as_code(text: str) -> str:
    """A text as an id: without accents, and with - for what an id cannot hold."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9_.:-]+", "-", plain).strip("-_.:")[:64]
