"""Puts the report together: figures from ``comparison.json``, charts from the plans, words from ``words``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from models.plan import Plan
from models.problem import Problem
from planner.break_even import PAIRS
from planner.compile import Compiled, Names
from planner.labels import project_label, week_label
from planner.language import translated
from planner.reference import load
from planner.told import lines
from planner.variants import QUESTIONS, VARIANTS

from . import words
from .access_chart import front_chart, option_rows
from .cost_charts import interval_chart, saving_chart, term_chart
from .load_chart import trade_loads
from .street_chart import district_streets
from .svg import patterns

SHOWN_CONFLICTS = 6  # of a rule, before the reader asks for more


def draw(compiled: Compiled, comparison: Mapping[str, Any], plans: Mapping[tuple[str, str], Plan], submitted: Plan, run: Mapping[str, Any]) -> str:
    """The whole report as HTML. ``plans`` are by (question, variant)."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"euros": words.euros, "brief": words.brief, "number": words.number, "percent": words.percent, "svg": Markup}
    here = files("planner.report")
    template = environment.from_string((here / "report.html.jinja").read_text("utf-8"))
    html = template.render(
        style=Markup((here / "report.css").read_text("utf-8")),
        patterns=patterns(),
        words=words,
        programme=comparison["programme"],
        interrupted=comparison["interrupted"],
        run=run,
        told=[translated(line, "nl") for line in lines(comparison)],
        questions=[_question(compiled, comparison, question) for question in QUESTIONS],
        names={v.id: v.dutch for v in VARIANTS.values()},
        clients={c.id: c.name for c in compiled.names.clients},
        scenario=comparison["scenario"],
        access=_access(comparison["access"]),
        delivery=comparison["delivery"],
        second=comparison["second_reading"],
        gained=comparison["weeks_gained"],
        conflicts=_conflicts(comparison["conflicts"]),
        conflict_total=len(comparison["conflicts"]),
        rest=_plans(compiled, plans, submitted),
        norms=_norms(compiled.names),
        notes=[n for n in compiled.notes if n.severity == "warning"],
    )
    return _kept_together(html)


def _kept_together(html: str) -> str:
    """Amounts do not break over lines: no-break spaces after the euro sign and before a unit."""
    return re.sub(r"(?<=\d) (?=(?:mln|duizend|%)(?!\w))|(?<=€) (?=\d)", "\u00a0", html)


def _question(compiled: Compiled, comparison: Mapping[str, Any], question: str) -> dict[str, Any]:
    rows = [r for r in comparison["results"] if r["question"] == question]
    steps = [s for s in comparison["savings"] if s["question"] == question]
    flips = [b for b in comparison["break_even"] if b["question"] == question]
    names = {v.id: v.dutch for v in VARIANTS.values()}
    client_names = {c.id: c.name for c in compiled.names.clients}
    base = next((r for r in rows if r["variant"] == "repaired" and r["cost"] is not None), None)
    whole, added = (
        next((s for s in steps if (s["from"], s["to"]) == pair), None) for pair in (("repaired", "bundled"), ("aligned", "bundled"))
    )
    terms, legend = term_chart(rows, names, _fixed(compiled.problem))
    return {
        "id": question,
        "headline": words.headline(question, whole, base),
        "bundling": words.bundling(added) if base else "",
        "intervals": interval_chart(rows, names),
        "terms": terms,
        "legend": legend,
        "saving_chart": saving_chart(steps, names) if base else "",
        "rows": rows,
        "reasons": [(why, [r["variant"] for r in rows if r["reason_nl"] == why]) for why in dict.fromkeys(r["reason_nl"] for r in rows) if why],
        "savings": steps,
        "break_even": flips,
        "flips": next((words.break_even(b) for b in flips if base and (b["from"], b["to"]) == ("shared", "bundled")), ""),
        "base": base,
        "attribution": next(a for a in comparison["attribution"] if a["question"] == question),
        "used_terms": [t for t in words.TERMS if any(r["terms"].get(t) for r in rows)],
        "pairs": [
            p | {"lost": words.losers(p, client_names, "losers"), "lost_with_key": words.losers(p, client_names, "losers_with_key")}
            for p in comparison["clients"]["pairs"]
            if p["question"] == question and (p["from"], p["to"]) in PAIRS
        ],
        "key": next((k for k in comparison["clients"]["opening_key"]["plans"] if (k["question"], k["variant"]) == (question, "bundled")), None),
        "clients": sorted({c for r in rows for c, euros in r["by_client"].items() if euros}),
    }


def _conflicts(told: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Per rule its conflicts: the worst, and the others."""
    found = []
    for rule in dict.fromkeys(c["rule"] for c in told):
        rows = [c for c in told if c["rule"] == rule]
        found.append({"rule": rule, "count": len(rows), "worst": rows[:SHOWN_CONFLICTS], "others": rows[SHOWN_CONFLICTS:]})
    return found


def _fixed(problem: Problem) -> dict[str, int]:
    """The terms' fixed parts: cheapest labour, and mobilisation of contracts that exist already."""
    return {
        "labour": sum(min(mode.labour for mode in a.modes) for a in problem.activities),
        "mobilisation": sum(p.mobilisation for p in problem.projects if not p.tendered),
    }


def _plans(compiled: Compiled, plans: Mapping[tuple[str, str], Plan], submitted: Plan) -> dict[str, Any] | None:
    """Charts that need plans: streets, trades and tenders, for the first question that has both plans."""
    problem, names = compiled.problem, compiled.names
    for question in QUESTIONS:
        before, after = plans.get((question, "repaired")), plans.get((question, "bundled"))
        if before is not None and after is not None:
            return {
                "question": question,
                "districts": district_streets(problem, names, before, after),
                "loads": trade_loads(problem, names, submitted, before, after),
                "tenders": _tenders(problem, names, after),
                "singles": sum(not problem.tenders[p.tender].combined for p in after.tenders),
            }
    return None


def _tenders(problem: Problem, names: Names, plan: Plan) -> Sequence[dict[str, Any]]:
    """The combined tenders of a plan, largest value first."""
    rows, procedures = [], load().law.procedures
    for publication in plan.tenders:
        tender, name = problem.tenders[publication.tender], names.tenders[publication.tender]
        if tender.combined:
            rows.append(
                {
                    "form": words.FORMS[name.form],
                    "projects": [project_label(names, p) for p in tender.projects],
                    "clients": sorted({names.clients[problem.projects[p].client].name for p in tender.projects}),
                    "lots": len(tender.lots),
                    "procedure": procedures[name.procedure].dutch if name.procedure in procedures else name.procedure,
                    "published": week_label(names.start, publication.week),
                    "value": name.value_eur,
                    "cost": tender.procurement,
                }
            )
    return sorted(rows, key=lambda row: (-row["value"], row["projects"]))


def _access(told: Mapping[str, Any]) -> dict[str, Any]:
    """Able bidders for the lots of combined tenders, and the forms that these could have had."""
    known = told["assumptions"]
    least, options = known["least_bidders"]["value"], option_rows(told["choices"])
    lots = [lot | {"form": row["form"]} for row in told["tenders"] if row["form"] != "single" for lot in row["lots"]]
    return {
        "assumptions": known,
        "least": least,
        "small": known["small_firm_percent"]["value"],
        "lots": lots,
        "few": sum(lot["few"] for lot in lots),
        "large": sum(lot["large"] for lot in lots),
        "options": options,
        "chart": front_chart(options, least),
    }


def _norms(names: Names) -> Sequence[dict[str, Any]]:
    """The norms that gave hours, with their trust mark and how many works they were used for."""
    used: dict[str, dict[str, Any]] = {}
    packages = load().packages
    for activity in names.activities:
        if activity.norm is not None:
            known = packages.get(activity.package)
            name = known.dutch if known else activity.package
            row = used.setdefault(activity.package, {"package": name, "origin": activity.norm, "works": 0})
            row["works"] += 1
    return sorted(used.values(), key=lambda row: row["package"])
