"""The key ``guarantee`` of ``comparison.json``, its plan and the proof of its bound."""

from __future__ import annotations

from wijkplan.planner.compile import Compiled
from wijkplan.planner.experiment.comparison_types import Compared, Run
from wijkplan.planner.experiment.engine import Disagreement
from wijkplan.planner.experiment.guarantee import guarded, price
from wijkplan.planner.plan.measures import employer_changes
from wijkplan.planner.plan.plan_file import plan_file
from wijkplan.planner.plan.plan_file_types import PlanFile
from wijkplan.planner.plan.variants import Question
from wijkplan.planner.record import Guarantee, GuaranteeFigures
from wijkplan.planner.record.certificates import GuaranteeProof, priced
from wijkplan.planner.text import translated

from .sentences import guarantee_sentence
from .solved_side import solved_side


def plan_file_name(question: Question) -> str:
    """Name of the file of the plan without the guarantee."""
    return f"plan-unguarded-{question}.json"


def guarantee(compiled: Compiled, compared: Compared) -> Guarantee | None:
    """What it costs that nobody is worse off. Raises :class:`~wijkplan.planner.experiment.engine.Disagreement` where
    plans and bounds contradict each other."""
    free, kept = compared.unguarded, guarded(compared.runs)
    if free is None or kept is None:
        return None
    try:
        known = price(kept.figure, free.figure)
    except ValueError as error:
        raise Disagreement(str(error)) from error
    ceilings = dict(kept.problem.max_employer_changes)
    found = () if free.plan is None else employer_changes(free.problem, free.plan)
    figures = GuaranteeFigures(
        question=free.question,
        without=solved_side(compiled.names, free, plan_file_name(free.question)),
        low=known.low,
        high=known.high,
        found_eur=None if kept.cost is None or free.cost is None else kept.cost - free.cost,
        word=known.word,
        worse_without=tuple(
            compiled.names.employers[employer].id for employer, units in found if units > ceilings[employer]
        ),
    )
    sentence = guarantee_sentence(figures, len(ceilings))
    return Guarantee(**dict(figures), sentence=str(sentence), sentence_nl=translated(sentence, "nl"))


def plan_of(compiled: Compiled, run: Run, seed: int) -> PlanFile:
    """Contents of that file."""
    assert run.plan is not None
    return plan_file(compiled, run.plan).made_for(run.variant, run.question, seed)


def proof(compared: Compared) -> tuple[GuaranteeProof, ...]:
    """The certificate of the bound without the guarantee, where it is certified."""
    run = compared.unguarded
    if run is None or not run.certified or run.bound is None:
        return ()
    return (GuaranteeProof(question=run.question, bound=run.bound, certificate=priced(run.certificate)),)
