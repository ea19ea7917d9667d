"""Who pays and who gains: what each client pays in one variant and in another, as booked and with the allocation key for shared openings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Names
from wijkplan.planner.experiment.savings import PAIRS
from wijkplan.planner.plan.variants import BUNDLED, QUESTIONS

from .client_costs import by_client
from .cost_allocation import RULE, RULE_NL, shared

Made = Mapping[tuple[str, str], tuple[Problem, Plan]]
"""Problem and plan per question and variant."""


def clients(names: Names, made: Made) -> dict[str, Any]:
    """``pairs`` of variants client by client, and the key: settlements of every plan, opening by opening for the widest one."""
    openings = {key: list(shared(problem, names, plan)) for key, (problem, plan) in made.items()}
    settled = {key: _settlements(names, rows) for key, rows in openings.items()}
    booked = {key: by_client(problem, plan) for key, (problem, plan) in made.items()}
    pairs = [
        _pair(names, question, source, to, booked, settled)
        for question in QUESTIONS
        for source, to in PAIRS
        if (question, source) in made and (question, to) in made
    ]
    keys = [
        {"question": key[0], "variant": key[1], "openings": len(rows), "settlements": {c: s for c, s in settled[key].items() if s}}
        | ({"shared": rows} if key[1] == BUNDLED.id else {})
        for key, rows in openings.items()
    ]
    return {"pairs": pairs, "opening_key": {"rule": RULE, "rule_nl": RULE_NL, "plans": keys}}


def _settlements(names: Names, openings: list[dict[str, Any]]) -> dict[str, int]:
    """Euros that each client pays (or receives, negative) on top of what is booked on it."""
    total = {client.id: 0 for client in names.clients}
    for dig in (dig for opening in openings for dig in opening["digs"]):
        total[dig["client"]] += dig["settlement_eur"]
    return total


def _pair(
    names: Names,
    question: str,
    source: str,
    to: str,
    booked: Mapping[tuple[str, str], list[int]],
    settled: Mapping[tuple[str, str], Mapping[str, int]],
) -> dict[str, Any]:
    """Clients who pay nothing on either side are left out. ``gain_eur`` adds up to the difference of the plans, with the key too."""
    before, after = (question, source), (question, to)
    rows: list[dict[str, Any]] = []
    for i, client in enumerate(names.clients):
        pays = [booked[key][i] for key in (before, after)]
        with_key = [booked[key][i] + settled[key][client.id] for key in (before, after)]
        if any((*pays, *with_key)):
            rows.append(
                {
                    "client": client.id,
                    "from_eur": pays[0],
                    "to_eur": pays[1],
                    "gain_eur": pays[0] - pays[1],
                    "gain_with_key_eur": with_key[0] - with_key[1],
                }
            )
    return {
        "question": question,
        "from": source,
        "to": to,
        "clients": rows,
        "losers": [row["client"] for row in rows if row["gain_eur"] < 0],
        "losers_with_key": [row["client"] for row in rows if row["gain_with_key_eur"] < 0],
    }
