"""Compile: from a programme to a problem and its names."""

from __future__ import annotations

from .compiled import CannotCompile, Compiled
from .compiler import compile
from .names import Names

__all__ = ["CannotCompile", "Compiled", "Names", "compile"]
