"""Named tuples of arrays that compiled kernels receive as one address.

Numba passes a named tuple by value: each of its arrays as seven or more separate arguments, in every call of every
inner kernel. For the arrays of a problem that made hundreds of arguments a call, most of the time to compile, and half
of the time to run. A class under :func:`record` is passed as the address of one row of words instead: of each array
its data and its shape, of each number its value. Kernels read fields as before. Only what a kernel asks for is loaded,
and the compiler may assume that the row does not change while a kernel runs; a tuple's fields cannot.

Kernels never return a field, or a view of one: such an array would not keep its memory.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.imputils import lower_getattr_generic
from numba.core.typing.templates import AttributeTemplate
from numba.core.typing.typeof import typeof
from numba.extending import NativeValue, infer_getattr, models, register_model, typeof_impl, unbox
from numpy.typing import NDArray

T = TypeVar("T")
WORD = ir.IntType(64)


class _Addressed:
    """What :func:`record` adds to a named tuple."""

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), tuple(self)  # type: ignore[arg-type]  # a tuple; elsewhere its arrays lie at other addresses

    @cached_property
    def _words(self) -> NDArray[np.int64]:
        row: list[int] = []
        for name, value in self._asdict().items():  # type: ignore[attr-defined]  # a named tuple
            if isinstance(value, np.ndarray):
                if not (value.flags.c_contiguous and value.flags.aligned):
                    raise ValueError(
                        f"{type(self).__name__}.{name} must lie contiguous in memory, row by row; pass a copy"
                    )
                row += [value.ctypes.data, *value.shape]
            else:
                row.append(int(np.float64(value).view(np.int64)) if isinstance(value, float) else int(value))
        return np.array(row, dtype=np.int64)

    @property
    def _address(self) -> int:
        return self._words.ctypes.data


def record(cls: type[T]) -> type[T]:
    """A class decorator for a ``NamedTuple`` of integers, floats and arrays (contiguous, row by row)."""
    names = {"__module__": cls.__module__, "__qualname__": cls.__qualname__, "__doc__": cls.__doc__}
    made = type(cls.__name__, (_Addressed, cls), names)

    @typeof_impl.register(made)
    def _type(value: Any, context: Any) -> RecordType:
        del context
        return RecordType(cls.__name__, tuple((name, _field(getattr(value, name))) for name in value._fields))

    return made


def _field(value: object) -> Any:
    if isinstance(value, np.ndarray):
        return types.Array(typeof(value).dtype, value.ndim, "C")
    return types.float64 if isinstance(value, float) else types.int64


class RecordType(types.Type):
    """The type of a record: names and types of its fields, in order."""

    def __init__(self, name: str, fields: tuple[tuple[str, Any], ...]) -> None:
        self.fields = dict(fields)
        self.offsets: dict[str, int] = {}
        words = 0
        for field, kind in fields:
            self.offsets[field] = words
            words += 1 + getattr(kind, "ndim", 0)
        super().__init__(name=f"{name}({', '.join(f'{field}: {kind}' for field, kind in fields)})")


register_model(RecordType)(models.OpaqueModel)


@infer_getattr
class _Fields(AttributeTemplate):
    key = RecordType

    def generic_resolve(self, kind: RecordType, name: str) -> Any:  # type: ignore[override]
        return kind.fields.get(name)


@lower_getattr_generic(RecordType)  # type: ignore[untyped-decorator]
def _load(context: Any, builder: Any, kind: RecordType, address: Any, name: str) -> Any:
    """The field as a value: an array that borrows its memory, or a number."""
    unchanging = builder.module.add_metadata([])
    words = builder.bitcast(address, WORD.as_pointer())

    def word(k: int) -> Any:
        loaded = builder.load(builder.gep(words, [WORD(kind.offsets[name] + k)]))
        loaded.set_metadata("invariant.load", unchanging)
        return loaded

    field = kind.fields[name]
    if not isinstance(field, types.Array):
        return builder.bitcast(word(0), ir.DoubleType()) if field == types.float64 else word(0)
    array = context.make_array(field)(context, builder)
    size = WORD(context.get_abi_sizeof(context.get_data_type(field.dtype)))
    shape = [word(1 + d) for d in range(field.ndim)]
    strides: list[Any] = []
    step = size
    for extent in reversed(shape):
        strides.insert(0, step)
        step = builder.mul(step, extent)
    data = builder.inttoptr(word(0), array.data.type)
    context.populate_array(array, data=data, shape=shape, strides=strides, itemsize=size, meminfo=None)
    return array._getvalue()


@unbox(RecordType)  # type: ignore[untyped-decorator]
def _unbox(kind: RecordType, value: Any, c: Any) -> Any:
    del kind
    slot = cgutils.alloca_once_value(c.builder, cgutils.get_null_value(cgutils.voidptr_t))
    number = c.pyapi.object_getattr_string(value, "_address")
    with c.builder.if_then(cgutils.is_not_null(c.builder, number)):
        c.builder.store(c.pyapi.long_as_voidptr(number), slot)
        c.pyapi.decref(number)
    return NativeValue(c.builder.load(slot), is_error=cgutils.is_null(c.builder, number))
