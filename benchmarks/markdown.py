"""Tables as Markdown."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd


def markdown(frame: pd.DataFrame, formats: Mapping[str, str] | None = None) -> str:
    """A table as Markdown, columns by their names; ``formats`` are those of numbers (``str.format``), and a dash stands
    where there is nothing."""
    known = formats or {}
    lines = [[str(name) for name in frame.columns], ["---"] * len(frame.columns)]
    for row in frame.itertuples(index=False):
        lines.append(
            [
                "-" if pd.isna(value) else known.get(str(name), "{}").format(value)
                for name, value in zip(frame.columns, row, strict=True)
            ]
        )
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
