"""Problems, parts and plans as JSON that is the same for the same value: keys in order, sets sorted, nothing left out.

What is read is checked as any input: a file that does not fit raises ``ValueError``."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


def plain(value: Any) -> Any:
    """A frozen value as what JSON has."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, frozenset | set):
        return sorted(plain(one) for one in value)
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return value


def canonical(value: Any) -> bytes:
    """The one text of a value."""
    return json.dumps(plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def read(kind: type[T], raw: bytes | str) -> T:
    """A value of a dataclass from its text.

    Raises:
        ValueError: the text does not fit (pydantic's error is one).
    """
    return TypeAdapter(kind).validate_json(raw)
