"""A process that ends between two writes of a round, or in the middle of a line of its log."""

from __future__ import annotations

from pathlib import Path

from wijkplan.planner.rounds import round_folder


class Killed(BaseException):
    """The process ended here."""


class Writes:
    """What the rounds write: all of it, or until the process is killed. Files come whole or not at all; of the log,
    which is added to, half a line may be on disk."""

    def __init__(self) -> None:
        self.left: int | None = None
        self.real = (round_folder.write_bytes, round_folder.append_line)

    def __enter__(self) -> None:
        round_folder.write_bytes, round_folder.append_line = self.write, self.log

    def __exit__(self, *_: object) -> None:
        round_folder.write_bytes, round_folder.append_line = self.real

    def write(self, files: dict[Path, bytes]) -> None:
        """Whole files, one after the other."""
        for path, raw in files.items():
            self._count()
            self.real[0]({path: raw})

    def log(self, path: Path, line: str) -> None:
        """A line of the log, or half of it."""
        try:
            self._count()
        except Killed:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("ab") as stream:
                stream.write(line.encode()[: len(line) // 2])
            raise
        self.real[1](path, line)

    def _count(self) -> None:
        if self.left == 0:
            self.left = None
            raise Killed
        if self.left is not None:
            self.left -= 1
