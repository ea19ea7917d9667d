"""Who pays and who gains, and how the cost of openings that clients share is divided."""

from __future__ import annotations

from collections.abc import Mapping

from wijkplan.planner.plan.variants import Question

from .part import Pair, Part


class ClientGain(Part):
    """What one client pays in two variants, in euros."""

    client: str
    """Its id."""

    from_eur: int
    """What it pays in the first variant, as in ``by_client``."""

    to_eur: int
    """What it pays in the second."""

    gain_eur: int
    """The difference; negative is a loss."""

    gain_with_key_eur: int
    """The difference with the key for shared openings."""


class ClientGains(Pair):
    """Who gains between two variants; clients who pay nothing in either are left out."""

    clients: tuple[ClientGain, ...]
    """One per client that pays."""

    losers: tuple[str, ...]
    """Clients that pay more in the second variant."""

    losers_with_key: tuple[str, ...]
    """Likewise with the key."""


class DigShare(Part):
    """One dig of a shared opening, in euros."""

    activity: str
    """Which work digs."""

    client: str
    """Whose it is."""

    alone_eur: int
    """What the dig would cost alone."""

    booked_eur: int
    """Its own labour and paving, and half of each interface."""

    key_eur: int
    """What the key asks: the opening divided as what each dig would cost alone."""

    settlement_eur: int
    """What its client pays on top of what is booked (negative: receives); zero together per opening."""


class SharedOpening(Part):
    """One opening of a street that several clients use."""

    street: str
    """Which street."""

    week: int
    """When it opens."""

    digs: tuple[DigShare, ...]
    """The digs in it, in their order."""


class Settlements(Part):
    """What the key for shared openings asks of a plan."""

    question: Question
    """Question of the plan."""

    variant: str
    """Variant of the plan."""

    openings: int
    """How many openings several clients share."""

    settlements: Mapping[str, int]
    """Euros per client that it pays on top of what is booked (negative: receives)."""

    shared: tuple[SharedOpening, ...] | None = None
    """Opening by opening, of the bundled plan only."""


class OpeningKey(Part):
    """How the cost of shared openings is divided."""

    rule: str
    """Id of the rule."""

    rule_nl: str
    """The rule in Dutch."""

    plans: tuple[Settlements, ...]
    """One per plan."""


class Clients(Part):
    """Who gains, and the key for openings that several clients share."""

    pairs: tuple[ClientGains, ...]
    """Per question and pair of variants."""

    opening_key: OpeningKey
    """The key, and what it comes to in each plan."""
