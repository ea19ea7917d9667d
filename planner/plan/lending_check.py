"""The independent check of lawful lending: what was sent, against who works for whom in a plan.

Written from the law and not from compile: an unlawful line in a plan is our mistake."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wijkplan.models.check.facts import staffing
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Source
from wijkplan.planner.compile import Compiled
from wijkplan.planner.programme import Programme

from .qualification_check import qualified_as

NETWORK_TRADES = ("LVM", "MVM", "EVM")


@dataclass(frozen=True, slots=True)
class UnlawfulLine:
    """A work on which people of an employer may not work for another, and by which rule."""

    activity: str
    lender: str
    what: str


def violations(programme: Programme, compiled: Compiled, plan: Plan) -> Iterator[UnlawfulLine]:
    """Every line of a plan on which people of a named employer work for others against the law or their will."""
    problem, names = compiled.problem, compiled.names
    employers = {one.id: one for one in programme.employers}
    regimes = {one.id: one.regime for one in programme.clients}
    for placement, demand, pattern in staffing(problem, plan):
        if pattern.source not in (Source.LENT, Source.CONSORTIUM) or pattern.other is None:
            continue
        pool = names.pools[pattern.other]
        lender = employers.get(pool.employer or "")
        if lender is None:  # an anonymous firm: nobody in particular
            continue
        project = problem.activities[placement.activity].project
        client = names.clients[problem.projects[project].client].id
        trade = names.trades[demand.trade].id
        crews = [
            c
            for c in lender.crews
            if (c.trade, c.region, c.status) == (trade, pool.region, "committed") and qualified_as(c, pool)
        ]
        wrong = []
        if pattern.source is Source.LENT:
            if lender.lends_as == "not-admitted":
                wrong.append("the lender is not admitted (Wtta)")
            if crews and all(crew.workers == "disagree" for crew in crews):
                wrong.append("the people do not agree to be lent")
        on_network = trade in NETWORK_TRADES and regimes.get(client) == "special-sector"
        soon = placement.start < programme.reference.settings.appointment_weeks
        if on_network and soon and any(crew.appointed_by and client not in crew.appointed_by for crew in crews):
            wrong.append(f"no appointment by {client} by then")
        if lender.network_operator and names.projects[project].work_type == "retrofit":
            wrong.append("people of a network operator behind the meter")
        for what in wrong:
            yield UnlawfulLine(names.activities[placement.activity].id, lender.id, what)
