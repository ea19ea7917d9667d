"""Everything that an output folder states, derived again from the programme, the plans and the certificates in it.

Nothing is solved and no solver is loaded: costs come from the checker, bounds from ``wijkplan.models.check.bounds``,
intervals from both. The stored plans are made again; what equal delivery means is taken from them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from wijkplan.models.check import judge
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled
from wijkplan.planner.experiment.compare import priced
from wijkplan.planner.experiment.savings import Dissolved, Figure, Moved, savings
from wijkplan.planner.folder.stored_comparison import Folder
from wijkplan.planner.plan.rule_words import rule_name
from wijkplan.planner.plan.variant_words import named
from wijkplan.planner.plan.variants import (
    QUESTIONS,
    SOONER,
    STORED,
    VARIANTS,
    Question,
    in_variant,
    wider,
)
from wijkplan.planner.record import (
    Attribution,
    BreakEven,
    ClientGains,
    DeliveryAsked,
    Result,
    Saving,
    Settlements,
)
from wijkplan.planner.results.attribution import attribution
from wijkplan.planner.results.break_even import break_evens
from wijkplan.planner.results.client_savings import Key, clients
from wijkplan.planner.results.comparison_json import delivery_asked
from wijkplan.planner.results.words import WORDS
from wijkplan.planner.text import Text, say

from .certificates import Pair, Proofs

What = Literal[
    "plan",
    "bound",
    "transfer",
    "dissolution",
    "saving",
    "attribution",
    "delivery",
    "paper",
    "access",
    "front",
    "break-even",
    "clients",
    "swap",
    "difference",
    "race",
    "baseline",
    "fields",
]


WHAT: Mapping[What, Text] = {
    "plan": say("plan"),
    "bound": say("bound"),
    "transfer": say("transfer"),
    "dissolution": say("dissolution"),
    "saving": say("saving"),
    "attribution": say("attribution"),
    "delivery": say("delivery"),
    "paper": say("paper"),
    "access": say("access"),
    "front": say("front"),
    "break-even": say("break-even"),
    "clients": say("clients"),
    "swap": say("swap"),
    "difference": say("difference"),
    "race": say("race"),
    "baseline": say("baseline"),
    "fields": say("fields"),
}
"""What is derived, in a word."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One stated figure (euros) beside what is derived. ``note`` says why nothing could be derived, or what the figure
    rests on."""

    question: str
    variant: str
    what: What
    stated: int | str | None
    derived: int | str | None
    agrees: bool
    note: str = ""


def audit(read: Folder, compiled: Compiled, proofs: Proofs) -> tuple[Checked, ...]:
    """Derive every cost, certified bound and saving of a folder again."""
    return tuple(_Audit(read, compiled, proofs).rows())


class _Audit:
    def __init__(self, read: Folder, compiled: Compiled, proofs: Proofs) -> None:
        self.read, self.compiled, self.proofs = read, compiled, proofs
        self.asked = read.asked(compiled)

    def rows(self) -> Iterator[Checked]:
        for result in self.read.results:
            if result.plan is not None:
                yield self.plan(result)
            if result.bound is not None:
                yield self.bound(result)
        comparison = self.read.comparison
        yield self.delivery(comparison.delivery)
        stated = comparison.savings
        told: dict[Pair, int] = {(t.question, t.source, t.to): t.euros for t in comparison.transfers}
        for key in dict.fromkeys((*told, *self.proofs.transfers)):
            yield self.transfer(key, told.get(key))
        apart: dict[tuple[str, str, str, bool], int] = {
            (d.question, d.source, d.to, d.partner_crews): d.euros for d in comparison.dissolutions
        }
        for key2 in dict.fromkeys((*apart, *self.proofs.dissolutions)):
            yield self.dissolution(key2, apart.get(key2))
        for question in dict.fromkeys(result.question for result in comparison.in_euros):
            yield from self.savings(question, [s for s in stated if s.question == question])
        yield from self.attribution()
        yield from self.break_even()
        yield from self.clients()

    def delivery(self, stated: DeliveryAsked | None) -> Checked:
        """What equal delivery asks, by the baseline."""
        derived = delivery_asked(self.compiled, self.asked.get("equal_delivery"))
        return Checked(
            "equal_delivery",
            self.read.comparison.baseline,
            "delivery",
            _weeks(stated),
            _weeks(derived),
            stated == derived,
        )

    def problem(self, question: Question, variant: str) -> Problem:
        """What a plan of a variant is judged by: of a stored one at the prices of the question, which it need not keep
        otherwise."""
        asked = self.asked[question]
        return (
            priced(question, asked, VARIANTS[variant])
            if VARIANTS[variant] in STORED
            else in_variant(asked, VARIANTS[variant])
        )

    def holds(self, question: Question, variant: str) -> bool:
        """Whether a stored plan keeps what the question asks; of other plans there is no question."""
        plan = self.read.plans.get((question, variant))
        return (
            plan is None
            or question not in self.asked
            or judge(in_variant(self.asked[question], VARIANTS[variant]), plan).feasible
        )

    def plan(self, result: Result) -> Checked:
        """The cost of a plan, by the checker."""
        question, variant = result.question, result.variant
        verdict = judge(self.problem(question, variant), self.read.plans[question, variant])
        note = (
            ""
            if verdict.feasible
            else say("the plan breaks rules, first {violation}", violation=rule_name(verdict.violations[0].rule))
        )
        terms = {term: euros for term, euros in verdict.terms.items() if term in result.terms}
        agrees = verdict.feasible and verdict.objective == result.cost and terms == result.terms
        agrees = agrees and (question in SOONER or sum(terms.values()) == verdict.objective)
        return Checked(question, variant, "plan", result.cost, verdict.objective, agrees, note)

    def bound(self, result: Result) -> Checked:
        """A bound, from the certificate of the variant whose problem it belongs to."""
        question, variant, source, stated = result.question, result.variant, result.bound_from, result.bound
        if not result.bound_certified:
            return Checked(
                question, variant, "bound", stated, None, True, say("a solver's claim, stated as not certified")
            )
        if source is None or (source != variant and source not in wider(variant)):
            why = say(
                "a bound for {source} says nothing about {variant}", source=named(source or "-"), variant=named(variant)
            )
            return Checked(question, variant, "bound", stated, None, False, why)
        derived, note = self.proofs.bound(question, source)
        note = note or say("certificate of {source}", source=named(source))
        return Checked(question, variant, "bound", stated, derived, derived == stated, note)

    def transfer(self, key: Pair, stated: int | None) -> Checked:
        """What combining saves whatever the plan, from its certificate."""
        question, source, to = key
        euros, note = self.proofs.transfer(key)
        return Checked(question, f"{source}-{to}", "transfer", stated, euros, stated == euros, note)

    def dissolution(self, key: tuple[str, str, str, bool], stated: int | None) -> Checked:
        """What combining saves at most whatever the plan, from its certificate."""
        question, source, to, partners = key
        euros, note = self.proofs.dissolution(key)
        told = note or ("" if partners else say("without partner crews"))
        return Checked(question, f"{source}-{to}", "dissolution", stated, euros, stated == euros, told)

    def savings(self, question: Question, stated: list[Saving]) -> Iterator[Checked]:
        """Intervals and words, from the stated costs and bounds."""
        figures = {
            r.variant: Figure(
                r.cost,
                r.decidable_cost,
                r.bound,
                r.bound_certified,
                r.status == "stored",
                r.status != "stored" or self.holds(question, r.variant),
            )
            for r in self.read.results
            if r.question == question
        }
        told = {(s.source, s.to): s for s in stated}
        moved = [(key, self.proofs.transfer(key)[0]) for key in self.proofs.transfers if key[0] == question]
        apart = [
            (key, self.proofs.dissolution(key)[0]) for key in self.proofs.dissolutions if key[0] == question and key[3]
        ]
        try:
            derived = savings(
                question,
                figures,
                [Moved(source, to, euros) for (_, source, to), euros in moved if euros is not None],
                [Dissolved(source, to, euros) for (_, source, to, _), euros in apart if euros is not None],
            )
        except ValueError:  # a cost below a bound: nothing follows from that
            derived = ()
        for s in derived:
            said = told.pop((s.source, s.to), None)
            yield _saving(s, said, s)
        for said in told.values():
            yield _saving(said, said, None)

    def attribution(self) -> Iterator[Checked]:
        """Where savings come from, from the stated terms, transfers and dissolutions."""
        told = self.read.comparison
        stated = {row.question: row for row in told.attribution}
        for question in dict.fromkeys((*stated, *QUESTIONS)):
            said = stated.get(question)
            found = attribution(question, told.results, told.transfers, told.dissolutions)
            yield Checked(
                question,
                say("all"),
                "attribution",
                _split(said),
                _split(found),
                said == found,
                say("steps and causes of the plans found"),
            )

    def break_even(self) -> Iterator[Checked]:
        """By how much bids may rise, from the stated costs and savings and the plans."""
        told = self.read.comparison
        stated = {(row.question, row.source, row.to): row for row in told.break_even}
        again = break_evens(self.compiled, told.results, told.savings, self.read.plans, told.baseline)
        derived = {(row.question, row.source, row.to): row for row in again}
        for key in dict.fromkeys((*stated, *derived)):
            said, found = stated.get(key), derived.get(key)
            yield Checked(key[0], f"{key[1]}-{key[2]}", "break-even", _rise(said), _rise(found), said == found)

    def clients(self) -> Iterator[Checked]:
        """Who gains between variants and what the key asks for shared openings, from the plans."""
        asked, stated = self.asked, self.read.comparison.clients
        made: dict[Key, tuple[Problem, Plan]] = {
            (q, v): (self.problem(q, v), plan)
            for q in QUESTIONS
            if q in asked
            for (p, v), plan in self.read.plans.items()
            if p == q
        }
        derived = clients(self.compiled.names, made)
        told = {(row.question, row.source, row.to): row for row in stated.pairs}
        found = {(row.question, row.source, row.to): row for row in derived.pairs}
        for key in dict.fromkeys((*told, *found)):
            said, right = told.get(key), found.get(key)
            yield Checked(key[0], f"{key[1]}-{key[2]}", "clients", _losers(said), _losers(right), said == right)
        keys, again = ({(p.question, p.variant): p for p in part.opening_key.plans} for part in (stated, derived))
        for key2 in dict.fromkeys((*keys, *again)):
            a, b = keys.get(key2), again.get(key2)
            yield Checked(*key2, "clients", _settled(a), _settled(b), a == b, say("settlements for shared openings"))


def _split(row: Attribution | None) -> str | None:
    return None if row is None else " + ".join(str(step.euros) for step in row.sharing_first)


def _losers(row: ClientGains | None) -> str | None:
    return None if row is None else say("{pay} pay, {lose} lose", pay=len(row.clients), lose=len(row.losers))


def _settled(row: Settlements | None) -> str | None:
    if row is None:
        return None
    settled = sum(s for s in row.settlements.values() if s > 0)
    return say("{openings} shared, {settled} settled", openings=row.openings, settled=settled)


def _rise(row: BreakEven | None) -> str | None:
    if row is None:
        return None
    low, found = ("-" if one is None else one for one in (row.low_percent, row.found_percent))
    return say("{low} %, plans {found} %", low=low, found=found)


def _saving(pair: Saving, stated: Saving | None, derived: Saving | None) -> Checked:
    return Checked(
        pair.question, f"{pair.source}-{pair.to}", "saving", _interval(stated), _interval(derived), stated == derived
    )


def _interval(saving: Saving | None) -> str | None:
    if saving is None:
        return None
    word = WORDS[saving.word]
    if saving.high is None:
        return say("{low} or more, {word}", low=saving.low, word=word)
    return say("{low} to {high}, {word}", low=saving.low, high=saving.high, word=word)


def _weeks(delivery: DeliveryAsked | None) -> str | None:
    if delivery is None:
        return None
    weeks = " ".join(str(week) for week in delivery.due_week.values())
    return say(
        "burden {burden}, rests broken {rests}, due {weeks}",
        burden=delivery.max_burden_eur,
        rests=delivery.max_broken_rests,
        weeks=weeks,
    )
