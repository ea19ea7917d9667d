"""``newcomers.json``: whom to take on, where they learn, who guides them, what work waits for them, and what that is
worth: the answers of ``wijkplan compare --intake on``.

Everything is within the model and its assumptions, those of ``newcomers.json`` of the programme included."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from wijkplan.planner.plan.plan_file_types import CohortInPlan, GuidesInPlan
from wijkplan.planner.plan.variants import Question

from .part import Part
from .shortages import Shortage
from .side import SolvedSide

NAME = "newcomers.json"
FORMAT_VERSION: Literal[1] = 1

NewcomersWord = Literal["nobody", "proven", "negligible", "undecided"]
"""``nobody``: the best plan found takes nobody on; ``proven``: newcomers save at least ``low``, certified;
``negligible``: they save at most 0.5 % of the decidable cost; else ``undecided``."""


class YearOfTrade(Part):
    """A trade in a region in a year: who is there and who works."""

    trade: str
    """Id of the trade."""

    region: str
    """Id of the region."""

    year: int
    """Year."""

    given_head_weeks: float
    """Own people who may be planned, without newcomers."""

    newcomer_head_weeks: float
    """What newcomers add, less the time of who guides them."""

    own_head_weeks: float
    """Own people at work in the plan."""

    hired_head_weeks: float
    """Hired people at work in the plan."""

    hired_head_weeks_without: float
    """Likewise in the plan without newcomers."""


class SeatsOfTrack(Part):
    """Places of a track, or candidates, and how many of them the plan takes."""

    kind: Literal["seats", "candidates"]
    """Which."""

    region: str
    """Id of the region."""

    track: str | None
    """Id of the track; ``null`` where they are for several."""

    when: date
    """Monday of the start; of candidates the first day of the year."""

    there: int
    """How many there are."""

    taken: int
    """How many the plan takes."""


Way = Literal["train", "overtime", "lend", "hire", "postpone"]


class WayOut(Part):
    """A way to get one more head, or to do without."""

    way: Way
    """Which: `train` only where a track can end before that quarter begins, `lend` where another crew of the region has
    an idle head then, `hire` where the market has one left, `overtime` where an employer allows it."""

    eur_per_head_week: int | None
    """Euros of a head-week: of training spread over all weeks in which a newcomer adds heads, of the others above own
    people in the cheapest staffing listed there, of `postpone` the price. ``null`` of `postpone` where the price is in
    home-weeks."""


class HeadWorth(Part):
    """What one more head of a trade in a region would be worth in a quarter, at the prices that prove the bound: of the
    pools there that where it is worth most."""

    trade: str
    """Id of the trade."""

    region: str
    """Id of the region."""

    quarter: str
    """Year and quarter."""

    price: int
    """Euros for that head in that quarter (home-weeks where the question is in these): by so much the bound falls."""

    low: int
    """What it is worth at least: 0."""

    high: int | None
    """What it can be worth at most, certified: the price and what plan and bound are apart; 0 where the plan is
    proven the best and the price is 0. ``null`` where a way of staffing becomes possible that nobody has priced."""

    ways: tuple[WayOut, ...]
    """What there is to do about it, the cheapest first."""


class PlaceWorth(Part):
    """What one more place to learn would be worth, likewise."""

    kind: Literal["seats", "candidates", "guide"]
    """A seat, somebody who could start, or one of the own people who can guide, for a quarter."""

    region: str
    """Id of the region."""

    track: str | None
    """Id of the track; ``null`` of candidates for several, and of guides."""

    trade: str | None
    """Id of the trade of who guides."""

    when: str
    """Day of the start, first day of the year, or year and quarter."""

    price: int
    """By so much the bound falls."""

    high: int
    """What it can be worth at most, certified."""


class Scarcity(Part):
    """Where people are scarce."""

    cells: int
    """Trades x regions x quarters in which anybody has people."""

    nobody_missing: int
    """Those in which one more head is worth exactly nothing, whatever the plan: even all works that could be under way
    at once find enough people."""

    heads: tuple[HeadWorth, ...]
    """The others with a price, dearest first."""

    places: tuple[PlaceWorth, ...]
    """Seats, candidates and guides with a price, dearest first."""

    places_enough: int
    """Seats and candidates of which there are enough for whoever could come, so that one more is worth exactly
    nothing."""


class NearestNewcomer(Part):
    """The newcomer who takes over most hire above what he or she costs, or least below it, with the work where it
    stands in the plan without newcomers."""

    cohort: str
    """Id of the cohort."""

    track: str
    """Id of the track."""

    trade: str
    """Id of the trade."""

    region: str
    """Id of the region."""

    start: date
    """First Monday."""

    cost_eur: int
    """What one newcomer costs until the end of the programme."""

    hire_eur: int
    """What the hire that one newcomer could take over costs more than own people."""

    hired_head_weeks: float
    """That hire."""


class GuidedOn(Part):
    """On which work or street newcomers of a cohort are guided, by people of their own crew who work there too."""

    cohort: str
    """Id of the cohort."""

    street: str | None
    """Id of the street; ``null`` where the work is in none."""

    activity: str | None
    """Id of the work; ``null`` on a street, where it is all digs of that crew."""

    district: str
    """Id of the district."""

    start: date
    """Monday of the first week that somebody of them is there."""

    end: date
    """Friday of the last; they can be elsewhere in between."""

    learner_weeks: float
    """Head-weeks of learners there."""

    guide_weeks: float
    """Head-weeks of who guides them there, at least."""


class NewcomersAnswer(Part):
    """One question, everything together, with and without newcomers."""

    question: Question
    """Which question."""

    without: SolvedSide
    """Without newcomers, given the same time once more as the plan with them."""

    beside: SolvedSide
    """With them; never dearer, because taking nobody on is allowed."""

    low: int
    """What newcomers save at least: euros, or home-weeks where the question is in these."""

    high: int | None
    """What they save at most, certified; ``null`` where no bound is known."""

    found: int | None
    """What the two plans differ by."""

    word: NewcomersWord
    """What that allows to be said."""

    newcomers: int
    """How many start in all."""

    training_eur: int
    """What they cost: training, wages while they learn, the hours of who guides, standing by; less subsidies."""

    guarantee_twice_eur: int
    """Of that what is in the labour of the plan too, because people with a job guarantee work, before others of their
    crew: by so much the plan is cheaper than it says. 0 without a guarantee."""

    cohorts: tuple[CohortInPlan, ...]
    """Who starts where, when and in which track."""

    guides: tuple[GuidesInPlan, ...]
    """Who guides them."""

    guided_on: tuple[GuidedOn, ...]
    """On which works and streets, a cohort at a time; in weeks in which their crew has no work they are on none. It is
    checked that nowhere there are more learners to one who guides, or a larger share of them, than in a whole crew may
    be."""

    learner_weeks_without_work: float
    """Head-weeks in which somebody learns while the crew has no work at all, and so is on none: who teaches them would
    have to find some elsewhere in the firm."""

    years: tuple[YearOfTrade, ...]
    """Supply and demand per trade, region and year."""

    places: tuple[SeatsOfTrack, ...]
    """Seats and candidates, and how far they are taken."""

    nearest: NearestNewcomer | None
    """Who is nearest to paying; ``null`` where nobody could be taken on."""

    scarcity: Scarcity | None
    """What one more head, seat or guide is worth; ``null`` where no prices certify a bound."""

    shortages: tuple[Shortage, ...]
    """Per trade and region in which the plan without newcomers hires, until when that lasts."""

    without_certificate: dict[str, Any] | None
    """The numbers that prove the bound without newcomers; ``null`` where it is not certified."""

    beside_certificate: dict[str, Any] | None
    """Likewise with them."""


class NewcomersRecord(Part):
    """All answers about newcomers."""

    format_version: Literal[1]
    """Raised when the meaning of a key changes."""

    answers: tuple[NewcomersAnswer, ...]
    """One per question."""

    def to_json(self) -> str:
        """The file's text."""
        return self.model_dump_json(indent=1) + "\n"
