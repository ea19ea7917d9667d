"""What all types of files share that wijkplan writes: frozen, strict, no keys but those that are written down, every
key with its meaning beside it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A part of a file. Euros are whole euros, weeks count from the programme's start."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        populate_by_name=True,
        use_attribute_docstrings=True,
        defer_build=True,  # most commands use few of these
    )
