"""wijkplan: plans the work that makes neighbourhoods gas-free, over all employers at once, and proves what that is worth.

This package is installed as ``wijkplan``; ``wijkplan.planner``, ``wijkplan.models`` and ``wijkplan.benchmarks`` lie under it.
"""

from __future__ import annotations

from importlib.metadata import version as _version

if __name__ != "wijkplan":  # under another name its classes would exist twice, and every isinstance would miss
    raise ImportError(f"this package is 'wijkplan', not {__name__!r}: import wijkplan")

__version__ = _version("wijkplan")
__all__ = ["__version__"]
