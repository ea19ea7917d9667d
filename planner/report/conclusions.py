"""What the report and the command line conclude from figures, a sentence each: what is said depends on the figures,
how on the language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from wijkplan.models.problem import CASH
from wijkplan.planner.record import BreakEven, ClientGains, Comparison, Result, Saving, Sooner, WeeksGained
from wijkplan.planner.text import Text, say

from .locale import Tongue

THAN: Mapping[str, Text] = {
    "own": say("when each plans well for itself"),
    "streets": say("when each plans well for itself and every district settles its streets"),
    "districts": say("when each plans well for itself and every district settles all its work"),
}
"""What a baseline is."""


class Sentences:
    """Sentences in one language."""

    def __init__(self, tongue: Tongue) -> None:
        self.tongue, self.words = tongue, tongue.words

    def interval(self, low: int, high: int | None) -> str:
        """An interval in euros, within a sentence."""
        least = self.words.brief(low)
        if high is None:
            return self.tongue.say("at least {least}", least=least)
        most = self.words.brief(high)
        return str(least) if least == most else self.tongue.say("between {least} and {most}", least=least, most=most)

    def status(self, row: Result) -> str:
        """How a result came out; *optimal* says whose word that is where the bound shown does not prove it."""
        if row.status == "optimal" and row.bound != row.cost:
            return self.tongue.say("optimal according to the solver, not certified")
        return str(self.words.STATUS[row.status])

    def headline(self, question: str, saving: Saving | None, base: Result | None) -> str:
        """The sentence of one question. ``saving`` is from the baseline to bundled, ``base`` the result of the
        baseline."""
        tell = self.tongue.say
        if question == "equal_delivery":
            lead = tell(
                "Equal delivery: the same work, no district later",
            )
        else:
            lead = tell("All in: the whole programme")
        if saving is None or base is None or not base.decidable_cost:
            return lead + tell(
                ": there is no comparison, because a plan is missing.",
            )
        low, high, decidable = saving.low, saving.high, base.decidable_cost
        paid = sum(base.terms.get(term, 0) for term in CASH)
        fields = {
            "lead": lead,
            "word": self.words.WORDS[saving.word],
            "most": self.words.brief(high),
            "than": self.tongue.sentence(THAN[base.variant]),
        }
        if saving.word == "negligible":
            return tell(
                "{lead} becomes at most {most} cheaper than {than} by aligning, sharing and tendering together: "
                "{word}.",
                **fields,
            )
        if saving.word == "undecided" and high is None:
            return tell(
                "{lead}: what aligning, sharing and tendering together save is {word}; there is no bound yet.",
                **fields,
            )
        if saving.word == "undecided":
            return tell(
                "{lead} becomes at most {most} cheaper than {than} by aligning, sharing and tendering together, "
                "perhaps nothing: {word}.",
                **fields,
            )
        if saving.word == "proven dearer":
            return tell(
                "{lead} does not become cheaper than {than} by aligning, sharing and tendering together: {word}.",
                **fields,
            )
        return tell(
            "{lead} costs {amount} less by aligning, sharing and tendering together than {than} "
            "({of_paid} of what is paid then, {shares} of the cost that a plan can influence): {word}.",
            amount=self.interval(low, high),
            of_paid=self._shares(low, high, paid, 1),
            shares=self._shares(low, high, decidable, 0),
            **fields,
        )

    def _shares(self, low: int, high: int | None, whole: int, decimals: int) -> str:
        if whole <= 0:
            return self.tongue.say("unknown part")
        ends = dict.fromkeys(self.words.percent(end / whole, decimals) for end in (low, high) if end is not None)
        return self.tongue.say(" to ").join(ends)

    def beside(self, base: Result | None, together: Result | None) -> str:
        """What the plan with everything together asks of people and streets, beside the baseline; empty where a plan
        is missing."""
        if base is None or together is None or base.measures is None or together.measures is None:
            return ""
        was, now, number = base.measures, together.measures, self.words.number
        return self.tongue.say(
            "Together against that baseline: {on_time} of {projects} projects on time (was {on_time_was}); work moved "
            "{moved} weeks from the week "
            "asked for on average ({moved_was}); {hired} head-weeks hired ({hired_was}); {idle} head-weeks idle "
            "({idle_was}); "
            "{changes} changes of own heads over all quarters ({changes_was}); {openings} openings ({openings_was}).",
            on_time=now.projects_meeting_target, on_time_was=was.projects_meeting_target, projects=now.projects,
            moved=number(now.mean_weeks_moved, 1), moved_was=number(was.mean_weeks_moved, 1),
            hired=number(now.hired_head_weeks), hired_was=number(was.hired_head_weeks),
            idle=number(now.idle_head_weeks), idle_was=number(was.idle_head_weeks),
            changes=number(now.changes), changes_was=number(was.changes),
            openings=now.openings, openings_was=was.openings,
        )  # fmt: skip

    def sooner(self, asked: Sooner, baseline: str) -> str:
        """How much sooner homes are done with everything together and no more means than the baseline; empty where a
        plan is missing."""
        tell, number, row, base = self.tongue.say, self.words.number, asked.of("bundled"), asked.baseline
        if row is None or base is None or row.weeks_sooner is None or row.mean_week is None or base.mean_week is None:
            return ""
        if asked.question == "sooner":
            lead = tell(
                "Sooner: within the weeks that senders are willing to move",
            )
        else:
            lead = tell(
                "Sooner, where work may come forward as far as it can",
            )
        word = self.words.WORDS[row.word]
        if row.weeks_sooner_most is None:
            sure = tell("{word}; how much it can be at most is not known yet", word=word)
        else:
            most = tell("no plan can do more than {weeks} weeks", weeks=number(row.weeks_sooner_most, 1))
            sure = f"{most}: {word}"
        more = ""
        if row.most_homes_more and row.homes_more_per_year is not None:
            more = tell(
                " By the end of {year} {homes} more homes are done, {rate} a year.",
                year=row.by_year,
                homes=number(row.most_homes_more),
                rate=number(row.homes_more_per_year),
            )
        return tell(
            "{lead}, with no more cash, hired people and changes than {than}, a home is done {weeks} weeks sooner on "
            "average (after week {now}, was "
            "{before}); {sure}.{more}",
            lead=lead, than=self.tongue.sentence(THAN[baseline]), weeks=number(row.weeks_sooner, 1),
            now=number(row.mean_week, 1),
            before=number(base.mean_week, 1),
            sure=sure, more=more,
        )  # fmt: skip

    def bundling(self, saving: Saving | None) -> str:
        """What sharing and combining add to alignment, so that they are not credited with what alignment achieves."""
        if saving is None or saving.high is None:
            return ""
        low, high = saving.low, saving.high
        return self.tongue.say(
            "Of this, sharing people and tendering together bring, on top of aligning, {amount}: {word}.",
            amount=self.interval(low, high)
            if low > 0
            else self.tongue.say("at most {most}", most=self.words.brief(high)),
            word=self.words.WORDS[saving.word],
        )

    def break_even(self, row: BreakEven) -> str:
        """By how much bids may rise before combining is no longer cheaper: from the low end of the saving, and beside
        it from the plans found."""
        tell, low, found = self.tongue.say, row.low_percent, row.found_percent
        if low is None:
            return tell("There is no work that can be tendered together.")
        if found is None:
            plans = tell("the plans found combine nothing")
        else:
            plans = tell("in the plans found {share} %", share=self.words.number(found, 2))
        if low > 0:
            return tell(
                "Tendering together stays cheaper as long as combining makes bids rise by less than {share} %, "
                "whatever the best plan combines ({word}); {plans}.",
                share=self.words.number(low, 2),
                word=self.words.WORDS[row.word],
                plans=plans,
            )
        return tell(
            "By how much bids may rise when combined is undecided: the low end of the saving leaves no room; {plans}.",
            plans=plans,
        )

    def combining(self, comparison: Comparison, question: str) -> str:
        """What tendering together adds, the price effect at which it is gone, what is assumed of it, and what is left
        then: one sentence."""
        pair = ("shared", "bundled")
        saved = comparison.saving(question, *pair)
        rise = next((b for b in comparison.break_even if (b.question, b.source, b.to) == (question, *pair)), None)
        if saved is None or rise is None or rise.low_percent is None:
            return "" if rise is None else self.break_even(rise)
        tell, words, told = self.tongue.say, self.words, comparison.scenario
        first = tell(
            "Tendering together saves {saves} ({word})",
            saves=self.interval(saved.low, saved.high),
            word=words.WORDS[saved.word],
        )
        listed = comparison.joint_work.candidates
        if listed.cut_off:
            first += tell(
                " (of more than {listed} lawful tenders that could be better the smallest were weighed: what is saved "
                "at most holds for these)",
                listed=words.number(listed.listed),
            )
        if rise.low_percent > 0:
            gone = tell(
                "and that is gone once less competition makes bids rise by {share} %, whatever the best plan combines",
                share=words.number(rise.low_percent, 2),
            )
        elif rise.found_percent is not None and rise.found_percent > 0:
            gone = tell(
                "and in the plans found it is gone once less competition makes bids rise by {share} %",
                share=words.number(rise.found_percent, 2),
            )
        else:
            gone = tell("and there is no room for higher bids")
        left = next((row for row in told.savings if (row.question, row.source, row.to) == (question, *pair)), None)
        then = ""
        if left is not None and {"market_percent", "coordination_percent"} <= told.assumptions.keys():
            amounts = {"found": words.brief(left.plans_eur), "left": words.brief(abs(left.left_eur))}
            if left.plans_eur <= 0:
                what = tell("what is left is not known: the plans found are no cheaper together than apart")
            elif left.left_eur < 0:
                what = tell("it costs {left} more instead of {found} less, between the plans found", **amounts)
            else:
                what = tell("{left} is left of the {found}, between the plans found", **amounts)
            then = tell(
                "; assumed are {market} % for fewer bidders and a surcharge of {markup} % for a main contractor, and "
                "then {what}",
                market=words.number(told.assumptions["market_percent"].value, 1),
                markup=words.number(told.assumptions["coordination_percent"].value, 1),
                what=what,
            )
        return f"{first}, {gone}{then}."

    def losers(self, pair: ClientGains, names: Mapping[str, str], key: Literal["losers", "losers_with_key"]) -> str:
        """Which clients pay more in the wider variant."""
        tell, lost, payers = self.tongue.say, getattr(pair, key), len(pair.clients)
        if not lost:
            return tell("none of the {all} clients loses", all=payers)
        some = len(lost)
        who = {"some": some, "all": payers, "names": ", ".join(names[c] for c in lost)}
        if some > 1:
            return tell("{some} of the {all} clients lose: {names}", **who)
        return tell("{some} of the {all} clients loses: {names}", **who)

    def weeks_gained(self, gained: WeeksGained) -> str:
        """How much sooner districts are finished, with what is paid for it on both sides; later is said as plainly as
        sooner."""
        tell, mean = self.tongue.say, gained.mean_weeks
        weeks = self.words.number(abs(mean), 1)
        price = tell("at equal or lower cost") if gained.at_equal_or_lower_cost else tell("but not at equal cost")
        if abs(mean) < 0.05:
            when = tell(
                "as early as in the baseline, {price}",
                price=price,
            )
        elif mean < 0:
            when = tell(
                "{weeks} weeks later than in the baseline",
                weeks=weeks,
            )
        else:
            when = tell(
                "{weeks} weeks sooner than in the baseline, {price}",
                weeks=weeks,
                price=price,
            )
        return tell(
            "In the plan with everything together (all in) a district, weighted by homes, is on average finished "
            "{when}: {after} is paid, "
            "against {before} in the baseline. Districts end on average {late} weeks after their last target date, "
            "there {today} weeks.",
            when=when,
            after=self.words.brief(gained.cash_bundled),
            before=self.words.brief(gained.cash_baseline),
            late=self.words.number(gained.mean_weeks_late_bundled, 1),
            today=self.words.number(gained.mean_weeks_late_baseline, 1),
        )
