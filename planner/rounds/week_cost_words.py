"""What another week would cost, in a sentence."""

from __future__ import annotations

from wijkplan.planner.plan.rule_words import rule_name
from wijkplan.planner.text import Text, grouped, say

from .why import WeekCost


def week_cost_words(one: WeekCost) -> Text:
    """What a work would cost in a week, as a sentence."""
    unit = say("euros") if one.unit == "euros" else say("home-weeks")
    if one.exact:
        fields = {"week": one.week, "amount": grouped(one.high or 0), "unit": unit, "heads": one.changes}
        if one.changes:
            return say(
                "{week} would cost {amount} {unit}, and own people rise and fall by {heads:g} more heads, all else "
                "where it stands.",
                **fields,
            )
        return say("{week} would cost {amount} {unit}, all else where it stands.", **fields)
    blocked = {"week": one.week, "rule": rule_name(one.rule)}
    if not one.planned_again:
        return say("{week} is not possible as long as all else stays (rule: {rule}).", **blocked)
    if one.high is None:
        return say(
            "{week} is not possible as long as all else stays (rule: {rule}), and no plan was found in which others "
            "make room.",
            **blocked,
        )
    fields = {"week": one.week, "amount": grouped(one.high), "unit": unit, "rule": rule_name(one.rule)}
    if one.low is None:
        return say("{week} would cost at most {amount} {unit}, with others making room (rule: {rule}).", **fields)
    if one.low == one.high:
        return say("{week} would cost {amount} {unit}, with others making room (rule: {rule}).", **fields)
    return say(
        "{week} would cost {low} to {amount} {unit}, with others making room (rule: {rule}).",
        low=grouped(one.low),
        **fields,
    )
