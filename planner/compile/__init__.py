"""Compile: from a programme to a problem and its names."""

from __future__ import annotations

from .compiler import compile
from .names import Names
from .result import CannotCompile, Compiled

__all__ = ["CannotCompile", "Compiled", "Names", "compile"]
