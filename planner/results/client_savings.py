"""Who pays and who gains: what each client pays in one variant and in another, as booked and with the allocation key
for shared openings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Names
from wijkplan.planner.experiment.savings import PAIRS
from wijkplan.planner.plan.variants import BUNDLED, QUESTIONS, Question
from wijkplan.planner.record import ClientGain, ClientGains, Clients, OpeningKey, Settlements, SharedOpening

from .client_costs import by_client
from .cost_allocation import RULE, RULE_NL, shared

Key = tuple[Question, str]
"""Question and variant."""

Made = Mapping[Key, tuple[Problem, Plan]]
"""Problem and plan per question and variant."""


def clients(names: Names, made: Made) -> Clients:
    """``pairs`` of variants client by client, and the key: settlements of every plan, opening by opening for the
    widest one."""
    openings = {key: tuple(shared(problem, names, plan)) for key, (problem, plan) in made.items()}
    settled = {key: _settlements(names, rows) for key, rows in openings.items()}
    booked = {key: by_client(problem, plan) for key, (problem, plan) in made.items()}
    pairs = tuple(
        _pair(names, question, source, to, booked, settled)
        for question in QUESTIONS
        for source, to in PAIRS
        if (question, source) in made and (question, to) in made
    )
    plans = tuple(
        Settlements(
            question=question,
            variant=variant,
            openings=len(rows),
            settlements={client: euros for client, euros in settled[question, variant].items() if euros},
            shared=rows if variant == BUNDLED.id else None,
        )
        for (question, variant), rows in openings.items()
    )
    return Clients(pairs=pairs, opening_key=OpeningKey(rule=RULE, rule_nl=RULE_NL, plans=plans))


def _settlements(names: Names, openings: Sequence[SharedOpening]) -> dict[str, int]:
    """Euros that each client pays (or receives, negative) on top of what is booked on it."""
    total = {client.id: 0 for client in names.clients}
    for dig in (dig for opening in openings for dig in opening.digs):
        total[dig.client] += dig.settlement_eur
    return total


def _pair(
    names: Names,
    question: Question,
    source: str,
    to: str,
    booked: Mapping[Key, list[int]],
    settled: Mapping[Key, Mapping[str, int]],
) -> ClientGains:
    """Clients who pay nothing on either side are left out. ``gain_eur`` adds up to the difference of the plans, with
    the key too."""
    before, after = (question, source), (question, to)
    rows = []
    for i, client in enumerate(names.clients):
        pays = [booked[key][i] for key in (before, after)]
        with_key = [booked[key][i] + settled[key][client.id] for key in (before, after)]
        if any((*pays, *with_key)):
            rows.append(
                ClientGain(
                    client=client.id,
                    from_eur=pays[0],
                    to_eur=pays[1],
                    gain_eur=pays[0] - pays[1],
                    gain_with_key_eur=with_key[0] - with_key[1],
                )
            )
    return ClientGains(
        question=question,
        source=source,
        to=to,
        clients=tuple(rows),
        losers=tuple(row.client for row in rows if row.gain_eur < 0),
        losers_with_key=tuple(row.client for row in rows if row.gain_with_key_eur < 0),
    )
