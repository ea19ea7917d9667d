"""What a job tells on its way, in sentences. Whoever may not read a job's own figures gets those without money."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wijkplan.planner.plan.variants import VARIANTS
from wijkplan.planner.text import Text, both, grouped, say

QUESTIONS: Mapping[str, Text] = {
    "equal_delivery": say("at equal delivery"),
    "all_in": say("all in"),
    "sooner": say("as soon as possible"),
    "sooner_free": say("as soon as possible, however far"),
}


def told(kind: str, values: Mapping[str, Any]) -> Text:
    """The sentence of an event."""
    solve = _solve(values)
    if kind == "begin":
        return say("The job begins, attempt {attempt}.", attempt=values.get("attempt", 1))
    if kind == "solve":
        return say("{solve}: a plan is looked for.", solve=solve)
    if kind in ("bound", "solved"):
        return _found(kind == "solved", solve, values)
    if kind == "write":
        return say("The search is over; what was found is written.")
    if kind == "found":
        return _counted(values)
    if kind == "ways":
        return say(
            "Ways out found: {n}; with a plan of the whole: {plans}.",
            n=values.get("ways", 0),
            plans=values.get("plans", 0),
        )
    if kind == "part":
        if "en" in values:
            return both(str(values["en"]), str(values["nl"]))
        return say("A step of planning in parts is done.")
    if kind == "parts":
        return _in_parts(values)
    if kind == "priced":
        return say("The price of the week is there, for who asked for it.")
    if kind == "exported":
        return say("{n} files were made.", n=values.get("files", 0))
    if kind == "outlook":
        return say("The outlook of {region} is there.", region=values.get("region", "–"))
    if kind == "fault":
        return say("A fault of wijkplan: {what}", what=values.get("what", "–"))
    if kind == "lost":
        if values.get("again"):
            return say("The process of the job was gone; it begins again.")
        return say("The process of the job was gone, and it does not begin again.")
    if kind == "end":
        return ENDS.get(str(values.get("state")), say("The job ended."))
    return say("{kind}", kind=kind)


ENDS: Mapping[str, Text] = {
    "done": say("The job is done."),
    "stopped": say("The job was stopped; the best plan so far is kept."),
    "failed": say("The job failed."),
}


def _solve(values: Mapping[str, Any]) -> Text:
    variant = VARIANTS.get(str(values.get("variant")))
    name: Text | str = str(values.get("variant", "")) if variant is None else variant.name
    question = QUESTIONS.get(str(values.get("question")))
    return say("{variant}", variant=name) if question is None else say("{name}, {how}", name=name, how=question)


def _found(ended: bool, solve: Text, values: Mapping[str, Any]) -> Text:
    seconds, cost, bound = values.get("seconds", 0), values.get("cost"), values.get("bound")
    if cost is None:
        if ended:
            return say("{solve}: finished after {seconds} s.", solve=solve, seconds=seconds)
        return say("{solve}: better after {seconds} s.", solve=solve, seconds=seconds)
    euros = say("{amount} euros", amount=grouped(round(cost)))
    if bound is None:
        return say("{solve}: {euros} after {seconds} s.", solve=solve, euros=euros, seconds=seconds)
    least = say("{amount} euros", amount=grouped(round(bound)))
    return say(
        "{solve}: {euros} after {seconds} s; no plan costs less than {least}.",
        solve=solve,
        euros=euros,
        seconds=seconds,
        least=least,
    )


def _in_parts(values: Mapping[str, Any]) -> Text:
    joined = say("{n} parts were planned and joined.", n=values.get("parts", 0))
    cost, bound = values.get("cost"), values.get("bound")
    if cost is None or bound is None:
        return joined
    fields = {"cost": grouped(cost), "bound": grouped(bound)}
    return say("{joined} The plan costs {cost} euros; none costs less than {bound}.", joined=joined, **fields)


def _counted(values: Mapping[str, Any]) -> Text:
    if "rules" in values:
        if not values["rules"]:
            return say("No conflict was found, which is no proof that there is a plan.")
        return say("{n} rules cannot hold together.", n=values["rules"])
    return say(
        "Found in all hand-ins together: {errors} errors, {warnings} warnings, {hints} hints.",
        errors=values.get("errors", 0),
        warnings=values.get("warnings", 0),
        hints=values.get("hints", 0),
    )
