"""wijkplan: plans the work that makes neighbourhoods gas-free, over all employers at once, and proves what that is
worth.

Installed as ``wijkplan``; ``wijkplan.planner``, ``wijkplan.models`` and ``wijkplan.benchmarks`` lie under it. Nothing
heavy is loaded before it is used.

>>> import wijkplan as wp
>>> programme = wp.read(wp.example("one-crew-waits"))
>>> result = programme.compile().solve("aligned", "all_in", work=200)
>>> result.cost >= result.bound, len(result.plan.to_frame())
(True, 2)
"""

from __future__ import annotations

from importlib import import_module as _import_module
from typing import TYPE_CHECKING
from typing import Any as _Any

if __name__ != "wijkplan":  # under another name its classes would exist twice, and every isinstance would miss
    raise ImportError(f"this package is 'wijkplan', not {__name__!r}: import wijkplan")

if TYPE_CHECKING:
    __version__: str
    from wijkplan import plot
    from wijkplan._comparison import Comparison, compare, verify
    from wijkplan._comparison import open_folder as open
    from wijkplan._programme import InvalidSubmission, Model, PlanOf, Programme, Result, check, example, read
    from wijkplan._workspace import Workspace, WorkspaceError, connect

__all__ = [
    "Comparison",
    "InvalidSubmission",
    "Model",
    "PlanOf",
    "Programme",
    "Result",
    "Workspace",
    "WorkspaceError",
    "__version__",
    "check",
    "compare",
    "connect",
    "example",
    "open",
    "plot",
    "read",
    "verify",
]

_WHERE = dict.fromkeys(
    ("InvalidSubmission", "Model", "PlanOf", "Programme", "Result", "check", "example", "read"), "_programme"
)
_WHERE |= dict.fromkeys(("Workspace", "WorkspaceError", "connect"), "_workspace")
_WHERE |= dict.fromkeys(("Comparison", "compare", "open", "verify"), "_comparison")


def __getattr__(name: str) -> _Any:
    if name == "__version__":
        return _import_module("importlib.metadata").version("wijkplan")
    if name == "plot":
        return _import_module("wijkplan.plot")
    if name in _WHERE:
        return getattr(_import_module(f"wijkplan.{_WHERE[name]}"), "open_folder" if name == "open" else name)
    raise AttributeError(f"module 'wijkplan' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
