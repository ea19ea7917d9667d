"""Where the parts of compile write what they notice; errors are raised together at the end of a step."""

from __future__ import annotations

from collections.abc import Iterable

from wijkplan.planner.findings.finding import Finding, error, has_errors, hint, warning

from .compiled import CannotCompile


class Notebook:
    """Findings of one compile, after those that are ``known``. ``file`` of each is the programme's name: compile sees
    merged records, not files."""

    def __init__(self, programme: str, known: Iterable[Finding] = ()) -> None:
        self.programme = programme
        self.findings: list[Finding] = list(known)

    def error(self, kind: str, path: str, owner: str | None, value: object, what: str, remedy: str) -> None:
        """Something that makes a plan impossible."""
        self.findings.append(error(kind, self.programme, path, owner, value, what, remedy))

    def warning(self, kind: str, path: str, owner: str | None, value: object, what: str, remedy: str) -> None:
        """Something that is probably a mistake."""
        self.findings.append(warning(kind, self.programme, path, owner, value, what, remedy))

    def hint(self, kind: str, path: str, owner: str | None, value: object, what: str, remedy: str) -> None:
        """Something that was decided for the sender."""
        self.findings.append(hint(kind, self.programme, path, owner, value, what, remedy))

    def stop_on_errors(self) -> None:
        """Raises :class:`CannotCompile` with everything noticed so far when any of it is an error."""
        if has_errors(self.findings):
            raise CannotCompile(tuple(sorted(self.findings, key=lambda f: f.order)))
