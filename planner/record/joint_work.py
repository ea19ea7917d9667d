"""Article 15b of the agreement: which kinds of work could be bought together, per area, and what that is worth; and
the list of candidates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from wijkplan.planner.compile.names import TogetherWord
from wijkplan.planner.plan.variants import Question

from .part import Part


class CandidateList(Part):
    """The tenders that plans choose from."""

    listed: int
    """Tenders in the list, those of one project included."""

    dominated: int
    """Lawful tenders that are not in it, because buying the same lots in smaller tenders is no dearer, no later and
    needs no more desk places: leaving them out changes no best plan and no bound."""

    cut_off: int
    """At least so many tenders are beyond the most that are weighed; 0: the list is complete, so what is said of
    it holds for every lawful group of at most ``largest_group`` projects."""

    largest_group: int
    """Most projects in one tender."""

    sha256: str
    """Hash of ``tables/candidates.csv``."""


class KindsTogether(Part):
    """Two or three kinds of work in one area."""

    area: str
    """Pilot area, or labour-market region outside them."""

    work_types: tuple[str, ...]
    """The kinds."""

    word: TogetherWord
    """Whether they can be bought together now: ``one contract``, ``in lots`` (they fall under different parts of the
    Act), ``apart`` (too far in place or time), ``unlawful`` or ``not free`` (nothing of some kind is to be
    tendered)."""

    projects: Mapping[str, int]
    """Projects per kind."""

    free: Mapping[str, int]
    """Those that are still to be tendered."""

    awards: Mapping[str, Mapping[str, int]]
    """Projects per kind and how they are awarded."""

    until: date | None
    """Last day of the framework or concession after which the kinds that are not free have work that is; ``null``
    where nothing is in the way, or none of it ends by an agreement with a known end."""

    groups: int
    """Smallest groups, one project of each kind, that can be bought together now."""

    shared: Mapping[str, int]
    """Those of them that share a street, a trade, weeks or a client."""

    example: tuple[str, ...]
    """One of those with most in common."""

    tenders: int
    """Candidate tenders of exactly these kinds."""

    procedures_eur: int
    """What the best of them save in procedures and mobilisation by the norms, if their work can wait for them."""

    low_eur: int
    """What tenders of exactly these kinds save at least, everything else bought separately: they can take the place of
    separate ones in every plan."""

    high_eur: int | None
    """What they save at most, openings and crews included; ``null`` where that is not known."""

    partner_crews: bool
    """Whether ``high_eur`` also holds for plans in which partners in a lot send each other people."""


class TenderWorth(Part):
    """What one combined tender that a plan chose is worth by itself."""

    tender: str
    """Its id."""

    procedures_eur: int
    """What it costs less in procedures and mobilisation than separate tenders; below zero more."""

    low_eur: int
    """What it saves at least in every plan, everything else bought separately."""

    high_eur: int | None
    """What it saves at most, openings and crews included; ``null`` where that is not known."""

    partner_crews: bool
    """Whether ``high_eur`` also holds for plans in which partners in a lot send each other people."""


class ComesFree(Part):
    """A call-off whose framework or concession ends within the programme, and that may wait for that."""

    project: str
    """Its id."""

    work_type: str
    """Its kind."""

    area: str
    """Pilot area, or labour-market region outside them."""

    until: date
    """Last day of what it is under: from then on it may be tendered, alone or together with others."""


class JointWork(Part):
    """The answer to article 15b."""

    question: Question
    """Question in which the euros hold."""

    candidates: CandidateList
    """The list."""

    chosen: tuple[TenderWorth, ...]
    """Each combined tender of a plan, orders under a framework aside."""

    rows: tuple[KindsTogether, ...]
    """Per area, pairs before triples, where the area has work of every kind."""

    comes_free: tuple[ComesFree, ...] = ()
    """What ``--what-if joint-renewal`` frees, first end first."""
