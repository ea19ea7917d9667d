"""Who may work for others by law and agreement: staffing patterns that are not lawful are not made.

* Nobody is lent who does not agree, nor by a lender that is not admitted (Wtta, from 1 January 2027).
* Work on the network of an operator asks a written appointment by that operator (BEI-BLS, BEI-BHS); people of others
  without it work there only on work that cannot start before it can be arranged.
* People of a network operator never work behind the meter.

What a sender did not state is not known, and stands in nobody's way; it is otherwise with what people must hold:
:mod:`.qualifications`."""

from __future__ import annotations

from collections.abc import Iterable

from wijkplan.planner.programme import Programme
from wijkplan.planner.submission.schema import Crew, Employer

from .time_windows import span
from .work_breakdown import Work

ON_THE_NETWORK = frozenset({"LVM", "MVM", "EVM"})
"""Trades that work on an operator's network; public charge points count with it."""

BEHIND_THE_METER = frozenset({"retrofit"})
"""Work types whose work is at the customer's side of the meter."""


def lent_by(employer: Employer, crews: Iterable[Crew]) -> list[Crew]:
    """Crews with what may be lent of them by law: nothing where they disagree or their employer is not admitted."""
    return [
        crew.model_copy(update={"lendable_percent": 0})
        if crew.workers == "disagree" or employer.lends_as == "not-admitted"
        else crew
        for crew in crews
    ]


def appointed_by(crews: Iterable[Crew]) -> frozenset[str] | None:
    """Operators that appointed the people of all crews that say so; ``None`` where none does."""
    stated = [frozenset(crew.appointed_by) for crew in crews if crew.appointed_by]
    return frozenset.intersection(*stated) if stated else None


def operator_of(programme: Programme, work: Work, trade: str) -> str | None:
    """The network operator whose appointment is needed for a trade of a work, which may start before others can have
    it; ``None`` where no appointment is, or where there is time."""
    client = programme.client_named.get(work.task.client)
    if client is None or client.regime != "special-sector" or trade not in ON_THE_NETWORK:
        return None
    weeks = span(programme, work.task)
    first = max(weeks.release, weeks.start - work.task.flexible_weeks)
    return client.id if first < programme.reference.settings.appointment_weeks else None
