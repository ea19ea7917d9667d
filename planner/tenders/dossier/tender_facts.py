"""Facts of the tender itself: what is bought, by whom, for how much, by which procedure and under which articles."""

from __future__ import annotations

from wijkplan.planner.law.applicable import applies, situations
from wijkplan.planner.law.provisions import lapsed, read_from
from wijkplan.planner.law.requirements import reference_cap, turnover_cap
from wijkplan.planner.results.words import DUTCH
from wijkplan.planner.submission.schema import Combination

from .buyer_facts import shown
from .dossier_case import Case
from .fact import Fact, Facts

OURS = ("disclosure-cell",)
"""Choices of this programme, which no text of law says."""


def put(case: Case, facts: Facts) -> None:
    """Adds the facts."""
    _what(case, facts)
    facts.rows["lots"] = [_lot(case, i) for i in range(len(case.tender.lots))]
    values = [row["value"].value for row in facts.rows["lots"]]
    projects = [case.names.projects[p].value_eur for p in case.tender.projects]
    largest = max(value for value in values if isinstance(value, int))
    facts.put("lots.largest", largest, "eur", case.candidate(case.index, "lots.value_eur"))
    facts.put("apart.largest", max(projects), "eur", "candidates#single.value_eur")
    facts.put("lots.larger", largest > max(projects), "flag", case.candidate(case.index, "lots.value_eur"))
    facts.rows["projects"] = [_project(case, p) for p in case.tender.projects]
    published = case.names.monday(case.publication.week)
    gone = tuple(one.article for one in lapsed(case.law, published))
    facts.put("text.read_from", read_from(case.law), "date", "law-provisions.json#provisions.valid_from")
    facts.put("text.lapsed", gone, "list", "law-provisions.json#provisions.valid_to")
    facts.put("text.has_lapsed", bool(gone), "flag", "law-provisions.json#provisions.valid_to")
    unread: list[str] = []
    bought = situations(case.route)
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
        if one.origin.trust == "assumption" and name not in OURS and applies(one, bought):
            unread.append(one.article)
        if one.value is not None:
            facts.put(
                f"fig.{name}",
                one.value,
                "percent" if one.unit == "percent" else "eur" if one.unit == "euro" else "count",
                f"{source}.value",
            )
    facts.put("text.unread", tuple(unread), "list", "law-provisions.json#provisions.trust")
    facts.put("text.has_unread", bool(unread), "flag", "law-provisions.json#provisions.trust")


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
    stated = wish.lead_client is not None or wish.mandate is not None or wish.cost_key is not None
    facts.put("joint.stated", len(case.tender.clients) > 1 and stated, "flag", place)
    facts.put("joint.open", len(case.tender.clients) > 1 and not agreed, "flag", place)
    facts.put("tender.form", DUTCH.FORMS[name.form], "text", case.candidate(case.index, "form"))
    facts.put("tender.in_lots", len(case.tender.lots) > 1, "flag", case.candidate(case.index, "lots"))
    facts.put("tender.call_off", name.procedure == "call-off", "flag", case.candidate(case.index, "procedure"))
    buying = "bestellen" if name.procedure == "call-off" else "aanbesteden"
    facts.put("tender.buying", buying, "text", case.candidate(case.index, "procedure"))
    facts.put("tender.lots", len(case.tender.lots), "count", case.candidate(case.index, "lots"))
    facts.put("tender.projects", len(name.projects), "count", case.candidate(case.index, "projects"))
    facts.put("tender.value", name.value_eur, "eur", case.candidate(case.index, "value_eur"))
    facts.put("tender.basis", name.basis_eur, "eur", case.candidate(case.index, "basis_eur"))
    facts.put("tender.more_work", name.basis_eur > name.value_eur, "flag", case.candidate(case.index, "basis_eur"))
    rows = (case.law.cpv[case.names.projects[p].work_type] for p in case.tender.projects)
    codes = tuple(dict.fromkeys(f"{one.code} ({one.dutch})" for one in rows))
    facts.put("tender.cpv", codes, "list", "law-procedures.json#cpv.code, dutch")
    facts.put("tender.work_types", case.work_types, "list", "submissions#projects.work_type")
    facts.put(
        "tender.homes",
        sum(case.names.projects[p].homes for p in case.tender.projects),
        "count",
        "submissions#projects.places",
    )


def _lead(case: Case, wish: Combination) -> str | None:
    return next((client.name for client in case.programme.clients if client.id == wish.lead_client), None)


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
    name = case.names.projects[project]
    asked = case.common.asked[name.id]
    district = case.names.districts[case.problem.projects[project].district]
    return {
        "name": Fact(case.project(project), "text", f"submissions#projects.{name.id}"),
        "client": Fact(
            shown(case, case.problem.projects[project].client), "text", f"submissions#projects.{name.id}.client"
        ),
        "district": Fact(district.name, "text", f"submissions#projects.{name.id}.district"),
        "value": Fact(name.value_eur, "eur", f"candidates#single:{name.id}.value_eur"),
        "wanted_start": Fact(asked.wanted.start, "date", f"submissions#projects.{name.id}.wanted.start"),
        "wanted_end": Fact(asked.wanted.end, "date", f"submissions#projects.{name.id}.wanted.end"),
    }
