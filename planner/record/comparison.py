"""The whole of ``comparison.json``.

When to modify: a new key needs its meaning below it; a changed meaning raises ``FORMAT_VERSION``. Then ``python -m
wijkplan.planner.record.documents`` writes the JSON Schema and the tables of keys again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from wijkplan.planner.plan.conflicts import Conflict
from wijkplan.planner.plan.variants import QUESTIONS, Question

from .access import Access
from .attribution import Attribution
from .clients import Clients
from .forced import ForcedPair
from .guarantee import Guarantee
from .joint_work import JointWork
from .part import Part
from .people import People
from .race import RaceRecord
from .result import Result
from .saving import BreakEven, Dissolution, Saving, Transfer
from .scenario import Scenario, ScenarioPeople
from .sooner import Sooner
from .stored import AskedWeeks, MadeInTurns

FORMAT_VERSION: Literal[3] = 3


class ProgrammeSummary(Part):
    """What is compared, in numbers."""

    name: str
    """What the programme is called."""

    start: date
    """Monday of week 0."""

    activities: int
    """Pieces of work."""

    projects: int
    """Projects."""

    employers: int
    """Employers that sent something."""

    anonymous_firms: int
    """Firms known without a name."""

    clients: int
    """Clients."""

    districts: int
    """Districts with work."""

    pools: int
    """Crews per employer, trade and region."""

    homes: int
    """Homes that some work is done in."""

    weeks: int
    """Length of the programme."""

    candidates: int
    """Tenders to choose from."""

    own_people_constant_eur: int
    """Own people who stand by although own people do all the work: the same in every plan, outside all costs and
    percentages."""


class DeliveryAsked(Part):
    """What equal delivery asks, from the stored plan that it is measured against."""

    due_week: Mapping[str, int]
    """Per district the week by whose beginning it is finished: as in the stored plan."""

    project_due_week: Mapping[str, int]
    """Per project the week by whose beginning it is finished: the later of its own target and its finish in the stored
    plan."""

    max_burden_eur: int
    """Nuisance of open streets, at most."""

    max_broken_rests: int | None
    """Rest periods of streets broken, at most."""

    district_burden_eur: Mapping[str, int]
    """Nuisance of open streets per district, at most."""

    district_broken_rests: Mapping[str, int]
    """Rest periods of streets broken per district, at most."""

    max_changes: float | None
    """Heads by which own people at work rise and fall from quarter to quarter, in all, at most."""

    employer_max_changes: Mapping[str, float]
    """Likewise per employer; empty without ``--nobody-worse``."""


class WeeksGained(Part):
    """How much sooner districts are finished in the bundled plan of *all in* than in the baseline. Means are weighted
    by homes."""

    mean_weeks: float
    """Weeks sooner; negative is later."""

    weeks: Mapping[str, int]
    """Per district weeks sooner."""

    mean_weeks_late_baseline: float
    """Weeks after the latest target in the baseline."""

    mean_weeks_late_bundled: float
    """Likewise in the bundled plan."""

    cash_baseline: int
    """Euros of the cash terms in the baseline."""

    cash_bundled: int
    """Likewise in the bundled plan."""

    at_equal_or_lower_cost: bool
    """Whether the bundled plan costs no more cash."""


class CompletionPoint(Part):
    """Cost against completion of one plan found; plans that do the same are one point, named after the first."""

    question: Question
    """Question that the plan was made for."""

    variant: str
    """Its variant."""

    cash_eur: int
    """Euros of the cash terms."""

    mean_week: float | None
    """Week in which districts are finished on average, weighted by homes; ``null`` where no district has homes."""

    last_week: int | None
    """End of the last work; ``null`` where there is none."""

    on_mean_front: bool
    """Whether no other plan found is at least as good in cash and mean week."""

    on_last_front: bool
    """Likewise for the last week."""


class Comparison(Part):
    """Everything that a comparison found. Euros are whole euros; weeks count from the programme's start (0 is its
    first week) and an end week is the first week after the work; heads are persons. ``null`` means that there is
    nothing to state."""

    format_version: Literal[3]
    """Raised when the meaning of a key changes."""

    programme: ProgrammeSummary
    """What is compared."""

    interrupted: bool
    """Whether Ctrl-C cut it short."""

    baseline: str
    """The stored plan that equal delivery and the headline are measured against."""

    stored: tuple[MadeInTurns, ...]
    """How the stored plans came about; empty without a plan of asked weeks."""

    asked_weeks: AskedWeeks
    """The weeks that were asked for at any price, and whom that does not serve."""

    results: tuple[Result, ...]
    """One per question and variant."""

    savings: tuple[Saving, ...]
    """Per question and pair of variants."""

    clients: Clients
    """Who pays and who gains."""

    break_even: tuple[BreakEven, ...]
    """Per question and pair by how much bids for combined tenders may rise."""

    transfers: tuple[Transfer, ...]
    """Per question and pair what combining saves at least, whatever the plan."""

    dissolutions: tuple[Dissolution, ...]
    """Per question and pair what combining saves at most, whatever the plan."""

    attribution: tuple[Attribution, ...]
    """Per question where the saving comes from."""

    delivery: DeliveryAsked | None
    """What equal delivery asks; ``null`` without a baseline."""

    sooner: tuple[Sooner, ...]
    """Per question in home-weeks how much sooner homes are done with the means of the baseline; empty where that was
    not asked."""

    weeks_gained: WeeksGained | None
    """How much sooner districts are finished; ``null`` where a plan is missing."""

    completion_front: tuple[CompletionPoint, ...]
    """Cost against completion of the plans found, cheapest first."""

    conflicts: tuple[Conflict, ...]
    """Where the weeks that were asked for collide."""

    access: Access
    """Who is able to bid."""

    joint_work: JointWork
    """Which kinds of work could be bought together, and what that is worth (article 15b of the agreement)."""

    scenario: Scenario
    """What combining might cost on the market."""

    scenario_people: ScenarioPeople
    """What people would cost if they were called up per period."""

    people: People
    """What plans ask of people, what falls on which employer, and what sharing people is worth."""

    guarantee: Guarantee | None
    """What it costs that nobody is worse off; ``null`` without ``--nobody-worse``."""

    forced: tuple[ForcedPair, ...]
    """Per question and forced combination what forcing comes to."""

    race: RaceRecord | None
    """How the time was spent; ``null`` without ``--until-verdict``."""

    @property
    def in_euros(self) -> tuple[Result, ...]:
        """The results of the questions that minimise euros."""
        return tuple(result for result in self.results if result.question in QUESTIONS)

    def of(self, question: str) -> tuple[Result, ...]:
        """The results of one question, narrower variants first."""
        return tuple(result for result in self.results if result.question == question)

    def result(self, question: str, variant: str) -> Result | None:
        """One result; ``None`` where that variant was not compared."""
        return next((result for result in self.of(question) if result.variant == variant), None)

    def saving(self, question: str, source: str, to: str) -> Saving | None:
        """What one pair saves; ``None`` where it was not compared."""
        return next((s for s in self.savings if (s.question, s.source, s.to) == (question, source, to)), None)

    def to_json(self) -> str:
        """The file's text: keys in the order of these models, so that the same figures are the same bytes."""
        return self.model_dump_json(indent=1, by_alias=True) + "\n"
