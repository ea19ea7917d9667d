"""One driver at a time on a shared folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from wijkplan.planner.folder.atomic_output import CannotWrite, why
from wijkplan.planner.folder.folder_lock import Busy, locked
from wijkplan.planner.text import say

LOCK = ".driver"


class OtherDriver(ValueError):
    """Another driver works in the folder."""


@contextmanager
def only_driver(folder: Path) -> Iterator[None]:
    """This process alone drives the folder.

    Raises :class:`OtherDriver`, and :class:`wijkplan.planner.folder.atomic_output.CannotWrite`."""
    with ExitStack() as held:
        try:
            held.enter_context(locked(folder, LOCK))
        except Busy as busy:
            raise OtherDriver(
                say(
                    "{holder} drives {folder}; wait until it has ended, or name another folder. If you know that "
                    "it is gone, remove {lock}",
                    holder=busy.holder,
                    folder=folder,
                    lock=busy.lock,
                )
            ) from None
        except OSError as error:
            raise CannotWrite(say("{folder} cannot be written: {why}", folder=folder, why=why(error))) from error
        yield
