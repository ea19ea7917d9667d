"""The words of results, in one place and both languages: written in English, their Dutch in the catalogue
(``planner/text/nl.po``). :class:`Words` gives all of them in a language, and says amounts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from wijkplan.planner.reference import load
from wijkplan.planner.text import Language, Text, amounts, say, translated

WORDS: Mapping[str, Text] = {
    "proven": say("proven"),
    "proven dearer": say("proven dearer"),
    "indicated": say("indicated"),
    "negligible": say("negligible"),
    "undecided": say("undecided"),
}

WORDS_MEAN: Mapping[str, Text] = {
    "proven": say(
        "the low end lies above zero and both bounds are certified: "
        "derived again in whole numbers, apart from the solver"
    ),
    "proven dearer": say("the high end lies below zero: the plan before it asks less, and is cheaper for that"),
    "indicated": say("the low end lies above zero, but one of the bounds is not certified"),
    "negligible": say("even the high end is less than 0.5 % of the decidable cost"),
    "undecided": say("the low end is zero and the high end is not small: it may be much or nothing"),
}

STATUS: Mapping[str, Text] = {
    "optimal": say("optimal"),
    "feasible": say("plan found"),
    "stored": say("stored plan"),
    "no_plan": say("no plan found"),
    "infeasible": say("no plan possible"),
}

STEPS: Mapping[str, Text] = {
    "streets": say("streets"),
    "districts": say("districts"),
    "aligning": say("aligning"),
    "sharing": say("sharing people"),
    "combining": say("tendering together"),
}

CAUSES: Mapping[str, Text] = {
    "procedures": say("procedures"),
    "mobilisation": say("mobilisation of crews"),
    "openings": say("open streets: work, labour of joined digs, coordination, nuisance, rest"),
    "crews": say("crews: labour, standing by, hiring, travel, lending, partners"),
    "timing": say("waiting and weeks moved"),
}

MEASURES: Mapping[str, Text] = {
    "projects_meeting_target": say("projects on time"),
    "openings": say("openings"),
    "weeks_open": say("weeks that a street is open"),
    "broken_rests": say("times a rest period is broken"),
    "hired_head_weeks": say("head-weeks hired"),
    "lent_head_weeks": say("head-weeks lent"),
    "consortium_head_weeks": say("head-weeks from a consortium"),
    "overtime_head_weeks": say("head-weeks of overtime"),
    "idle_head_weeks": say("head-weeks idle"),
    "idle_head_weeks_in_span": say("of which between first and last work"),
    "changes": say("heads by which own people at work rise and fall from quarter to quarter"),
    "spells": say("times that own people begin anew"),
    "mean_weeks_moved": say("weeks moved, on average"),
    "tenders": say("tenders"),
    "combined_tenders": say("of which combined"),
}

QUESTIONS: Mapping[str, Text] = {
    "equal_delivery": say("Equal delivery"),
    "all_in": say("All in"),
    "sooner": say("Sooner, within the weeks that senders are willing to move"),
    "sooner_free": say("Sooner, with work that may come forward as far as it can"),
}

QUESTIONS_MEAN: Mapping[str, Text] = {
    "equal_delivery": say(
        "No district finished later than in the baseline, with no more "
        "nuisance: how much less does it cost? Only euros that are really paid."
    ),
    "all_in": say("Waiting, nuisance, broken rest periods and moved weeks count as well, at social prices."),
}

STANDING: Mapping[str, Text] = {
    "surely not worse": say("surely not worse"),
    "not worse": say("not worse"),
    "worse": say("worse"),
}

TRUST: Mapping[str, Text] = {
    "sourced": say("source"),
    "stated": say("own figure"),
    "derived": say("derived"),
    "assumption": say("assumption"),
}

ACCESS: Mapping[str, Text] = {
    "outside_firms": say("firms outside the programme, per sector and region"),
    "outside_heads": say("heads of such a firm"),
    "outside_own_percent": say("share of the hours that it does itself (%)"),
    "turnover_per_head_low_eur": say("turnover per head and year, low (€)"),
    "turnover_per_head_high_eur": say("turnover per head and year, high (€)"),
    "reference_reach_percent": say("largest reference, % of yearly turnover"),
    "small_firm_percent": say("largest lot that fits, % of the yearly turnover of the median firm"),
    "least_bidders": say("fewest firms per lot"),
}

FORMS: Mapping[str, Text] = {
    "single": say("one project"),
    "undivided": say("undivided"),
    "lots-work-type": say("lots by work type"),
    "lots-regime": say("lots by regime"),
    "lots-district": say("lots by district"),
    "lots-client": say("lots by client"),
    "lots-project": say("a lot per project"),
}

TOGETHER: Mapping[str, Text] = {
    "one contract": say("yes, in one contract"),
    "in lots": say("yes, in lots per regime"),
    "apart": say("no, too far apart in place or time"),
    "unlawful": say("no, the law does not allow it"),
    "not free": say("no, not all of it is to be tendered"),
}

SHORT_TOGETHER: Mapping[str, Text] = {
    "one contract": say("one contract"),
    "in lots": say("in lots"),
    "apart": say("too far"),
    "unlawful": say("unlawful"),
    "not free": say("not free"),
}

REASONS: Mapping[str, Text] = {
    "shared-street": say("a street"),
    "shared-trade": say("a trade"),
    "shared-weeks": say("weeks"),
    "one-client": say("the client"),
}

AWARDS: Mapping[str, Text] = {
    "to-tender": say("still to be tendered"),
    "call-off": say("call-off under a framework or concession"),
    "contracted": say("under contract"),
    "in-house": say("in-house"),
    "private": say("private"),
}

SOURCES: Mapping[str, Text] = {
    "own": say("own"),
    "lent": say("lent"),
    "consortium": say("consortium"),
    "hired": say("hired"),
    "overtime": say("overtime"),
}

LETTERS: Mapping[str, Text] = {
    "retrofit": say("homes: H"),
    "heat": say("heat: W"),
    "cabling": say("cables: C"),
    "charging": say("charge points: P"),
    "sewer": say("sewer: S"),
    "water": say("water mains: D"),
    "telecom": say("telecom: T"),
    "paving": say("paving: V"),
    "trees": say("trees: B"),
}
"""One letter per work type, the last of its text, where charts have no room to spell it out."""


class Words:
    """All words in a language, by id, and how amounts are said in it."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.WORDS = self._said(WORDS)
        self.WORDS_MEAN = self._said(WORDS_MEAN)
        self.STATUS = self._said(STATUS)
        self.STEPS = self._said(STEPS)
        self.CAUSES = self._said(CAUSES)
        self.MEASURES = self._said(MEASURES)
        self.QUESTIONS = self._said(QUESTIONS)
        self.QUESTIONS_MEAN = self._said(QUESTIONS_MEAN)
        self.STANDING = self._said(STANDING)
        self.TRUST = self._said(TRUST)
        self.ACCESS = self._said(ACCESS)
        self.FORMS = self._said(FORMS)
        self.TOGETHER = self._said(TOGETHER)
        self.SHORT_TOGETHER = self._said(SHORT_TOGETHER)
        self.REASONS = self._said(REASONS)
        self.AWARDS = self._said(AWARDS)
        self.SOURCES = self._said(SOURCES)
        self.LETTERS = {kind: told[-1] for kind, told in self._said(LETTERS).items()}

    @cached_property
    def WORK_TYPES(self) -> dict[str, str]:
        """Names of the work types of the reference data."""
        return {kind: norm.called(self.language) for kind, norm in load().work_types.items()}

    def _said(self, words: Mapping[str, Text]) -> dict[str, str]:
        return {key: translated(told, self.language) for key, told in words.items()}

    def number(self, value: float, digits: int = 0) -> str:
        """A number with its thousands in groups: ``1.234,5`` in Dutch, ``1,234.5`` in English."""
        return amounts.number(value, self.language, digits)

    def euros(self, amount: float | None) -> str:
        """Whole euros; a dash where there is nothing."""
        return amounts.euros(amount, self.language)

    def brief(self, amount: float | None) -> str:
        """Euros in thousands or millions, for sentences."""
        return amounts.brief(amount, self.language)

    def percent(self, share: float | None, digits: int = 1) -> str:
        """A share as a percentage."""
        return amounts.percent(share, self.language, digits)


DUTCH, ENGLISH = Words("nl"), Words("en")
