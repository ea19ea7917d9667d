"""How kernels are compiled: to disk, and without the interpreter's lock, so that threads share the cores."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import FunctionType
from typing import Any, TypeVar, cast

from numba import config, njit, types
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import Compiler

from .kernel_cache import folder

F = TypeVar("F", bound=Callable[..., Any])


def kernel(function: F) -> F:
    """Compile at the first call, to be called from Python; other kernels that call it link it in like an inner one."""
    settings: Any = config
    if settings.DISABLE_JIT:  # NUMBA_DISABLE_JIT=1: plain Python, to look for a fault
        return function
    before, settings.CACHE_DIR = settings.CACHE_DIR, str(folder())  # for our kernels only
    try:
        dispatcher: Any = njit(cache=True, nogil=True, pipeline_class=_KernelCompiler)(function)
    finally:
        settings.CACHE_DIR = before
    linked: Any = inner(function)
    dispatcher.get_call_template, dispatcher.get_overload = linked.get_call_template, linked.get_overload
    return cast(F, dispatcher)


def inner(function: F) -> F:
    """Compile for other kernels only: no wrapper for Python, no machine code of its own, nothing on disk; its callers
    contain it."""
    settings: Any = config
    if settings.DISABLE_JIT:
        return function
    options: dict[str, Any] = {
        "nogil": True,
        "no_cpython_wrapper": True,
        "no_cfunc_wrapper": True,
        "pipeline_class": _InnerCompiler,
    }
    return cast(F, _once(njit(**options)(function)))


def interpreted(function: F) -> F:
    """A kernel as plain Python, with all the kernels that it calls: hundreds of times slower, but there at once, and
    with the same results as far as it draws no random numbers."""
    return cast(F, _plain(function))


@cache
def _plain(function: Any) -> Any:
    python = getattr(function, "py_func", None)
    if python is None:
        return function
    names = dict(python.__globals__)
    for name in python.__code__.co_names:
        if hasattr(names.get(name), "py_func"):
            names[name] = _plain(names[name])
    return FunctionType(python.__code__, names, python.__name__, python.__defaults__)


class _InnerLibrary(JITCodeLibrary):
    """Code that callers link in and optimise with their own; making machine code of it by itself took a quarter of the
    time."""

    @property
    def codegen(self) -> Any:
        return _Elsewhere(self._codegen)

    def _optimize_final_module(self) -> None:
        passes, builder = self._codegen._module_pass_manager(
            loop_vectorize=False, slp_vectorize=False, opt=self._codegen._opt_level, cost="cheap"
        )
        passes.run(self._final_module, builder)

    def _finalize_final_module(self) -> None:
        self._finalize_dynamic_globals()  # type: ignore[no-untyped-call]  # numba has no types
        self._verify_declare_only_symbols()  # type: ignore[no-untyped-call]  # numba has no types
        self._finalized = True


class _Elsewhere:
    """The code generator, for a function that has no place in memory of its own: its environment is set in its
    callers."""

    def __init__(self, codegen: Any) -> None:
        self._codegen = codegen

    def __getattr__(self, name: str) -> Any:
        return getattr(self._codegen, name)

    def set_env(self, name: str, environment: Any) -> None:
        """Nothing to set."""


class _InnerCompiler(Compiler):
    def define_pipelines(self) -> Any:
        state = self.state
        if state.library is None:
            state.library = _InnerLibrary(state.targetctx.codegen(), state.func_id.func_qualname)  # type: ignore[no-untyped-call]
        return super().define_pipelines()  # type: ignore[no-untyped-call]


class _KernelCompiler(Compiler):
    def _compile_core(self) -> Any:
        result = super()._compile_core()  # type: ignore[no-untyped-call]
        for environment in result._find_referenced_environments():
            result.library.codegen.set_env(environment.env_name, environment)
        return result


def _once(dispatcher: Any) -> Any:
    """Compile once for any number: numba would compile once more for each number that a caller writes out, such as a
    sign of -1."""
    template = dispatcher.get_call_template

    def get_call_template(args: Any, kws: Any) -> Any:
        return template(tuple(map(types.unliteral, args)), {name: types.unliteral(kind) for name, kind in kws.items()})

    dispatcher.get_call_template = get_call_template
    return dispatcher
