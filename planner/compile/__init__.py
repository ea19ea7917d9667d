"""Compile: from a programme to a problem and its names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .compiled import CannotCompile, Compiled
from .names import Names

if TYPE_CHECKING:
    from .compiler import Compiler, compile

__all__ = ["CannotCompile", "Compiled", "Compiler", "Names", "compile"]


def __getattr__(name: str) -> Any:
    """The compiler comes late: who only reads what was compiled need not wait for it."""
    if name not in ("compile", "Compiler"):
        raise AttributeError(name)
    from . import compiler

    return getattr(compiler, name)
