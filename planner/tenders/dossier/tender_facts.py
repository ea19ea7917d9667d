"""Facts of the tender itself: what is bought, by whom, for how much, by which procedure and under which articles."""

from __future__ import annotations

from datetime import date, timedelta

from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.law import ProcurementCost, Route, Valuation, cost_of, route
from wijkplan.planner.law.applicable import applies, situations
from wijkplan.planner.law.legal_terms import deadline
from wijkplan.planner.law.provisions import lapsed, read_from
from wijkplan.planner.law.requirements import reference_cap, turnover_cap
from wijkplan.planner.law.thresholds import is_known, last_known, threshold
from wijkplan.planner.reference.law_data import Part, Procedure, Step
from wijkplan.planner.results.words import DUTCH
from wijkplan.planner.submission.schema import Combination

from .dossier_case import Case
from .fact import Fact, Facts


def put(case: Case, facts: Facts) -> None:
    """Adds the facts."""
    _what(case, facts)
    _who(case, facts)
    _procedure(case, facts)
    facts.rows["lots"] = [_lot(case, i) for i in range(len(case.tender.lots))]
    facts.rows["projects"] = [_project(case, p) for p in case.tender.projects]
    published = case.names.monday(case.publication.week)
    gone = tuple(one.article for one in lapsed(case.law, published))
    facts.put("text.read_from", read_from(case.law), "date", "law-provisions.json#provisions.valid_from")
    facts.put("text.lapsed", gone, "list", "law-provisions.json#provisions.valid_to")
    facts.put("text.has_lapsed", bool(gone), "flag", "law-provisions.json#provisions.valid_to")
    by = _route(case)
    bought = situations(by)
    for name, one in case.law.provisions.items():
        facts.put(
            f"applies.{name}",
            applies(one, bought),
            "flag",
            f"law-provisions.json#{name}.parts, above_threshold, procedures",
        )
        source = f"law-provisions.json#{name}"
        facts.put(f"law.{name}", one.dutch, "text", f"{source}.dutch")
        facts.put(f"art.{name}", one.article, "text", f"{source}.article")
        if one.value is not None:
            facts.put(
                f"fig.{name}",
                one.value,
                "percent" if one.unit == "percent" else "eur" if one.unit == "euro" else "count",
                f"{source}.value",
            )


def _what(case: Case, facts: Facts) -> None:
    name, here = case.name, case.candidate(case.index, "id")
    facts.put("programme.name", case.programme.name, "text", "comparison.json#programme.name")
    facts.put("tender.id", name.id, "text", f"{case.plan_field}.tender")
    place, wish = case.wish or ("submissions#combinations", Combination(projects=name.projects))
    facts.put("tender.title", case.title, "text", f"{place}.name" if name.title else here)
    facts.put("joint.lead", _lead(case, wish), "text", f"{place}.lead_client")
    facts.put("joint.mandate", wish.mandate and case.plain(wish.mandate), "text", f"{place}.mandate")
    facts.put("joint.cost_key", wish.cost_key and case.plain(wish.cost_key), "text", f"{place}.cost_key")
    agreed = wish.lead_client is not None and wish.mandate is not None and wish.cost_key is not None
    facts.put("joint.open", len(case.tender.clients) > 1 and not agreed, "flag", place)
    facts.put("tender.form", DUTCH.FORMS[name.form], "text", case.candidate(case.index, "form"))
    facts.put("tender.in_lots", len(case.tender.lots) > 1, "flag", case.candidate(case.index, "lots"))
    facts.put("tender.call_off", name.procedure == "call-off", "flag", case.candidate(case.index, "procedure"))
    facts.put("tender.lots", len(case.tender.lots), "count", case.candidate(case.index, "lots"))
    facts.put("tender.projects", len(name.projects), "count", case.candidate(case.index, "projects"))
    facts.put("tender.value", name.value_eur, "eur", case.candidate(case.index, "value_eur"))
    facts.put("tender.basis", name.basis_eur, "eur", case.candidate(case.index, "basis_eur"))
    facts.put("tender.more_work", name.basis_eur > name.value_eur, "flag", case.candidate(case.index, "basis_eur"))
    facts.put("tender.work_types", case.work_types, "list", "submissions#projects.work_type")
    facts.put(
        "tender.homes",
        sum(case.names.projects[p].homes for p in case.tender.projects),
        "count",
        "submissions#projects.places",
    )


def _lead(case: Case, wish: Combination) -> str | None:
    return next((client.name for client in case.programme.clients if client.id == wish.lead_client), None)


def _who(case: Case, facts: Facts) -> None:
    clients = [case.names.clients[c] for c in case.tender.clients]
    facts.put(
        "clients.names",
        tuple(dict.fromkeys(_shown(case, c) for c in case.tender.clients)),
        "list",
        "submissions#clients.name",
    )
    facts.put("clients.count", len(clients), "count", case.candidate(case.index, "clients"))
    facts.put("clients.several", len(clients) > 1, "flag", case.candidate(case.index, "clients"))
    members = case.members
    group = [members[name] for name in case.name.projects]
    asked = {project.id: project for _, project in case.programme.projects}
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
    parts = {r.part for r in regimes}
    facts.put("clients.mixed", parts >= {"classic", "special"}, "flag", source)
    conceded = tuple(case.project(case.names.project_index[m.project]) for m in group if m.part == "concession")
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


def _shown(case: Case, client: int) -> str:
    """Name of a client; those who are only known by the employer that works for them have none, because that would
    name the employer."""
    name = case.names.clients[client]
    return name.name if any(name.id == c.id for c in case.programme.clients) else "particuliere opdrachtgevers"


def _route(case: Case) -> Route:
    members = case.members
    group = [members[p] for p in case.name.projects]
    last = case.programme.monday(case.programme.weeks)
    return route(case.law, group, Valuation(case.law, members.values()).basis(group), case.programme.start, last)


def _procedure(case: Case, facts: Facts) -> None:
    members = case.members
    group = [members[p] for p in case.name.projects]
    works = {one.work: one.client for one in group if one.framework is None and one.part != "private"}
    facts.put("tender.several_works", len(works) > len(set(works.values())), "flag", "submissions#projects.work")
    by = _route(case)
    file = f"law-procedures.json#{by.procedure.id}"
    published = case.names.monday(case.publication.week)
    facts.put("procedure.names", tuple(p.dutch for p in by.procedures), "list", "law-procedures.json#procedures.dutch")
    facts.put("procedure.several", len(by.procedures) > 1, "flag", "law-procedures.json#procedures.dutch")
    facts.put("procedure.count", len(by.procedures), "count", "law-procedures.json#procedures.dutch")
    facts.put("procedure.longest", by.procedure.dutch, "text", f"{file}.dutch")
    facts.put("procedure.articles", by.articles, "text", "law-thresholds.json#bands.article")
    facts.put("procedure.preparation", case.tender.preparation, "weeks", case.candidate(case.index, "preparation"))
    facts.put("procedure.lead", case.tender.lead, "weeks", case.candidate(case.index, "lead"))
    facts.put(
        "procedure.limit", by.limit.value_eur if by.limit else None, "eur", "law-thresholds.json#thresholds.value_eur"
    )
    facts.put(
        "procedure.concession_limit",
        _concession_limit(case) if "concession" in by.by_part else None,
        "eur",
        "law-thresholds.json#thresholds.value_eur",
    )
    facts.put("procedure.european", by.procedure.european, "flag", f"{file}.steps.statutory")
    facts.put("procedure.below", by.limit is not None and not by.procedure.european, "flag", f"{file}.steps.statutory")
    facts.put("procedure.small_lots", by.basis.small_lots, "flag", "law-provisions.json#small-lots-share")
    facts.put(
        "procedure.known",
        is_known(case.law, [one.part for one in group], published),
        "flag",
        "law-thresholds.json#thresholds.valid_to",
    )
    facts.put("procedure.last_known", last_known(case.law), "date", "law-thresholds.json#thresholds.valid_to")
    facts.put("procedure.published", published, "date", f"{case.plan_field}.published")
    facts.put(
        "procedure.week",
        week_label(case.names.start, case.publication.week),
        "week",
        f"{case.plan_field}.published_week",
    )
    facts.put("procedure.ready", published + timedelta(weeks=case.tender.lead), "date", f"{case.plan_field}.published")
    facts.put("procedure.standstill", any(s.id == "standstill" for s in by.procedure.steps), "flag", f"{file}.steps")
    term = next((s.days for s in by.procedure.steps if s.id == "tenders" and s.article is not None), None)
    until = None if term is None else deadline(published, term)
    facts.put(
        "procedure.has_tender_term", term is not None and by.procedure.steps[0].id == "tenders", "flag", f"{file}.steps"
    )
    facts.put("procedure.tenders_until", until, "date", f"{file}.steps.days, {case.plan_field}.published")
    _prior_notice(case, by, published, facts)
    capped = any(
        applies(case.law.provisions[name], situations(by))
        for name in ("turnover-cap", "turnover-special", "turnover-guide")
    )
    facts.put("caps.turnover", capped, "flag", "law-provisions.json#turnover-cap, turnover-special, turnover-guide")
    facts.put("procedure.cost_trust", _TRUST[by.procedure.price_origin.trust], "text", f"{file}.price_trust")
    facts.put("procedure.cost_source", by.procedure.price_dutch, "text", f"{file}.price_dutch")
    facts.rows["also"] = [
        {
            "name": Fact(p.dutch, "text", f"law-procedures.json#{p.id}.dutch"),
            "wait": Fact(
                p.preparation_weeks + p.lead_weeks, "weeks", f"law-procedures.json#{p.id}.preparation_weeks, steps"
            ),
            "client": Fact(_cost(p, case).client_eur, "eur", f"law-procedures.json#{p.id}.client_eur, lot_client_eur"),
            "bidders": Fact(_cost(p, case).bidders_eur, "eur", f"law-procedures.json#{p.id}.bid_eur, bids"),
        }
        for p in by.also
    ]
    part = next(part for part, procedure in by.by_part.items() if procedure == by.procedure)
    facts.rows["steps"] = [
        {
            "name": Fact(step.dutch, "text", f"{file}.steps[{i}].dutch"),
            "days": Fact(step.days, "count", f"{file}.steps[{i}].days"),
            "why": Fact(_why(step, part), "text", f"{file}.steps[{i}].article"),
        }
        for i, step in enumerate(by.procedure.steps)
    ]


def _concession_limit(case: Case) -> int:
    last = case.programme.monday(case.programme.weeks)
    return threshold(case.law, "concession", "works", case.programme.start, last).value_eur


def _prior_notice(case: Case, by: Route, published: date, facts: Facts) -> None:
    """When a prior notice would be sent, and until when tenders would then be asked; a planner knows that early
    enough. Only where tenders are the first step: with requests before them the shorter term begins later."""
    source = "law-provisions.json#prior-notice.value, prior-notice-days.value"
    # 52 weeks are within the 12 months of the Act, whatever the year
    rule = next(
        (
            case.law.provisions[n]
            for n in ("prior-notice", "prior-notice-special")
            if applies(case.law.provisions[n], situations(by))
        ),
        None,
    )
    first = by.procedure.steps[0]
    shorter = rule is not None and first.id == "tenders" and rule.value is not None and rule.value < first.days
    facts.put("procedure.may_prior", shorter, "flag", source)
    facts.put("procedure.prior_from", published - timedelta(weeks=52), "date", source)
    facts.put("procedure.prior_to", published - timedelta(days=case.law.figure("prior-notice-days")), "date", source)
    facts.put(
        "procedure.prior_until",
        deadline(published, rule.value) if shorter and rule and rule.value else None,
        "date",
        source,
    )


def _cost(procedure: Procedure, case: Case) -> ProcurementCost:
    """Of the same lots, all by this procedure."""
    return cost_of([procedure] * len(case.tender.lots))


def _why(step: Step, part: Part) -> str:
    article = step.article_for(part)
    return _TRUST[step.origin.trust] if article is None else f"art. {article}"


_TRUST = {"sourced": "uit een bron", "derived": "afgeleid", "assumption": "aanname"}


def _lot(case: Case, i: int) -> dict[str, Fact]:
    lot = case.tender.lots[i]
    here = case.candidate(case.index, f"lots[{i}]")
    value = sum(case.names.projects[p].value_eur for p in lot.projects)
    largest = max(case.names.projects[p].value_eur for p in lot.projects)
    return {
        "number": Fact(i + 1, "count", here),
        "projects": Fact(tuple(map(case.project, lot.projects)), "list", f"{here}.projects"),
        "value": Fact(value, "eur", f"{here}.value_eur"),
        "combined": Fact(len(lot.projects) > 1, "flag", f"{here}.projects"),
        "largest": Fact(largest, "eur", f"{here}.projects"),
        "turnover": Fact(turnover_cap(case.law, value), "eur", "law-provisions.json#turnover-cap.value"),
        "reference": Fact(reference_cap(case.law, value), "eur", "law-provisions.json#reference-share.value"),
        "period": Fact(lot.period, "weeks", f"{here}.period"),
        "mobilisation": Fact(lot.mobilisation, "eur", f"{here}.mobilisation"),
    }


def _project(case: Case, project: int) -> dict[str, Fact]:
    name, asked = (
        case.names.projects[project],
        next(p for _, p in case.programme.projects if p.id == case.names.projects[project].id),
    )
    district = case.names.districts[case.problem.projects[project].district]
    return {
        "name": Fact(case.project(project), "text", f"submissions#projects.{name.id}"),
        "client": Fact(
            _shown(case, case.problem.projects[project].client), "text", f"submissions#projects.{name.id}.client"
        ),
        "district": Fact(district.name, "text", f"submissions#projects.{name.id}.district"),
        "value": Fact(name.value_eur, "eur", f"candidates#single:{name.id}.value_eur"),
        "wanted_start": Fact(asked.wanted.start, "date", f"submissions#projects.{name.id}.wanted.start"),
        "wanted_end": Fact(asked.wanted.end, "date", f"submissions#projects.{name.id}.wanted.end"),
    }
