"""How kernels are compiled: to disk, and without the interpreter's lock, so that threads share the cores."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit, types

F = TypeVar("F", bound=Callable[..., Any])


def kernel(function: F) -> F:
    """Compile at the first call, to be called from Python and from other kernels."""
    return cast(F, _once(njit(cache=True, nogil=True)(function)))


def inner(function: F) -> F:
    """Compile for other kernels only; leaving out the wrapper for Python halves the compile time of a first run."""
    options: dict[str, Any] = {"cache": True, "nogil": True, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    return cast(F, _once(njit(**options)(function)))


def _once(dispatcher: Any) -> Any:
    """Compile once for any number: numba would compile once more for each number that a caller writes out, such as a sign of -1."""
    template = dispatcher.get_call_template

    def get_call_template(args: Any, kws: Any) -> Any:
        return template(tuple(map(types.unliteral, args)), {name: types.unliteral(kind) for name, kind in kws.items()})

    dispatcher.get_call_template = get_call_template
    return dispatcher
