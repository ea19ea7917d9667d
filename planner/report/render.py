"""Puts the report together: figures from ``comparison.json``, charts from the plans, words in two languages.

The page shows Dutch; English stands beside it in a ``template`` element, which browsers and screen readers pass by
until a button takes it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled
from wijkplan.planner.plan.kept_weeks import KeptWeek
from wijkplan.planner.plan.rule_words import BROKEN
from wijkplan.planner.plan.variants import QUESTIONS, Question
from wijkplan.planner.record import Access, Comparison, Conflict, Provenance
from wijkplan.planner.record.newcomers import NewcomersRecord
from wijkplan.planner.record.robust import Robust
from wijkplan.planner.results.front import front
from wijkplan.planner.results.safe_work import safe_work
from wijkplan.planner.results.sentences import lines
from wijkplan.planner.text import translated

from .access_options import option_rows
from .award_freedom import awards, sentence
from .chart_data import Scene, scene
from .conclusions import Sentences
from .cost_provenance import MARKS, bases, by_mark, sources
from .district_map import areas
from .filters import choices
from .html_page import environment, page
from .joint_work_section import joint_work_section
from .lasting_section import lasting_section
from .learning_section import learning_section
from .load_choices import LoadChoices, entries, load_choices
from .locale import DUTCH, ENGLISH, Tongue
from .newcomers_section import newcomers_section, supply_figures
from .packed import blocks
from .page_figures import page_figures
from .places_section import places_section
from .question_sections import question
from .robust_section import robust_section
from .street_chart import district_streets
from .tender_chart import tender_rows
from .time_axis import Axis
from .trade_loads import trade_loads
from .work_chart import district_works
from .workforce import workforce

SHOWN_CONFLICTS = 6  # of a rule, before the reader asks for more


def draw(
    compiled: Compiled,
    comparison: Comparison,
    plans: Mapping[tuple[str, str], Plan],
    asked: Mapping[Question, Problem],
    submitted: Plan,
    run: Provenance,
    kept: Mapping[tuple[str, str], Sequence[KeptWeek]],
    newcomers: NewcomersRecord | None = None,
    robust: Robust | None = None,
) -> str:
    """The whole report as HTML, with what was found of newcomers and of what is safe to commit to where that was
    asked. ``plans`` and ``kept`` (what
    keeping its week would cost each work) are by (question, variant), ``asked`` what each question asks."""
    drawn = scene(compiled, plans, asked, comparison.baseline, submitted, kept)
    choices = None if drawn is None else load_choices(drawn, trade_loads(drawn, DUTCH))
    bodies, figures = [], {}
    for tongue in (DUTCH, ENGLISH):
        made = page_figures(compiled, comparison, drawn, choices, tongue) | supply_figures(compiled, newcomers, tongue)
        figures[tongue.language] = made
        told = _told(compiled, comparison, drawn, choices, run, tongue)
        told |= {
            "figures": made,
            "newcomers": newcomers_section(compiled, newcomers, tongue),
            "robust": robust_section(compiled.names, robust, tongue),
            "lasting": lasting_section(compiled, plans, comparison.baseline, tongue),
            "places": places_section(compiled, plans, tongue),
            "learning": learning_section(compiled, plans, comparison.baseline, tongue),
        }
        bodies.append(environment(tongue).get_template("body.jinja").render(told))
    lines = "" if drawn is None else Axis(drawn.names, drawn.first, drawn.last).lines()
    return page(comparison.programme.name, bodies, lines, blocks(figures))


def _people(comparison: Comparison) -> dict[str, Any]:
    """The scenario of people called up per period, each row beside what the plan itself has for people who stand by
    and are found."""
    rows = []
    for row in comparison.scenario_people.euros:
        found = comparison.result(row.question, row.variant)
        terms = {} if found is None else found.terms
        rows.append((row, terms.get("standby", 0) + terms.get("turnover", 0)))
    return {"weeks": comparison.scenario_people.period_weeks, "rows": rows}


def _told(
    compiled: Compiled,
    comparison: Comparison,
    drawn: Scene | None,
    choices: LoadChoices | None,
    run: Provenance,
    tongue: Tongue,
) -> dict[str, Any]:
    """What one language of the report is made of."""
    return {
        "programme": comparison.programme,
        "interrupted": comparison.interrupted,
        "baseline": comparison.baseline,
        "front": [translated(line, tongue.language) for line in front(comparison, compiled.names)],
        "decided": [translated(line, tongue.language) for line in lines(comparison)],
        "run": run,
        "questions": [question(compiled, comparison, asked, tongue) for asked in QUESTIONS],
        "sooner": [(one, Sentences(tongue).sooner(one, comparison.baseline)) for one in comparison.sooner],
        "clients": {c.id: tongue.sentence(c.name) for c in compiled.names.clients},
        "scenario": comparison.scenario,
        "people": _people(comparison),
        "workforce": workforce(compiled.names, comparison, tongue),
        "safe_work": [(tongue.sentence(told), works) for told, works in safe_work(compiled.names)],
        "access": _access(comparison.access, tongue),
        "joint": joint_work_section(comparison.joint_work, tongue),
        "delivery": comparison.delivery,
        "gained": comparison.weeks_gained,
        "completion": comparison.completion_front,
        "conflicts": _conflicts(comparison.conflicts, tongue),
        "conflict_total": len(comparison.conflicts),
        "awards": awards(compiled.names, tongue),
        "free": sentence(compiled.names, tongue),
        "plan": None if drawn is None else _plan(drawn, comparison, choices, tongue),
        "notes": [n for n in compiled.notes if n.severity == "warning"],
    }


def _plan(drawn: Scene, comparison: Comparison, offered: LoadChoices | None, tongue: Tongue) -> dict[str, Any]:
    """Charts that need plans."""
    axis = Axis(drawn.names, drawn.first, drawn.last)
    money = bases(drawn)
    prices, norms = sources(money, tongue)
    return {
        "question": drawn.question,
        "years": axis.head(),
        "filters": choices(drawn, tongue),
        "areas": areas(drawn),
        "streets": district_streets(drawn, axis, tongue),
        "works": district_works(drawn, axis, tongue),
        "tenders": tender_rows(drawn, axis, tongue, comparison.access),
        "loads": trade_loads(drawn, tongue),
        "load_choices": {} if offered is None else entries(drawn, offered, tongue),
        "load_first": None if offered is None else offered.first,
        "marks": by_mark(money),
        "mark_order": MARKS,
        "prices": prices,
        "norms": norms,
        "total": sum(row.euros for row in money),
    }


def _conflicts(told: Sequence[Conflict], tongue: Tongue) -> list[dict[str, Any]]:
    """Per rule its conflicts: the worst, and the others."""
    found = []
    for rule in dict.fromkeys(c.rule for c in told):
        rows = [c.sentence if tongue.language == "nl" else c.sentence_en for c in told if c.rule == rule]
        found.append(
            {
                "heading": tongue.sentence(BROKEN[rule]),
                "count": len(rows),
                "worst": rows[:SHOWN_CONFLICTS],
                "others": rows[SHOWN_CONFLICTS:],
            }
        )
    return found


def _access(told: Access, tongue: Tongue) -> dict[str, Any]:
    """Able bidders for the lots of combined tenders, and the forms that these could have had."""
    known = told.assumptions
    least, options = known["least_bidders"].value, option_rows(told.choices, tongue)
    lots = [(lot, row.form) for row in told.tenders if row.form != "single" for lot in row.lots]
    merged = [row for row in told.tenders if row.form != "single" and row.before is not None]
    ends = [(row.before, row.after) for row in merged if row.before is not None and row.after is not None]
    return {
        "assumptions": known,
        "least": least,
        "small": known["small_firm_percent"].value,
        "lots": lots,
        "merged": merged,
        "few_before": sum(before < least for before, _ in ends),
        "few_after": sum(after < least for _, after in ends),
        "falls": sum(after < before for before, after in ends),
        "outside": known["outside_firms"].value,
        "few": sum(lot.few for lot, _ in lots),
        "large": sum(lot.large for lot, _ in lots),
        "options": options,
    }
