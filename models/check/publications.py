"""Tenders with a week of publication, as certificates of differences state them: read strictly, in time for their
work, and what they cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..problem import Problem, Tender
from .keys import index
from .refused import Refused


def euros(p: Problem, tender: Tender) -> int:
    """What a tender costs in the terms that are priced: procedure and mobilisation."""
    return (tender.procurement if "procurement" in p.priced else 0) + (
        tender.mobilisation if "mobilisation" in p.priced else 0
    )


def stated(p: Problem, certificate: Mapping[str, Any], kind: str) -> dict[int, int]:
    """The tenders of a certificate and their weeks; each may be chosen, and no two have a project in common.

    Raises :class:`~wijkplan.models.check.refused.Refused`.
    """
    rows = certificate.get("tenders")
    if certificate.get("kind") != kind or set(certificate) != {"kind", "tenders"} or not isinstance(rows, Mapping):
        raise Refused(f"a certificate of a {kind} has the keys kind and tenders")
    weeks: dict[int, int] = {}
    members: set[int] = set()
    for key, week in rows.items():
        t = index(key, len(p.tenders), "tender")
        if type(week) is not int:
            raise Refused(f"tender {t} in week {week!r}: there is no such week")
        tender = p.tenders[t]
        if not p.may_choose(tender):
            raise Refused(f"tender {key} may not be chosen")
        if members & set(tender.projects):
            raise Refused(f"tender {key} has a project in common with another")
        members |= set(tender.projects)
        weeks[t] = week
    return weeks


def in_time(p: Problem, t: int, week: int, left: Sequence[tuple[int, int]]) -> None:
    """Raises :class:`~wijkplan.models.check.refused.Refused` where a tender cannot be published in a week, or work of
    it could start before that allows;
    ``left`` are the weeks left to each activity."""
    tender = p.tenders[t]
    if week < tender.preparation:
        raise Refused(f"tender {t} cannot be published in week {week}: its preparation takes {tender.preparation}")
    if week in tender.closed:
        raise Refused(f"tender {t} cannot be published in week {week}: it is closed")
    for a in (a for q in tender.projects for a in p.members[q]):
        if left[a][0] < week + tender.lead:
            raise Refused(f"activity {a} could start in week {left[a][0]}, before tender {t} of week {week} allows")
