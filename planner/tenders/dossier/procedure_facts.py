"""Facts of the procedure: which one, by which articles, in which steps, until when, and which might be chosen
instead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.law import Route, cost_of
from wijkplan.planner.law.applicable import applies, situations
from wijkplan.planner.law.legal_terms import deadline
from wijkplan.planner.law.thresholds import is_known, last_known, threshold
from wijkplan.planner.reference.law_data import Part, Procedure, Step

from .dossier_case import Case
from .fact import Fact, Facts, Row

TRUST = {"sourced": "uit een bron", "derived": "afgeleid", "assumption": "aanname"}
FIRST = {"tenders": "inschrijven", "requests": "aanmelden"}
"""First steps of a procedure that have a last day for whoever wants to take part."""


def put(case: Case, facts: Facts) -> None:
    """Adds the facts."""
    group, by = case.group, case.route
    works = {one.work: one.client for one in group if one.framework is None and one.part != "private"}
    facts.put("tender.several_works", len(works) > len(set(works.values())), "flag", "submissions#projects.work")
    file = f"law-procedures.json#{by.procedure.id}"
    published = case.names.monday(case.publication.week)
    facts.put("procedure.names", tuple(p.dutch for p in by.procedures), "list", "law-procedures.json#procedures.dutch")
    facts.put("procedure.several", len(by.procedures) > 1, "flag", "law-procedures.json#procedures.dutch")
    facts.put("procedure.count", len(by.procedures), "count", "law-procedures.json#procedures.dutch")
    facts.put("procedure.longest", by.procedure.dutch, "text", f"{file}.dutch")
    facts.put("procedure.articles", by.articles, "text", "law-thresholds.json#bands.article")
    facts.put("procedure.has_articles", bool(by.articles), "flag", "law-thresholds.json#bands.article")
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
    facts.rows["deadlines"] = list(_deadlines(by, published, case))
    facts.put("procedure.has_term", bool(facts.rows["deadlines"]), "flag", f"{file}.steps")
    _prior_notice(case, by, published, facts)
    capped = any(
        applies(case.law.provisions[name], situations(by))
        for name in ("turnover-cap", "turnover-special", "turnover-guide")
    )
    facts.put("caps.turnover", capped, "flag", "law-provisions.json#turnover-cap, turnover-special, turnover-guide")
    facts.put("procedure.cost_trust", TRUST[by.procedure.price_origin.trust], "text", f"{file}.price_trust")
    facts.put("procedure.cost_source", by.procedure.price_dutch, "text", f"{file}.price_dutch")
    facts.rows["also"] = [_other(case, by, part, p) for part, p in _choices(case, by)]
    first_of = {p.id: part for part, p in reversed(list(by.by_part.items()))}  # lots may share a procedure
    facts.rows["steps"] = [_step(by, first_of[p.id], i) for p in by.procedures for i in range(len(p.steps))]


def _deadlines(by: Route, published: date, case: Case) -> Iterator[Row]:
    """The last day of the first step of each procedure, where the law sets its term."""
    for procedure in by.procedures:
        first = procedure.steps[0]
        if first.id in FIRST and first.article is not None:
            source = f"law-procedures.json#{procedure.id}.steps.days, {case.plan_field}.published"
            yield {
                "what": Fact(FIRST[first.id], "text", f"law-procedures.json#{procedure.id}.steps"),
                "until": Fact(deadline(published, first.days), "date", source),
                "procedure": Fact(procedure.dutch, "text", f"law-procedures.json#{procedure.id}.dutch"),
            }


def _step(by: Route, part: Part, i: int) -> Row:
    procedure = by.by_part[part]
    step, file = procedure.steps[i], f"law-procedures.json#{procedure.id}"
    return {
        "procedure": Fact(procedure.dutch, "text", f"{file}.dutch"),
        "name": Fact(step.dutch, "text", f"{file}.steps[{i}].dutch"),
        "days": Fact(step.days, "count", f"{file}.steps[{i}].days"),
        "why": Fact(_why(step, part), "text", f"{file}.steps[{i}].article"),
    }


def _choices(case: Case, by: Route) -> Iterator[tuple[Part, Procedure]]:
    """Procedures that the clients of a part of the Act may choose instead."""
    for part, chosen in by.by_part.items():
        other = next((band.also for band in case.law.bands if (band.part, band.procedure) == (part, chosen.id)), ())
        yield from ((part, case.law.procedures[name]) for name in other)


def _other(case: Case, by: Route, part: Part, instead: Procedure) -> Row:
    """The same lots, those under ``part`` by another procedure."""
    chosen = {**by.by_part, part: instead}
    cost = cost_of([chosen[lot] for lot in case.lot_parts])
    wait = max(p.preparation_weeks for p in chosen.values()) + max(p.lead_weeks for p in chosen.values())
    file = f"law-procedures.json#{instead.id}"
    return {
        "name": Fact(instead.dutch, "text", f"{file}.dutch"),
        "instead": Fact(by.by_part[part].dutch, "text", f"law-procedures.json#{by.by_part[part].id}.dutch"),
        "wait": Fact(wait, "weeks", f"{file}.preparation_weeks, steps"),
        "client": Fact(cost.client_eur, "eur", f"{file}.client_eur, lot_client_eur"),
        "bidders": Fact(cost.bidders_eur, "eur", f"{file}.bid_eur, bids"),
    }


def _prior_notice(case: Case, by: Route, published: date, facts: Facts) -> None:
    """When a prior notice would be sent, and until when tenders would then be asked; a planner knows that early
    enough. Only where tenders are the first step: with requests before them the shorter term begins later."""
    source = "law-provisions.json#prior-notice.value, prior-notice-days.value"
    # 52 weeks are within the 12 months of the Act, whatever the year
    may = next(
        (
            (rule.value, by.by_part[one.part].steps[0].days)
            for one in situations(by)
            for name in ("prior-notice", "prior-notice-special")
            if applies(rule := case.law.provisions[name], [one])
            and rule.value is not None
            and rule.value < by.by_part[one.part].steps[0].days
        ),
        None,
    )
    until = None if may is None else deadline(published, may[0])
    won = None if may is None or until is None else (deadline(published, may[1]) - until).days
    facts.put("procedure.may_prior", may is not None, "flag", source)
    facts.put("procedure.prior_from", published - timedelta(weeks=52), "date", source)
    facts.put("procedure.prior_to", published - timedelta(days=case.law.figure("prior-notice-days")), "date", source)
    facts.put("procedure.prior_until", until, "date", source)
    facts.put("procedure.prior_won", won, "count", source)


def _concession_limit(case: Case) -> int:
    last = case.programme.monday(case.programme.weeks)
    return threshold(case.law, "concession", "works", case.programme.start, last).value_eur


def _why(step: Step, part: Part) -> str:
    article = step.article_for(part)
    if article is None:
        return TRUST[step.origin.trust]
    return f"art. {article}" if article[0].isdigit() else article
