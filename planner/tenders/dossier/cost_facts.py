"""Facts in euros: what the tender costs beside its alternatives, and what combining saves in the whole programme, as
intervals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wijkplan.models.plan import Plan, Publication
from wijkplan.models.problem import Tender
from wijkplan.planner.compile.names import TenderName
from wijkplan.planner.results.scenario import assumptions, effects
from wijkplan.planner.results.words import DUTCH

from .dossier_case import Case
from .fact import Fact, Facts, Row


def put(case: Case, facts: Facts) -> None:
    """Adds the facts."""
    tender, singles = case.tender, [case.problem.tenders[t] for t in case.singles]
    together = tender.procurement + tender.mobilisation
    apart = sum(t.procurement + t.mobilisation for t in singles)
    here, alone = case.candidate(case.index, "procurement, mobilisation"), "candidates#single.procurement, mobilisation"
    facts.put("cost.procurement", tender.procurement, "eur", case.candidate(case.index, "procurement"))
    facts.put("cost.client", case.name.client_eur, "eur", case.candidate(case.index, "client_eur"))
    facts.put("cost.bidders", case.name.bidders_eur, "eur", case.candidate(case.index, "bidders_eur"))
    apart_names = [case.names.tenders[t] for t in case.singles]
    client_apart, bidders_apart = (sum(getattr(n, f) for n in apart_names) for f in ("client_eur", "bidders_eur"))
    facts.put("apart.client", client_apart, "eur", "candidates#single.client_eur")
    facts.put("apart.bidders", bidders_apart, "eur", "candidates#single.bidders_eur")
    facts.put("cost.mobilisation", tender.mobilisation, "eur", case.candidate(case.index, "mobilisation"))
    facts.put("cost.together", together, "eur", here)
    facts.put("apart.procedures", len(singles), "count", "candidates#single")
    facts.put("apart.procurement", sum(t.procurement for t in singles), "eur", "candidates#single.procurement")
    facts.put("apart.mobilisation", sum(t.mobilisation for t in singles), "eur", "candidates#single.mobilisation")
    facts.put("apart.cost", apart, "eur", alone)
    facts.put("cost.less", max(0, apart - together), "eur", f"{alone} - {here}")
    facts.put("cost.more", max(0, together - apart), "eur", f"{here} - {alone}")
    facts.put("cost.cheaper", apart > together, "flag", f"{alone} - {here}")
    facts.put("cost.dearer", together > apart, "flag", f"{here} - {alone}")
    facts.put(
        "cost.break_even",
        round(100 * max(0, apart - together) / max(1, case.name.value_eur), 1),
        "percent",
        f"({alone} - {here}) / value_eur",
    )
    wait = tender.preparation + tender.lead
    soonest = max(t.preparation + t.lead for t in singles)
    facts.put("time.wait", wait, "weeks", case.candidate(case.index, "preparation, lead"))
    facts.put("time.wait_apart", soonest, "weeks", "candidates#single.preparation, lead")
    facts.put("time.longer", max(0, wait - soonest), "weeks", "candidates#preparation, lead")
    facts.put("time.is_longer", wait > soonest, "flag", "candidates#preparation, lead")
    _scenario(case, facts)
    facts.rows["alternatives"] = list(_alternatives(case))
    _worth(case, facts)
    small = _small(case)
    titles = tuple(case.project(case.names.project_index[project]) for project in small)
    facts.put("small.projects", titles, "list", "law-provisions.json#small-lot-value, small-lots-share")
    facts.put("small.any", bool(small), "flag", "law-provisions.json#small-lot-value, small-lots-share")


def _scenario(case: Case, facts: Facts) -> None:
    known = assumptions()
    alone = effects(case.problem, case.names, Plan((), (Publication(case.index, 0),)))
    facts.put("scenario.any", alone.market > 0, "flag", case.candidate(case.index, "lots"))
    for name, amount in (("market", alone.market), ("coordination", alone.coordination)):
        facts.put(
            f"scenario.{name}_percent", known[f"{name}_percent"].value, "percent", f"scenario.toml#{name}_percent.value"
        )
        facts.put(
            f"scenario.{name}",
            amount,
            "eur",
            f"scenario.toml#{name}_percent, {case.candidate(case.index, 'value_eur')}",
        )


def _alternatives(case: Case) -> Iterator[Row]:
    """Everything apart, then each other form in which these projects are a candidate, in lots (art. 1.5(3)) among
    them."""
    yield _alternative(case, "afzonderlijk", [_single(case, project) for project in case.name.projects])
    members = frozenset(case.name.projects)
    for tender, name in _candidates(case, members):
        if name.id != case.name.id:
            yield _alternative(case, DUTCH.FORMS[name.form], [(tender, name)])
    small = _small(case)
    rest = members.difference(small)
    if small and rest:
        apart = [_single(case, project) for project in small]
        together = [_single(case, *rest)] if len(rest) == 1 else list(_candidates(case, rest))
        for tender, name in together:
            form = "" if len(rest) == 1 else f" ({DUTCH.FORMS[name.form]})"
            yield _alternative(case, f"kleine percelen apart, de rest{form}", [*apart, (tender, name)])


def _small(case: Case) -> list[str]:
    """Projects of this tender that may leave the regime of their work as small lots (art. 2.18(3), 3.16a Aw 2012),
    where it or one of them is bought by a European procedure."""
    names = [case.name, *(case.names.tenders[t] for t in case.singles)]
    european = any(case.law.procedures[name.procedure].european for name in names)
    return [one for one in case.name.projects if european and one in case.common.valuation.small]


def _single(case: Case, project: str) -> tuple[Tender, TenderName]:
    t = case.names.tender_index[f"single:{project}"]
    return case.problem.tenders[t], case.names.tenders[t]


def _candidates(case: Case, projects: frozenset[str]) -> Iterator[tuple[Tender, TenderName]]:
    """Every lawful form of buying these together, those that were left out as never better among them."""
    listed = zip(case.problem.tenders, case.names.tenders, strict=True)
    yield from (one for one in (*listed, *case.compiled.dominated) if frozenset(one[1].projects) == projects)


def _alternative(case: Case, form: str, bought: Sequence[tuple[Tender, TenderName]]) -> Row:
    procedures = dict.fromkeys(p.dutch for _, name in bought for p in case.route_of(name.projects).procedures)
    source = "candidates#" + ", ".join(name.id for _, name in bought)
    procurement, mobilisation = sum(t.procurement for t, _ in bought), sum(t.mobilisation for t, _ in bought)
    return {
        "form": Fact(form, "text", source),
        "procedures": Fact(tuple(procedures), "list", f"{source}.procedure"),
        "procurement": Fact(procurement, "eur", f"{source}.procurement"),
        "client": Fact(sum(name.client_eur for _, name in bought), "eur", f"{source}.client_eur"),
        "bidders": Fact(sum(name.bidders_eur for _, name in bought), "eur", f"{source}.bidders_eur"),
        "mobilisation": Fact(mobilisation, "eur", f"{source}.mobilisation"),
        "cost": Fact(procurement + mobilisation, "eur", f"{source}.procurement, mobilisation"),
        "wait": Fact(max(t.preparation + t.lead for t, _ in bought), "weeks", f"{source}.preparation, lead"),
    }


def _worth(case: Case, facts: Facts) -> None:
    """What this tender alone saves in the whole plan, everything else bought separately."""
    rows = case.comparison.joint_work.chosen
    found = next(((i, row) for i, row in enumerate(rows) if row.tender == case.name.id), None)
    source = "comparison.json#joint_work.chosen" + ("" if found is None else f"[{found[0]}]")
    row = None if found is None else found[1]
    facts.put(
        "worth.question",
        DUTCH.QUESTIONS[case.comparison.joint_work.question].lower(),
        "text",
        "comparison.json#joint_work.question",
    )
    facts.put("worth.low", None if row is None else row.low_eur, "eur", f"{source}.low_eur")
    facts.put("worth.high", None if row is None else row.high_eur, "eur", f"{source}.high_eur")
    known = row is not None and row.high_eur is not None
    facts.put("worth.stated", row is not None, "flag", source)
    facts.put("worth.known", known, "flag", f"{source}.high_eur")
    facts.put("worth.alone", row is not None and known and not row.partner_crews, "flag", f"{source}.partner_crews")
