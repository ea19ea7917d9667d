"""``certificates.json``: the numbers from which every bound of a comparison can be derived again, and certified
differences between two problems.

A certificate belongs to the problem of one variant in one question (a run's ``bound_from``) and proves the same bound
for every narrower variant; it is stored once, with the variants whose bound it is. What certificates prove is decided
by :mod:`wijkplan.models.check` alone; here stands what they look like."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, TypeAdapter, model_validator

from wijkplan.planner.plan.variants import Question

from .part import Pair, Part

NAME = "certificates.json"
FORMAT_VERSION: Literal[2] = 2

Key = Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]{0,17})$")]
"""A number of the compiled programme as the key of a table, spelt in one way only: two keys that mean one thing would
be counted twice."""

Numbers = Mapping[Key, int]
"""A number per thing."""

Rows = Mapping[Key, list[int]]
"""A number per thing and week."""


class Certificate(Part):
    """Numbers that prove something."""

    def to_values(self) -> dict[str, Any]:
        """As JSON values, which is what the checker reads; what is not stated is left out."""
        values: dict[str, Any] = self.model_dump(exclude_unset=True)
        return values


class Prices(Certificate):
    """Prices of what ties works together, in ``1 / scale`` euros or home-weeks: they prove that no plan is below a
    bound. All but ``kind`` and ``scale`` may be left out."""

    kind: Literal["prices"]
    """What it is."""

    scale: int
    """Into how many parts a euro or home-week is divided."""

    heads: Rows = Field(default_factory=dict)
    """Per resource (pools, lending shares of pools, markets) and week: of a hundredth of a head."""

    parts: Mapping[Key, Rows] = Field(default_factory=dict)
    """Per resource, divisor and week: of each time that the divisor goes whole into the heads of a work."""

    precedence: Numbers = Field(default_factory=dict)
    """Per precedence: of a week by which its least lag is missed."""

    order: Rows = Field(default_factory=dict)
    """Per precedence and week: of its successor being there too soon, earned back by slack."""

    delay: Numbers = Field(default_factory=dict)
    """Per activity: the part of its project's delay price that its own end is charged."""

    homes: Mapping[Key, Numbers] = Field(default_factory=dict)
    """Per group of homes and activity: the part of their number that its own end is charged."""

    open: Rows = Field(default_factory=dict)
    """Per district and week: of an open street."""

    project: Numbers = Field(default_factory=dict)
    """Per project: of being in a tender, of any sign."""

    lot: Numbers = Field(default_factory=dict)
    """Per dig: of sharing an opening with the next dig because of one lot."""

    partner: Numbers = Field(default_factory=dict)
    """Per activity: of using a consortium partner in one demand."""

    burden: int = 0
    """Of a euro of nuisance under the ceiling of equal delivery."""

    rest: int = 0
    """Of a broken rest, likewise."""

    district_burden: Numbers = Field(default_factory=dict)
    """Per district: of a euro of its nuisance."""

    district_rest: Numbers = Field(default_factory=dict)
    """Per district: of a broken rest in it."""

    cash: int = 0
    """Of a euro of the means that there are."""

    hired: int = 0
    """Of a hundredth of a hired head and working week of them."""


class LatenessOfProject(Part):
    """Where the work of a project must fit."""

    pool: int | None
    """The pool that does the work; ``null``: its longest chain takes the place of the work."""

    head: int
    """The week before which none of that work can start."""

    tail: int
    """Weeks that still follow after all of it."""


class Lateness(Certificate):
    """How late projects end at least, from work that must fit between a head and a tail."""

    kind: Literal["lateness"]
    """What it is."""

    projects: Mapping[Key, LatenessOfProject]
    """Per project where its work must fit."""


class Transferred(Certificate):
    """Combined tenders that can be formed whatever the separate plan is: they prove what combining saves at least."""

    kind: Literal["transfer"]
    """What it is."""

    tenders: Numbers
    """Per tender the week of its publication."""


class Swapped(Certificate):
    """Tenders that can take the place of others whatever the plan is: they prove what one way of buying costs above
    another at least."""

    kind: Literal["swap"]
    """What it is."""

    tenders: Numbers
    """Per tender the week of its publication."""


class Dissolved(Certificate):
    """Prices of projects that pay for taking any combined tender apart: they prove what combining saves at most."""

    kind: Literal["dissolution"]
    """What it is."""

    prices: Numbers
    """Per project its price, in euros."""


Priced = Annotated[Prices | Lateness, Field(discriminator="kind")]
"""What proves a bound."""

_PRICED: TypeAdapter[Prices | Lateness] = TypeAdapter(Priced)


def priced(certificate: object) -> Prices | Lateness:
    """The numbers of an engine as a certificate of a bound. Raises ``ValueError`` where they are none."""
    return _PRICED.validate_python(certificate)


class BoundProof(Part):
    """A bound, and what proves it."""

    question: Question
    """Which question."""

    bound_from: str
    """The variant whose problem the certificate is for."""

    bound: int
    """Euros, or home-weeks, that no plan is below."""

    proves: tuple[str, ...]
    """The variants whose bound it is: that one and narrower ones."""

    certificate: Priced
    """The numbers that prove it."""


class TransferProof(Pair):
    """What combining saves at least, whatever the plan, and what proves it."""

    euros: int
    """How much."""

    certificate: Transferred
    """The numbers that prove it."""


class DissolutionProof(Pair):
    """What combining saves at most, whatever the plan, and what proves it."""

    partner_crews: bool
    """Whether crews of partners in one lot are counted too."""

    euros: int
    """How much."""

    certificate: Dissolved
    """The numbers that prove it."""


class GuaranteeProof(Part):
    """The bound without the guarantee that nobody is worse off, and what proves it."""

    question: Question
    """Which question."""

    bound: int
    """Euros that no plan is below."""

    certificate: Priced
    """The numbers that prove it."""


class ForcedBound(Part):
    """The bound of one side of a forced combination, and what proves it."""

    question: Question
    """Which question."""

    projects: tuple[int, ...]
    """The projects that are kept together or apart, by number."""

    what: Literal["together", "apart"]
    """Which side."""

    bound: int
    """Euros that no plan of it is below."""

    certificate: Priced
    """The numbers that prove it."""


class ForcedSwap(Part):
    """What one side of a forced combination costs above the other, at least, and what proves it."""

    question: Question
    """Which question."""

    projects: tuple[int, ...]
    """The projects that are kept together or apart, by number."""

    what: Literal["apart_above_together", "together_above_apart"]
    """Which side above which."""

    euros: int
    """How much; negative is below."""

    certificate: Swapped
    """The numbers that prove it."""


Forced = Annotated[ForcedBound | ForcedSwap, Field(discriminator="what")]


class Certificates(Part):
    """All that proves the bounds and certified differences of a comparison. Things are numbered as in the compiled
    programme; keys of tables are such numbers, written as text in one way only. No two prove the same."""

    format_version: Literal[2]
    """Raised when the meaning of a key changes."""

    certificates: tuple[BoundProof, ...]
    """Of bounds."""

    transfers: tuple[TransferProof, ...]
    """Of what combining saves at least."""

    dissolutions: tuple[DissolutionProof, ...]
    """Of what combining saves at most."""

    guarantee: tuple[GuaranteeProof, ...]
    """Of bounds without a guarantee; empty without ``--nobody-worse``."""

    forced: tuple[Forced, ...]
    """Of forced combinations."""

    @model_validator(mode="after")
    def _each_once(self) -> Certificates:
        """Of two for one thing nobody could say which counts."""
        _once((row.question, row.bound_from) for row in self.certificates)
        _once((row.question, row.source, row.to) for row in self.transfers)
        _once((row.question, row.source, row.to, row.partner_crews) for row in self.dissolutions)
        _once(row.question for row in self.guarantee)
        _once((row.question, row.projects, row.what) for row in self.forced)
        return self

    def to_json(self) -> str:
        """The file's text: one line, because it is long."""
        return self.model_dump_json(by_alias=True, exclude_unset=True) + "\n"


def _once(keys: Iterable[Hashable]) -> None:
    seen: set[Hashable] = set()
    for key in keys:
        if key in seen:
            raise ValueError(f"there are two certificates for {key}")
        seen.add(key)
