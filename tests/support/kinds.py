"""Kinds of what goes wrong, each a function under the name that is told of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

F = TypeVar("F", bound=Callable[..., object])


class Kinds(dict[str, F]):
    """Functions by name, in the order in which they were written down."""

    def kind(self, name: str) -> Callable[[F], F]:
        """Keeps the function that follows under this name."""

        def keep(made: F) -> F:
            self[name] = made
            return made

        return keep
