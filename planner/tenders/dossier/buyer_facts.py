"""Facts of who buys: each client under the part of the Act that its work falls under."""

from __future__ import annotations

from wijkplan.planner.law.procedure_route import CALL_OFF
from wijkplan.planner.reference.law_data import Part

from .dossier_case import Case
from .fact import Fact, Facts, Row

PARTS: dict[Part, str] = {
    "classic": "deel 2 Aw 2012",
    "special": "deel 3 Aw 2012 (speciale sectoren)",
    "concession": "deel 2a Aw 2012 (concessies)",
    "private": "geen deel; de wet bindt hem niet",
}


def put(case: Case, facts: Facts) -> None:
    """Adds the facts."""
    clients = [case.names.clients[c] for c in case.tender.clients]
    facts.put(
        "clients.names",
        tuple(dict.fromkeys(shown(case, c) for c in case.tender.clients)),
        "list",
        "submissions#clients.name",
    )
    facts.put("clients.count", len(clients), "count", case.candidate(case.index, "clients"))
    facts.put("clients.several", len(clients) > 1, "flag", case.candidate(case.index, "clients"))
    group, asked = case.group, case.common.asked
    regime_of = {client.id: client.regime for client in case.names.clients}
    regimes = [
        case.law.regimes[case.law.regime(regime_of[m.client], m.work_type, asked[m.project].regime)] for m in group
    ]
    source = "submissions#clients.regime, projects.regime, law-thresholds.json#activities"
    facts.put("clients.regimes", tuple(dict.fromkeys(r.dutch for r in regimes)), "list", source)
    facts.put("clients.contested", any(r.regime == "contested" for r in regimes), "flag", source)
    facts.put("clients.special", any(r.part == "special" for r in regimes), "flag", source)
    facts.put("clients.private", all(r.part == "private" for r in regimes), "flag", source)
    for part in ("classic", "special"):
        several = len({m.client for m in group if m.part == part}) > 1
        facts.put(f"clients.several_{part}", several, "flag", source)
    _ordered_under(case, facts)
    facts.rows["buyers"] = _buyers(case, source)
    parts = {r.part for r in regimes}
    facts.put("clients.mixed", parts >= {"classic", "special"}, "flag", source)
    conceded = tuple(
        case.project(case.names.project_index[m.project])
        for m in group
        if m.part == "concession" and m.framework is None
    )
    facts.put("clients.concession", bool(conceded), "flag", source)
    facts.put("clients.concession_projects", conceded, "list", source)
    facts.put("clients.beside_concession", bool(conceded) and len(parts) > 1, "flag", source)
    open_poles = any(m.work_type == "charging" and m.part == "classic" and m.framework is None for m in group)
    facts.put("clients.maybe_concession", open_poles, "flag", source)
    moved = [
        m
        for m in group
        if case.law.regime(regime_of[m.client], m.work_type) != regime_of[m.client] and asked[m.project].regime is None
    ]
    facts.put("clients.by_activity", bool(moved), "flag", "law-thresholds.json#activities")
    named = tuple(case.project(case.names.project_index[m.project]) for m in moved)
    facts.put("clients.by_activity_projects", named, "list", "law-thresholds.json#activities")
    rules = [
        row.article
        for row in case.law.activities
        for m in moved
        if (row.regime, row.work_type) == (regime_of[m.client], m.work_type)
    ]
    facts.put(
        "clients.by_activity_articles", tuple(dict.fromkeys(rules)), "list", "law-thresholds.json#activities.article"
    )


def _ordered_under(case: Case, facts: Facts) -> None:
    """The framework or concession of an order, with its last day and what is left of it."""
    own = next((case.common.asked[p].framework for p in case.name.projects if case.common.asked[p].framework), None)
    known = next((f for c in case.programme.clients for f in c.frameworks if f.id == own), None)
    source = "submissions#clients.frameworks"
    left = None if known is None or known.remaining_eur is None else round(known.remaining_eur)
    conceded = known is not None and known.type == "concession"
    facts.put("order.sort", "concessie" if conceded else "raamovereenkomst", "text", f"{source}.type")
    facts.put("order.under", None if own is None else case.plain(own), "text", f"{source}.id")
    facts.put("order.end", None if known is None else known.end, "date", f"{source}.end")
    facts.put("order.left", left, "eur", f"{source}.remaining_eur")
    unknown = known is None or known.end is None or left is None
    facts.put("order.open", case.name.procedure == CALL_OFF and unknown, "flag", source)


def _buyers(case: Case, source: str) -> list[Row]:
    """A row per client and part of the Act, with what it buys under it and how."""
    found: dict[tuple[int, Part], list[int]] = {}
    for p, one in zip((case.names.project_index[m.project] for m in case.group), case.group, strict=True):
        found.setdefault((case.problem.projects[p].client, one.part), []).append(p)
    return [
        {
            "client": Fact(shown(case, client), "text", "submissions#clients.name"),
            "part": Fact(PARTS[part], "text", source),
            "projects": Fact(tuple(map(case.project, projects)), "list", "submissions#projects"),
            "value": Fact(
                sum(case.names.projects[p].value_eur for p in projects), "eur", case.candidate(case.index, "value_eur")
            ),
            "procedure": Fact(case.route.by_part[part].dutch, "text", "law-procedures.json#procedures.dutch"),
        }
        for (client, part), projects in found.items()
    ]


def shown(case: Case, client: int) -> str:
    """Name of a client; those who are only known by the employer that works for them have none, because that would
    name the employer."""
    name = case.names.clients[client]
    return name.name if any(name.id == c.id for c in case.programme.clients) else "particuliere opdrachtgevers"
