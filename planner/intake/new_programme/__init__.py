"""A new programme: its districts and streets in a workbook, an empty workbook per sender, and a page that says what to
do next."""

from __future__ import annotations

from .folder import Wanted, contents
from .street_files import read_streets

__all__ = ["Wanted", "contents", "read_streets"]
