"""Every field of an output folder, derived again and compared; see :mod:`.fields` for what is not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from wijkplan.planner.compile import Compiled
from wijkplan.planner.experiment.compare import compared_pairs, sooner_pairs
from wijkplan.planner.experiment.comparison_types import Compared
from wijkplan.planner.experiment.engine import Disagreement
from wijkplan.planner.folder.atomic_output import RUN
from wijkplan.planner.folder.stored_comparison import AGREED_WEEKS, COMPARISON, Folder, read_json
from wijkplan.planner.plan.kept_weeks import KeptWeek
from wijkplan.planner.plan.plan_file import plan_file
from wijkplan.planner.plan.plan_file_types import PlanFile
from wijkplan.planner.plan.variants import BUNDLED, STORED, question_of
from wijkplan.planner.programme import Programme
from wijkplan.planner.record import Comparison
from wijkplan.planner.report import draw
from wijkplan.planner.report.packed import LIBRARY, unpacked
from wijkplan.planner.results import certificate_file
from wijkplan.planner.results.comparison_json import ASKED_WEEKS, agreed_weeks_plan, asked_weeks_plan, assemble
from wijkplan.planner.results.guarantee_record import plan_file_name as guarantee_plan
from wijkplan.planner.results.race_record import derived as derived_race
from wijkplan.planner.results.race_record import stated as stated_race
from wijkplan.planner.results.record_frames import tables
from wijkplan.planner.results.sentences import race_sentence
from wijkplan.planner.text import say, translated

from .certificates import Proofs
from .fields import claims
from .file_checked import FileChecked, file_checked, text_checked
from .newcomers_again import newcomers_files
from .put_together import put_together
from .robust_again import robust_file

REPORT = "report.html"


def every_field(
    folder: Path, read: Folder, programme: Programme, compiled: Compiled, proofs: Proofs
) -> Iterator[FileChecked]:
    """One row per file that a comparison wrote, plans first. Raises
    :class:`~wijkplan.planner.folder.stored_comparison.Stale` or
    :class:`~wijkplan.planner.experiment.engine.Disagreement` where what lies there contradicts itself, so that nothing
    follows from it."""
    check_names(read)
    run, stated = read_json(folder / RUN), read_json(folder / COMPARISON)
    compared = put_together(folder, read, compiled, proofs)
    yield from plan_files(folder, read, compiled, read.run.settings.seed, kept_of(compared))
    effect = {"settings": run["settings"] | {"bundling_effect": read.comparison.scenario.bundling_effect_percent}}
    yield file_checked(RUN, run, run | effect)
    made = comparison_of(programme, compiled, compared, read.run.settings.bundling_effect)
    comparison = file_checked(COMPARISON, stated, made | {"race": _race(read.comparison)}, claims(stated))
    yield comparison
    yield file_checked(certificate_file.NAME, read_json(folder / certificate_file.NAME), certificates_of(compared))
    yield from newcomers_files(folder, read, compiled, compared)
    yield from robust_file(folder, read, compiled)
    if comparison.unequal:
        return  # tables and report are drawn of what is stated: of a week that no calendar has they cannot be
    for name, content in tables(read.comparison, programme, compiled, read.plans, kept_of(compared)).items():
        yield text_checked(folder, name, content)
    yield report_of(folder, read, compiled, compared)


def report_of(folder: Path, read: Folder, compiled: Compiled, compared: Compared) -> FileChecked:
    """The report, drawn again."""
    drawn = None
    if REPORT not in read.run.failed_documents:
        drawn = draw(
            compiled,
            read.comparison,
            read.plans,
            compared.stored.asked,
            compared.submitted,
            read.run,
            kept_of(compared),
            read.newcomers,
            read.robust,
        )
    same = read.run.versions.get(LIBRARY) == version(
        LIBRARY
    )  # of another release of Plotly only our own part of the page is compared
    return text_checked(folder, REPORT, drawn, partial(unpacked, library=same))


def check_names(read: Folder) -> None:
    """Raises :class:`~wijkplan.planner.experiment.engine.Disagreement` where the folder names other runs or plans than
    a comparison has: then nobody could say what they should be."""
    comparison, known = read.comparison, {variant.id for variant in STORED}
    asked = read.run.settings.questions
    if [(row.question, row.variant) for row in comparison.results] != compared_pairs() + sooner_pairs(asked):
        raise Disagreement(say("results are not one per question and variant, in order"))
    if not {row.variant for row in comparison.stored} <= known:
        raise Disagreement(say("stored plans are those of {variants}", variants=", ".join(sorted(known))))
    if comparison.baseline not in known or comparison.baseline != read.run.settings.baseline:
        raise Disagreement(
            say(
                "the baseline is {one} in one file and {other} in the other, or no stored plan",
                one=comparison.baseline,
                other=read.run.settings.baseline,
            )
        )


def comparison_of(programme: Programme, compiled: Compiled, compared: Compared, effect: int) -> dict[str, Any]:
    """What ``comparison.json`` should hold, but for a race."""
    made: dict[str, Any] = json.loads(assemble(programme, compiled, compared, effect).to_json())
    return made


def certificates_of(compared: Compared) -> dict[str, Any]:
    """What ``certificates.json`` should hold."""
    made: dict[str, Any] = json.loads(certificate_file.certificates(compared).to_json())
    return made


def kept_of(compared: Compared) -> dict[tuple[str, str], Sequence[KeptWeek]]:
    """By question and variant what keeping weeks would cost."""
    return {(run.question, run.variant): run.kept or () for run in compared.all_runs}


def plan_files(
    folder: Path, read: Folder, compiled: Compiled, seed: int, kept: Mapping[tuple[str, str], Sequence[KeptWeek]]
) -> Iterator[FileChecked]:
    """Each plan file is what is written of the plan that is read from it: dates beside weeks, norms, crews by name,
    what keeping weeks would cost."""
    made: dict[str, PlanFile] = {}
    for (question, variant), plan in read.plans.items():
        told = plan_file(compiled, plan, kept[question, variant])
        made[f"plan-{variant}-{question}.json"] = told.made_for(variant, question_of(question), seed)
    if read.asked_weeks is not None:
        made[ASKED_WEEKS] = asked_weeks_plan(compiled, read.asked_weeks, seed)
    if read.last is not None and read.asked_weeks is None:
        made[AGREED_WEEKS] = agreed_weeks_plan(compiled, read.last, seed)
    for name, plan in read.forced.items():
        question = question_of(name.removesuffix(".json").rsplit("-", 1)[1])
        made[name] = plan_file(compiled, plan).made_for(BUNDLED.id, question, seed)
    guarantee = read.comparison.guarantee
    if guarantee is not None and read.unguarded is not None:
        told = plan_file(compiled, read.unguarded)
        made[guarantee_plan(guarantee.question)] = told.made_for(BUNDLED.id, guarantee.question, seed)
    for name in sorted(made.keys() | {path.name for path in folder.glob("plan-*-*.json")}):
        derived = json.loads(made[name].to_json()) if name in made else None
        yield file_checked(name, read_json(folder / name) if (folder / name).is_file() else None, derived)


def _race(comparison: Comparison) -> dict[str, Any] | None:
    """A race in which its savings decide what is said to be decided, and its sentences follow from the rest of it."""
    race = comparison.race
    if race is None:
        return None
    sentence = race_sentence(race)
    said = race.model_copy(update={"sentence": str(sentence), "sentence_nl": translated(sentence, "nl")})
    made: dict[str, Any] = json.loads(said.model_dump_json(by_alias=True))
    found = derived_race(race, comparison)
    if found != stated_race(race):
        made["decided"] = [
            {"question": q, "from": source, "to": to, "word": word} for (q, source, to), word in found.decided
        ]
        made["blocked_by"] = [{"question": q, "from": source, "to": to} for q, source, to in found.open]
    return made
