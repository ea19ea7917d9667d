"""Facts in euros: what the tender costs beside its alternatives, and what combining saves in the whole programme, as intervals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wijkplan.models.plan import Plan, Publication
from wijkplan.planner.plan.variants import VARIANTS
from wijkplan.planner.results.break_even import flips
from wijkplan.planner.results.scenario import assumptions, effects
from wijkplan.planner.results.words_nl import FORMS, QUESTIONS, WORDS, euros

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
    facts.put("cost.break_even", round(100 * max(0, apart - together) / max(1, case.name.value_eur), 1), "percent", f"({alone} - {here}) / value_eur")
    wait = tender.preparation + tender.lead
    soonest = max(t.preparation + t.lead for t in singles)
    facts.put("time.wait", wait, "weeks", case.candidate(case.index, "preparation, lead"))
    facts.put("time.wait_apart", soonest, "weeks", "candidates#single.preparation, lead")
    facts.put("time.longer", max(0, wait - soonest), "weeks", "candidates#preparation, lead")
    facts.put("time.is_longer", wait > soonest, "flag", "candidates#preparation, lead")
    _scenario(case, facts)
    facts.rows["alternatives"] = list(_alternatives(case))
    facts.rows["savings"] = list(_savings(case))
    facts.put("savings.missing", not facts.rows["savings"], "flag", "comparison.json#savings")


def _scenario(case: Case, facts: Facts) -> None:
    known = assumptions()
    alone = effects(case.problem, case.names, Plan((), (Publication(case.index, 0),)))
    facts.put("scenario.any", alone.market > 0, "flag", case.candidate(case.index, "lots"))
    for name, amount in (("market", alone.market), ("coordination", alone.coordination)):
        facts.put(f"scenario.{name}_percent", known[f"{name}_percent"].value, "percent", f"scenario.toml#{name}_percent.value")
        facts.put(f"scenario.{name}", amount, "eur", f"scenario.toml#{name}_percent, {case.candidate(case.index, 'value_eur')}")


def _alternatives(case: Case) -> Iterator[Row]:
    """Everything apart, then each other form in which these projects are a candidate, in lots (art. 1.5(3)) among them."""
    yield _alternative(case, "afzonderlijk", case.singles)
    members = set(case.name.projects)
    for t, name in enumerate(case.names.tenders):
        if t != case.index and set(name.projects) == members:
            yield _alternative(case, FORMS[name.form], [t])


def _alternative(case: Case, form: str, tenders: Sequence[int]) -> Row:
    rows = [case.problem.tenders[t] for t in tenders]
    procedures = dict.fromkeys(case.law.procedures[case.names.tenders[t].procedure].dutch for t in tenders)
    source = "candidates#" + ", ".join(case.names.tenders[t].id for t in tenders)
    procurement, mobilisation = sum(t.procurement for t in rows), sum(t.mobilisation for t in rows)
    return {
        "form": Fact(form, "text", source),
        "procedures": Fact(tuple(procedures), "list", f"{source}.procedure"),
        "procurement": Fact(procurement, "eur", f"{source}.procurement"),
        "client": Fact(sum(case.names.tenders[t].client_eur for t in tenders), "eur", f"{source}.client_eur"),
        "bidders": Fact(sum(case.names.tenders[t].bidders_eur for t in tenders), "eur", f"{source}.bidders_eur"),
        "mobilisation": Fact(mobilisation, "eur", f"{source}.mobilisation"),
        "cost": Fact(procurement + mobilisation, "eur", f"{source}.procurement, mobilisation"),
        "wait": Fact(max(t.preparation + t.lead for t in rows), "weeks", f"{source}.preparation, lead"),
    }


def _savings(case: Case) -> Iterator[Row]:
    """What the comparison says of combining in the question of the plan."""
    for i, row in enumerate(case.comparison.savings):
        if row.question == case.question and (row.source, row.to) in flips(case.comparison.baseline):
            source = f"comparison.json#savings[{i}]"
            yield {
                "question": Fact(QUESTIONS[row.question].lower(), "text", f"{source}.question"),
                "from": Fact(VARIANTS[row.source].dutch, "text", f"{source}.from"),
                "to": Fact(VARIANTS[row.to].dutch, "text", f"{source}.to"),
                "range": Fact(_range(row.low, row.high), "text", f"{source}.low, high"),
                "word": Fact(WORDS[row.word], "text", f"{source}.word"),
            }


def _range(low: int, high: int | None) -> str:
    if high is None:
        return f"ten minste {euros(low)} (een bovengrens ontbreekt)"
    return euros(low) if low == high else f"tussen {euros(low)} en {euros(high)}"
