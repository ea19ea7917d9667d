"""The combinations that the core team forces or names, as groups of projects that are bought."""

from __future__ import annotations

from collections.abc import Sequence

from wijkplan.planner.law.wanted_combinations import fits, wish_breaches
from wijkplan.planner.programme import Programme
from wijkplan.planner.submission.schema import Combination, Combinations
from wijkplan.planner.text import say

from .candidates import Buy
from .compile_findings import Notebook


def wished(
    programme: Programme, buys: Sequence[Buy], wishes: Combinations, notes: Notebook
) -> dict[tuple[Buy, ...], Combination]:
    """Groups to be candidates whatever else is thought of, with what was said of them; forced ones last, so that their
    form counts."""
    by_id = {buy.task.asked.id: buy for buy in buys}
    found: dict[tuple[Buy, ...], Combination] = {}
    for kind, listed in (("name", wishes.name), ("force", wishes.force)):
        for i, wish in enumerate(listed):
            path = f"combinations.{kind}[{i}]"
            unknown = sorted(set(wish.projects) - set(by_id))
            if unknown or len(set(wish.projects)) < 2:
                what = say("A combination needs two or more projects that are still to be tendered or called off.")
                notes.error(
                    "no-combination",
                    path,
                    programme.name,
                    ", ".join(unknown or wish.projects),
                    what,
                    say("Name such projects."),
                )
                continue
            group = tuple(sorted((by_id[p] for p in set(wish.projects)), key=lambda b: b.task.index))
            breaches = list(wish_breaches(programme.reference.law, wish, [b.member for b in group], programme.ceilings))
            for breach in breaches:
                notes.error(
                    "unlawful-combination",
                    path,
                    programme.name,
                    "+".join(wish.projects),
                    breach.sentence,
                    say("Leave it out."),
                )
            if not breaches and not fits(wishes, wish.projects):
                what = say("What is forced or forbidden beside it rules this combination out.")
                notes.error(
                    "contradictory-combinations",
                    path,
                    programme.name,
                    "+".join(wish.projects),
                    what,
                    say("Withdraw one of them."),
                )
            found[group] = wish
    return found


def no_form(notes: Notebook, group: Sequence[Buy], form: str | None) -> None:
    """Notes that a combination cannot be had in the form that was asked for."""
    ids = "+".join(b.task.asked.id for b in group)
    how = say("in lots") if form == "lots" else say("undivided")
    what = say("There is no way to buy these projects {how}: they fall into no two lots, or are call-offs.", how=how)
    notes.error(
        "no-combination", "combinations", notes.programme, ids, what, say("Leave form out, or choose other projects.")
    )
