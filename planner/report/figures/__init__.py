"""Plotly figures of what is analysed: drawn in the report and given by ``wijkplan.plot``.

A figure is the plain dictionary that Plotly draws (``data``, ``layout``), so that a report is made without loading
Plotly. What the page narrows a figure down to stands in its ``meta``, which Plotly passes by: see :mod:`.style`."""

from .costs import cost_intervals, cost_terms, saving_intervals, trust_marks, waterfall
from .fronts import access_front, completion_front
from .gantt import gantt
from .load import Cell, cells, fits, load
from .style import Figure
from .supply import Supply, first_shown, supply, supply_cells

__all__ = [
    "Cell",
    "Figure",
    "Supply",
    "access_front",
    "cells",
    "completion_front",
    "cost_intervals",
    "cost_terms",
    "first_shown",
    "fits",
    "gantt",
    "load",
    "saving_intervals",
    "supply",
    "supply_cells",
    "trust_marks",
    "waterfall",
]
