"""The report: one HTML file that opens offline. ``draw`` makes it from a comparison, its plans and the compiled
programme."""

from __future__ import annotations

from .render import draw

__all__ = ["draw"]
