"""What a programme states itself - trades, work types, packages, calendars - known before workbooks are read, because
planners call it by its name there."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wijkplan.planner.reference import Reference
from wijkplan.planner.reference.own_work import with_own_work
from wijkplan.planner.submission.schema import ProgrammeFile

from .decode import Decoded
from .validate import validated

LISTS = ("trades", "work_types", "packages", "calendars")
OWN_AFTER_OWN = 4  # a trade, a package of it, what comes after that package: each is known once the one before it is


def with_own_names(
    reference: Reference, decoded: Iterable[Decoded], again: Callable[[Decoded, Reference], Decoded]
) -> Reference:
    """The reference data with what the programme among these files states itself; the same object where it states
    nothing. A programme in a workbook is read ``again`` by it, because its own sheets call it by name as well."""
    for one in decoded:
        if one.data is None or one.data.get("kind") != "programme" or not any(one.data.get(name) for name in LISTS):
            continue
        named = reference
        for _ in range(OWN_AFTER_OWN):
            read, _ = validated(one)
            if read is None or not isinstance(read.record, ProgrammeFile):
                break
            own = with_own_work(reference, read.record)
            if all(getattr(own, name).keys() == getattr(named, name).keys() for name in LISTS):
                break
            named = own
            if one.places is None:
                break
            one = again(one, named)
        return named
    return reference
