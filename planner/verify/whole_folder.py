"""Everything that an output folder states, derived again: figure by figure for people to read, and field by field so
that nothing is passed over."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wijkplan.planner.compile import Compiled
from wijkplan.planner.folder.stored_comparison import Folder
from wijkplan.planner.programme import Programme

from .baselines_again import audit_baselines
from .certificates import proofs_of
from .document_facts import audit_access, audit_front, audit_papers
from .every_field import check_names, every_field
from .fields import Unequal, unlike
from .file_checked import FileChecked
from .forced_combinations import audit_forced
from .output_folder import Checked, audit


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found."""

    figures: tuple[Checked, ...]
    files: tuple[FileChecked, ...]

    @property
    def unequal(self) -> tuple[Unequal, ...]:
        """Fields that are not what is derived."""
        return tuple(field for file in self.files for field in file.unequal)

    @property
    def agrees(self) -> bool:
        """Whether all is as stated."""
        return not self.unequal and all(row.agrees for row in self.figures)

    @property
    def rows(self) -> tuple[Checked, ...]:
        """All of it as rows: one per figure, and one per file with how many of its fields were derived."""
        return (*self.figures, *(_row(file) for file in self.files))


def verify_folder(folder: Path, read: Folder, programme: Programme, compiled: Compiled, full: bool = False) -> Verified:
    """Verify a folder that was read; ``full``: the stored plans in every order, not only in that which was the
    cheapest.

    Raises:
        Stale: something is missing or cannot be read.
        Disagreement: what lies there contradicts itself, so that nothing follows from it.
    """
    check_names(read)
    proofs = proofs_of(folder, read, compiled)
    figures = [
        *audit(read, compiled, proofs),
        *audit_forced(read, compiled, proofs),
        *audit_papers(folder, read, programme, compiled),
    ]
    figures += [
        audit_access(read, programme, compiled),
        audit_front(read, programme, compiled),
        *audit_baselines(read, compiled, full),
    ]
    return Verified(tuple(figures), tuple(every_field(folder, read, programme, compiled, proofs)))


def _row(file: FileChecked) -> Checked:
    first = next(iter(file.unequal), None)
    note = "" if first is None else unlike(first)
    return Checked("", file.file, "fields", file.derived, file.derived - len(file.unequal), first is None, note)
