"""What the report and the command line conclude from figures, a sentence each: what is said depends on the figures,
how on the language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from wijkplan.models.problem import CASH
from wijkplan.planner.record import BreakEven, ClientGains, Comparison, Result, Saving, Sooner, WeeksGained

from .locale import Tongue

THAN: Mapping[str, tuple[str, str]] = {
    "own": ("wanneer ieder voor zich goed plant", "when each plans well for itself"),
    "streets": (
        "wanneer ieder voor zich goed plant en elke wijk haar straten afstemt",
        "when each plans well for itself and every district settles its streets",
    ),
    "districts": (
        "wanneer ieder voor zich goed plant en elke wijk al haar werk afstemt",
        "when each plans well for itself and every district settles all its work",
    ),
}
"""What a baseline is, Dutch and English."""


class Sentences:
    """Sentences in one language."""

    def __init__(self, tongue: Tongue) -> None:
        self.tongue, self.words = tongue, tongue.words

    def interval(self, low: int, high: int | None) -> str:
        """An interval in euros, within a sentence."""
        least = self.words.brief(low)
        if high is None:
            return self.tongue.say("ten minste {least}", "at least {least}", least=least)
        most = self.words.brief(high)
        return (
            str(least)
            if least == most
            else self.tongue.say("tussen {least} en {most}", "between {least} and {most}", least=least, most=most)
        )

    def status(self, row: Result) -> str:
        """How a result came out; *optimal* says whose word that is where the bound shown does not prove it."""
        if row.status == "optimal" and row.bound != row.cost:
            return self.tongue.say(
                "optimaal volgens de rekenkern, niet gecertificeerd", "optimal according to the solver, not certified"
            )
        return str(self.words.STATUS[row.status])

    def headline(self, question: str, saving: Saving | None, base: Result | None) -> str:
        """The sentence of one question. ``saving`` is from the baseline to bundled, ``base`` the result of the
        baseline."""
        tell = self.tongue.say
        if question == "equal_delivery":
            lead = tell(
                "Gelijke oplevering: hetzelfde werk, geen wijk later",
                "Equal delivery: the same work, no district later",
            )
        else:
            lead = tell("Alles meegerekend: het hele programma", "All in: the whole programme")
        if saving is None or base is None or not base.decidable_cost:
            return lead + tell(
                ": er is geen vergelijking, omdat een plan ontbreekt.",
                ": there is no comparison, because a plan is missing.",
            )
        low, high, decidable = saving.low, saving.high, base.decidable_cost
        paid = sum(base.terms.get(term, 0) for term in CASH)
        fields = {
            "lead": lead,
            "word": self.words.WORDS[saving.word],
            "most": self.words.brief(high),
            "than": tell(*THAN[base.variant]),
        }
        if saving.word == "negligible":
            return tell(
                "{lead} wordt door afstemmen, delen en samen aanbesteden hooguit {most} goedkoper dan {than}: {word}.",
                "{lead} becomes at most {most} cheaper than {than} by aligning, sharing and tendering together: "
                "{word}.",
                **fields,
            )
        if saving.word == "undecided" and high is None:
            return tell(
                "{lead}: wat afstemmen, delen en samen aanbesteden schelen is {word}; er is nog geen ondergrens.",
                "{lead}: what aligning, sharing and tendering together save is {word}; there is no bound yet.",
                **fields,
            )
        if saving.word == "undecided":
            return tell(
                "{lead} wordt door afstemmen, delen en samen aanbesteden hooguit {most} goedkoper dan {than}, "
                "misschien niets: {word}.",
                "{lead} becomes at most {most} cheaper than {than} by aligning, sharing and tendering together, "
                "perhaps nothing: {word}.",
                **fields,
            )
        if saving.word == "proven dearer":
            return tell(
                "{lead} wordt door afstemmen, delen en samen aanbesteden niet goedkoper dan {than}: {word}.",
                "{lead} does not become cheaper than {than} by aligning, sharing and tendering together: {word}.",
                **fields,
            )
        return tell(
            "{lead} kost door afstemmen, delen en samen aanbesteden {amount} minder dan {than} "
            "({of_paid} van wat dan wordt betaald, {shares} van de kosten die een planning kan beïnvloeden): {word}.",
            "{lead} costs {amount} less by aligning, sharing and tendering together than {than} "
            "({of_paid} of what is paid then, {shares} of the cost that a plan can influence): {word}.",
            amount=self.interval(low, high),
            of_paid=self._shares(low, high, paid, 1),
            shares=self._shares(low, high, decidable, 0),
            **fields,
        )

    def _shares(self, low: int, high: int | None, whole: int, decimals: int) -> str:
        if whole <= 0:
            return self.tongue.say("onbekend deel", "unknown part")
        ends = dict.fromkeys(self.words.percent(end / whole, decimals) for end in (low, high) if end is not None)
        return self.tongue.say(" tot ", " to ").join(ends)

    def beside(self, base: Result | None, together: Result | None) -> str:
        """What the plan with everything together asks of people and streets, beside the baseline; empty where a plan
        is missing."""
        if base is None or together is None or base.measures is None or together.measures is None:
            return ""
        was, now, number = base.measures, together.measures, self.words.number
        return self.tongue.say(
            "Samen tegen dat vergelijkingsplan: {on_time} van {projects} projecten op tijd (was {on_time_was}); werk "
            "gemiddeld {moved} weken "
            "verschoven van de gevraagde week ({moved_was}); {hired} mensweken ingehuurd ({hired_was}); {idle} "
            "mensweken leegloop ({idle_was}); "
            "{changes} wisselingen van eigen mensen per kwartaal opgeteld ({changes_was}); {openings} opbrekingen "
            "({openings_was}).",
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
                "Eerder: binnen de weken die afzenders zelf accepteren",
                "Sooner: within the weeks that senders are willing to move",
            )
        else:
            lead = tell(
                "Eerder, als werk zo ver naar voren mag als het kan",
                "Sooner, where work may come forward as far as it can",
            )
        if row.weeks_sooner_most is None:
            most = tell(
                "hoeveel het hooguit kan zijn is nog niet bekend", "how much it can be at most is not known yet"
            )
        else:
            most = tell(
                "meer dan {weeks} weken kan in geen plan",
                "no plan can do more than {weeks} weeks",
                weeks=number(row.weeks_sooner_most, 1),
            )
        more = ""
        if row.most_homes_more and row.homes_more_per_year is not None:
            more = tell(
                " Eind {year} zijn {homes} woningen meer klaar, {rate} per jaar.",
                " By the end of {year} {homes} more homes are done, {rate} a year.",
                year=row.by_year,
                homes=number(row.most_homes_more),
                rate=number(row.homes_more_per_year),
            )
        return tell(
            "{lead}, met niet meer geld, inhuur en wisselingen dan {than}, is een woning gemiddeld {weeks} weken "
            "eerder klaar (na week {now}, was "
            "{before}); {most}: {word}.{more}",
            "{lead}, with no more cash, hired people and changes than {than}, a home is done {weeks} weeks sooner on "
            "average (after week {now}, was "
            "{before}); {most}: {word}.{more}",
            lead=lead, than=tell(*THAN[baseline]), weeks=number(row.weeks_sooner, 1), now=number(row.mean_week, 1),
            before=number(base.mean_week, 1),
            most=most, word=self.words.WORDS[row.word], more=more,
        )  # fmt: skip

    def bundling(self, saving: Saving | None) -> str:
        """What sharing and combining add to alignment, so that they are not credited with what alignment achieves."""
        if saving is None or saving.high is None:
            return ""
        low, high = saving.low, saving.high
        return self.tongue.say(
            "Daarvan komt van mensen delen en samen aanbesteden, bovenop afstemmen, {amount}: {word}.",
            "Of this, sharing people and tendering together bring, on top of aligning, {amount}: {word}.",
            amount=self.interval(low, high)
            if low > 0
            else self.tongue.say("hooguit {most}", "at most {most}", most=self.words.brief(high)),
            word=self.words.WORDS[saving.word],
        )

    def break_even(self, row: BreakEven) -> str:
        """By how much bids may rise before combining is no longer cheaper: from the low end of the saving, and beside
        it from the plans found."""
        tell, low, found = self.tongue.say, row.low_percent, row.found_percent
        if low is None:
            return tell(
                "Er is geen werk dat samen aanbesteed kan worden.", "There is no work that can be tendered together."
            )
        if found is None:
            plans = tell("de gevonden plannen combineren niets", "the plans found combine nothing")
        else:
            plans = tell(
                "in de gevonden plannen {share} %", "in the plans found {share} %", share=self.words.number(found, 2)
            )
        if low > 0:
            return tell(
                "Samen aanbesteden blijft goedkoper zolang inschrijvingen door het combineren minder dan {share} % "
                "stijgen, "
                "wat het beste plan ook combineert ({word}); {plans}.",
                "Tendering together stays cheaper as long as combining makes bids rise by less than {share} %, "
                "whatever the best plan combines ({word}); {plans}.",
                share=self.words.number(low, 2),
                word=self.words.WORDS[row.word],
                plans=plans,
            )
        return tell(
            "Hoeveel inschrijvingen door het combineren mogen stijgen is onbeslist: de ondergrens van de besparing "
            "laat geen ruimte; {plans}.",
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
            "Samen aanbesteden scheelt {saves} ({word})",
            "Tendering together saves {saves} ({word})",
            saves=self.interval(saved.low, saved.high),
            word=words.WORDS[saved.word],
        )
        if rise.low_percent > 0:
            gone = tell(
                "en dat is weg als inschrijvingen door minder mededinging {share} % stijgen, wat het beste plan ook "
                "combineert",
                "and that is gone once less competition makes bids rise by {share} %, whatever the best plan combines",
                share=words.number(rise.low_percent, 2),
            )
        elif rise.found_percent is not None and rise.found_percent > 0:
            gone = tell(
                "en bij de gevonden plannen is het weg als inschrijvingen door minder mededinging {share} % stijgen",
                "and in the plans found it is gone once less competition makes bids rise by {share} %",
                share=words.number(rise.found_percent, 2),
            )
        else:
            gone = tell("en ruimte voor hogere inschrijvingen is er niet", "and there is no room for higher bids")
        left = next((row for row in told.savings if (row.question, row.source, row.to) == (question, *pair)), None)
        then = ""
        if left is not None and {"market_percent", "coordination_percent"} <= told.assumptions.keys():
            dutch, english = (
                (
                    "is niet bekend wat er overblijft: de gevonden plannen zijn samen niet goedkoper dan apart",
                    "what is left is not known: the plans found are no cheaper together than apart",
                )
                if left.plans_eur <= 0
                else (
                    "kost het {left} meer in plaats van {found} minder, tussen de gevonden plannen",
                    "it costs {left} more instead of {found} less, between the plans found",
                )
                if left.left_eur < 0
                else (
                    "blijft van de {found} {left} over, tussen de gevonden plannen",
                    "{left} is left of the {found}, between the plans found",
                )
            )
            then = tell(
                "; aangenomen is {market} % door minder inschrijvers en een opslag van {markup} % voor een "
                f"hoofdaannemer, en dan {dutch}",
                "; assumed are {market} % for fewer bidders and a surcharge of {markup} % for a main contractor, and "
                f"then {english}",
                market=words.number(told.assumptions["market_percent"].value, 1),
                markup=words.number(told.assumptions["coordination_percent"].value, 1),
                found=words.brief(left.plans_eur),
                left=words.brief(abs(left.left_eur)),
            )
        return f"{first}, {gone}{then}."

    def losers(self, pair: ClientGains, names: Mapping[str, str], key: Literal["losers", "losers_with_key"]) -> str:
        """Which clients pay more in the wider variant."""
        tell, lost, payers = self.tongue.say, getattr(pair, key), len(pair.clients)
        if not lost:
            return tell(
                "geen van de {all} opdrachtgevers gaat erop achteruit", "none of the {all} clients loses", all=payers
            )
        return tell(
            "{some} van de {all} opdrachtgevers {verb} erop achteruit: {names}",
            "{some} of the {all} clients {verb}: {names}",
            some=len(lost),
            all=payers,
            verb=tell("gaat", "loses") if len(lost) == 1 else tell("gaan", "lose"),
            names=", ".join(names[c] for c in lost),
        )

    def weeks_gained(self, gained: WeeksGained) -> str:
        """How much sooner districts are finished, with what is paid for it on both sides; later is said as plainly as
        sooner."""
        tell, mean = self.tongue.say, gained.mean_weeks
        weeks = self.words.number(abs(mean), 1)
        if gained.at_equal_or_lower_cost:
            price = tell("bij gelijke of lagere kosten", "at equal or lower cost")
        else:
            price = tell("maar niet bij gelijke kosten", "but not at equal cost")
        if abs(mean) < 0.05:
            when = tell(
                "even vroeg klaar als in het vergelijkingsplan, {price}",
                "as early as in the baseline, {price}",
                price=price,
            )
        elif mean < 0:
            when = tell(
                "{weeks} weken later klaar dan in het vergelijkingsplan",
                "{weeks} weeks later than in the baseline",
                weeks=weeks,
            )
        else:
            when = tell(
                "{weeks} weken eerder klaar dan in het vergelijkingsplan, {price}",
                "{weeks} weeks sooner than in the baseline, {price}",
                weeks=weeks,
                price=price,
            )
        return tell(
            "In het plan waarin alles samen gaat (alles meegerekend) is een wijk, gewogen naar woningen, gemiddeld "
            "{when}: betaald wordt {after} "
            "tegen {before} in het vergelijkingsplan. Over de laatste streefdatum heen gaat een wijk gemiddeld {late} "
            "weken, daar {today} weken.",
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
