"""What a race and the forced combinations came to, in a sentence each, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce

from wijkplan.planner.plan.variant_words import named
from wijkplan.planner.record import (
    Comparison,
    ForcedFigures,
    GuaranteeFigures,
    Move,
    Pair,
    RaceFigures,
    SharingWorth,
    Side,
)
from wijkplan.planner.text import Text, both, grouped, say

WORDS = {"proven": say("proven"), "proven dearer": say("proven dearer"), "negligible": say("negligible")}
ALL_WORDS = {**WORDS, "indicated": say("indicated"), "undecided": say("undecided")}
STOPPED = {
    "limit": say("the time is up"),
    "interrupted": say("it was stopped"),
    "open": say("no plan and no bound is left that could decide more"),
}


def race_sentence(race: RaceFigures) -> Text:
    """The outcome of a race as a whole."""
    decided, still_open = len(race.decided), len(race.blocked_by)
    if not still_open and decided == 1:
        return say("The saving asked for was decided after {seconds:.0f} seconds.", seconds=race.seconds)
    if not still_open:
        return say(
            "All {asked} savings asked for were decided after {seconds:.0f} seconds.",
            asked=decided,
            seconds=race.seconds,
        )
    return say(
        "After {seconds:.0f} seconds {decided} of {asked} savings asked for are decided; {why}.",
        seconds=race.seconds,
        decided=decided,
        asked=decided + still_open,
        why=STOPPED[race.stopped],
    )


def race_lines(race: RaceFigures) -> Iterator[Text]:
    """What was decided when, and what would decide the rest."""
    for row in race.decided:
        yield say("{pair}: {word}, after {at:.0f} seconds.", pair=_pair(row), word=WORDS[row.word], at=row.at)
    for blocked in race.blocked_by:
        if not blocked.moves:
            yield say("{pair}: open; no single plan or bound would decide it.", pair=_pair(blocked))
        else:
            yield say("{pair}: open; it would be decided by {move}.", pair=_pair(blocked), move=_move(blocked.moves[0]))


def _pair(row: Pair) -> Text:
    before, after, question = named(row.source), named(row.to), named(row.question)
    return say("{before} -> {after} ({question})", before=before, after=after, question=question)


def _move(move: Move) -> Text:
    name, euros = named(move.variant), move.euros
    if euros is None:
        return (
            say("a plan of {name}", name=name)
            if move.figure == "plan"
            else say("a certified bound of {name}", name=name)
        )
    if move.figure == "plan":
        return say("a plan of {name} that is {euros} euros cheaper", name=name, euros=grouped(euros))
    return say("a bound of {name} that is {euros} euros higher", name=name, euros=grouped(euros))


def forced_sentence(row: ForcedFigures) -> Text:
    """What forcing a combination comes to against separate tenders."""
    name = row.title or " + ".join(row.projects)
    return say("{name} ({question}): {outcome}.", name=name, question=named(row.question), outcome=_outcome(row))


def guarantee_sentence(row: GuaranteeFigures, employers: int) -> Text:
    """What it costs that no employer's own people change more than in the baseline; ``employers`` is how many have
    people."""
    lead = {"question": named(row.question), "price": _price(row)}
    if row.without.plan is None or row.found_eur is None:
        return say(
            "Nobody worse off ({question}): no employer's own people change more than in the baseline; that costs "
            "{price}.",
            **lead,
        )
    return say(
        "Nobody worse off ({question}): no employer's own people change more than in the baseline; that costs "
        "{price}; the plans found "
        "differ by {found} euros. In the one without this guarantee {some} of {all} employers see theirs change more.",
        **lead,
        found=grouped(row.found_eur),
        some=len(row.worse_without),
        all=employers,
    )


def _price(row: GuaranteeFigures) -> Text:
    if row.word == "nothing":
        return say("nothing")
    if row.high is None:
        return say("{low} euros or more", low=grouped(row.low))
    if row.word == "proven":
        return say("{low} to {high} euros ({word})", low=grouped(row.low), high=grouped(row.high), word=WORDS["proven"])
    return say("at most {high} euros, perhaps nothing ({word})", high=grouped(row.high), word=ALL_WORDS[row.word])


def _outcome(row: ForcedFigures) -> Text:
    low, high, together, apart = row.low, row.high, row.together.cost, row.apart.cost
    if together is None:
        return say("no plan was found that buys it together: {reason}", reason=_reason(row.together))
    if apart is None:
        return say("no plan was found that buys it separately: {reason}", reason=_reason(row.apart))
    if row.word == "proven cheaper" and low is not None:
        return say("together it is proven to cost less than separate tenders, by {range}", range=_range(low, high))
    if row.word == "proven dearer" and high is not None:
        return say(
            "together it is proven to cost more than separate tenders, by {range}",
            range=_range(-high, None if low is None else -low),
        )
    if row.word == "negligible" and low is not None and high is not None:
        return say(
            "together or in separate tenders makes no difference that counts ({most} euros at most)",
            most=grouped(max(abs(low), abs(high))),
        )
    found = apart - together
    if found < 0:
        return say(
            "whether it pays is undecided; the plans found are {euros} euros dearer together than in separate tenders",
            euros=grouped(-found),
        )
    return say(
        "whether it pays is undecided; the plans found are {euros} euros cheaper together than in separate tenders",
        euros=grouped(found),
    )


def _reason(side: Side) -> Text:
    return say("{given}", given=side.reason) if side.reason else say("none was found in the time given")


def _range(least: int, most: int | None) -> Text:
    if most is None:
        return say("{least} euros or more", least=grouped(least))
    if least == most:
        return say("{euros} euros", euros=grouped(least))
    return say("{least} to {most} euros", least=grouped(least), most=grouped(most))


CAUSES = {
    "standby": say("people who stand by"),
    "hire": say("hiring"),
    "turnover": say("finding hired people"),
    "travel": say("travel"),
    "lending": say("fees of lending"),
    "overtime": say("overtime"),
}
"""What the euros of people are for, as in a sentence."""


def sharing_sentence(row: SharingWorth, trades: Mapping[str, Text]) -> Text:
    """What letting employers lend each other people is worth when these come whole, and why; where it is nothing,
    that. ``trades`` by id."""
    lent = sorted((trade for trade in row.trades if trade.lent_persons), key=lambda trade: -trade.lent_head_weeks)
    before, after = named(row.source), named(row.to)
    about = {"question": named(row.question), "before": before, "after": after, "worth": _worth(row)}
    if not lent:
        return say(
            "Sharing people ({question}; {before} → {after}): in the plan found nobody is lent. Sharing is worth "
            "{worth}.",
            **about,
        )
    return say(
        "Sharing people ({question}; {before} → {after}): worth {worth}; the plans found differ by {found} euros. "
        "{persons} persons are lent "
        "({head_weeks:.0f} head-weeks), most of them {most}; on people that saves {saved} euros ({causes}). "
        "Of {nobody} of {all} trades nobody is lent.",
        **about,
        persons=sum(trade.lent_persons for trade in lent),
        head_weeks=sum(trade.lent_head_weeks for trade in lent),
        found=grouped(row.found_eur),
        most=reduce(
            lambda rest, last: say("{rest} / {last}", rest=rest, last=last),
            [trades[trade.trade] for trade in lent[:NAMED_TRADES]],
        ),
        saved=grouped(row.people_eur),
        causes=_causes(row),
        nobody=len(row.nothing),
        all=len(row.trades),
    )


NAMED_TRADES = 3  # in a sentence; the table has all


def _worth(row: SharingWorth) -> Text:
    if row.high is None:
        return say("{low} euros or more", low=grouped(row.low or 0))
    if row.high == 0:
        return say("nothing (proven)") if row.word == "negligible" else say("nothing")
    low = row.low or 0
    if low <= 0:
        return say("at most {high} euros, perhaps nothing ({word})", high=grouped(row.high), word=ALL_WORDS[row.word])
    return say("{low} to {high} euros ({word})", low=grouped(low), high=grouped(row.high), word=ALL_WORDS[row.word])


def _causes(row: SharingWorth) -> Text:
    """Per term what it comes to, in the order of the terms; below zero it costs more."""
    sums = {term: sum(trade.terms.get(term, 0) for trade in row.trades) for term in CAUSES}
    told = [say("{what} {euros}", what=CAUSES[term], euros=grouped(euros)) for term, euros in sums.items() if euros]
    return reduce(lambda rest, last: say("{rest}, {last}", rest=rest, last=last), told) if told else say("nothing")


def lines(comparison: Comparison) -> Sequence[Text]:
    """All sentences of a comparison."""
    race = comparison.race
    told = [forced_sentence(row) for row in comparison.forced]
    if comparison.guarantee is not None:
        told.insert(0, both(comparison.guarantee.sentence, comparison.guarantee.sentence_nl))
    return told if race is None else [race_sentence(race), *race_lines(race), *told]
