"""The SME access meter: how many employers of the programme are able to bid. Numbers of firms are expected numbers."""

from __future__ import annotations

from collections.abc import Mapping

from .part import Part


class Assumption(Part):
    """A figure that a reader may replace."""

    value: int | float
    """The figure, in the unit that its name ends with."""

    source: str
    """What it rests on."""

    date: str
    """How old that is."""

    trust: str
    """``sourced``, ``derived`` or ``assumption``."""


class Able(Part):
    """Who is able to bid for a lot."""

    value_eur: int
    """Value of the lot."""

    trades: int
    """How many trades it needs."""

    interested: int
    """Firms with at least one of the ``trades`` within reach."""

    able: float
    """Firms that can do the lot alone."""

    outside: float
    """Firms outside the programme that can do the lot alone, by the assumptions ``outside_firms``, ``outside_heads``
    and ``outside_own_percent``."""

    able_free: float
    """Likewise with crews that are not committed now."""

    able_at_turnover_cap: float
    """Firms that can still do it if turnover is asked for up to the ceiling of the law (3 times the value)."""

    more_by_consortia: float
    """Most extra bids by pairs of firms, no firm in two pairs: the chance of a pair less the chances of its members
    alone."""

    more_by_reliance: float
    """Firms, large enough themselves, that have the main trade and can find the rest with others or for hire; overlaps
    with consortia."""

    share_of_median_percent: float | None
    """Value against the estimated yearly turnover of the median of the interested; ``null`` where there is nobody."""

    few: bool
    """Whether ``able`` and ``outside`` together are under the assumption ``least_bidders``."""

    large: bool
    """Whether the share of the median is above the assumption ``small_firm_percent``."""


class LotAccess(Able):
    """A lot of a tender in a plan."""

    projects: tuple[str, ...]
    """What is in the lot."""


class TenderAccess(Part):
    """A tender that a plan chose."""

    tender: str
    """Its id."""

    form: str
    """Its form."""

    lots: tuple[LotAccess, ...]
    """Lot by lot; empty for a call-off, which is not open to the market."""

    fewest: float | None
    """The least ``able`` over the lots."""

    before: float | None
    """The least ``able`` and ``outside`` together over its projects, each bought alone; ``null`` for a call-off."""

    after: float | None
    """The same over the lots."""

    weak: bool
    """Whether its motivation is weak: it merges projects of which no two dig in one street, and which do not lie in
    one district with weeks that all are asked for in."""

    chosen_in: tuple[str, ...]
    """Files of the plans that chose it."""


class RivalLoan(Part):
    """Heads lent between firms that may bid for one lot of a tender, while it is prepared or out to tender."""

    tender: str
    """The tender."""

    trade: str
    """Of the heads."""

    region: str
    """Where they work."""

    first_week: str
    """First week."""

    last_week: str
    """Last week."""

    ends_before: str
    """Week of publication: by then it must have ended, or go through somebody who does not bid."""


class Form(Part):
    """One way to buy a group of projects."""

    tenders: tuple[str, ...]
    """The tenders."""

    form: str
    """Their form; ``single`` is separate tenders."""

    lots: int
    """How many lots."""

    saving_eur: int
    """What it costs less in procedures and mobilisation than separate tenders; crews and openings belong to a plan."""

    fewest: float
    """The least ``able`` over all lots."""

    chosen: bool
    """Whether a plan chose it."""

    on_front: bool
    """Whether no other form is at least as good in both and better in one."""


class FormChoice(Part):
    """The forms in which a group of projects, which a plan combined, could be bought."""

    projects: tuple[str, ...]
    """The group."""

    options: tuple[Form, ...]
    """Separate tenders first."""


class Access(Part):
    """Who is able to bid."""

    assumptions: Mapping[str, Assumption]
    """What is assumed of firms."""

    tenders: tuple[TenderAccess, ...]
    """Every tender in a plan."""

    choices: tuple[FormChoice, ...]
    """Per group of projects that a plan combined the forms it could have had."""

    candidates: Mapping[str, float]
    """Per tender open to the market, chosen or not, its ``fewest``."""

    rival_lending: tuple[RivalLoan, ...]
    """What of the plan with everything together comes close to planning competitors; no firm is named."""
