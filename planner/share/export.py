"""All files of one export, and the line in the log of what was disclosed to whom."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from wijkplan.models.construct.submitted import submitted
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled
from wijkplan.planner.folder.append_line import append_line
from wijkplan.planner.folder.stored_comparison import Folder
from wijkplan.planner.plan.measures import People, people
from wijkplan.planner.plan.reader import Reader
from wijkplan.planner.plan.variants import SUBMITTED, VARIANTS, all_in, in_variant
from wijkplan.planner.programme import Programme
from wijkplan.planner.record.places import TenderPlaces
from wijkplan.planner.results.people_record import idle_week_eur
from wijkplan.planner.text import Language

from . import before_after, load_pages, people_pages, places_sheets, training_sheets, work_to_win
from . import clearing_sheets as complete
from . import party_sheets as tables
from .audience import Audience
from .crew_calendars import agendas
from .gantt_rows import Span, of_lines, of_projects
from .hand_in_dates import hand_in
from .line_states import LineState, line_states
from .ms_project import Given, project_xml
from .party_page import page
from .party_view import Line, balance, lines, load, own_people, people_euros
from .progress_sheet import progress
from .shared_types import SharedComparison
from .shared_zone import SharedCell, shared_cells, shared_comparison
from .xlsx_writer import Table, workbook

LOG = "disclosures.jsonl"


@dataclass(frozen=True)
class Subject:
    """What an export is about: a programme, the plan of one question and variant in the folder of its comparison;
    ``key`` is the secret of the neutral party, ``states`` how lines stand over rounds, by id (none in a first
    plan). What all its audiences are told from is made once."""

    programme: Programme
    compiled: Compiled
    folder: Folder
    question: str
    variant: str
    key: bytes
    states: Mapping[str, LineState] = field(default_factory=dict)
    _lines: dict[tuple[Reader, Language], tuple[Line, ...]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.folder.plans[self.question, self.variant]

    @cached_property
    def problem(self) -> Problem:
        """The problem with what the variant allows."""
        return in_variant(all_in(self.compiled.problem), VARIANTS[self.variant])

    @property
    def baseline(self) -> Plan | None:
        """What would be done without planning together; ``None`` where there is no such plan."""
        return self.folder.plans.get((self.question, self.folder.comparison.baseline))

    @cached_property
    def without(self) -> Problem:
        """The problem with what that plan may use."""
        return in_variant(all_in(self.compiled.problem), VARIANTS[self.folder.comparison.baseline])

    @cached_property
    def asked(self) -> Plan:
        """The weeks that were asked for, each for itself."""
        return submitted(in_variant(self.problem, SUBMITTED))

    @cached_property
    def people(self) -> tuple[People, ...]:
        """What the plan asks of the people of every employer."""
        return people(self.problem, self.plan)

    @cached_property
    def people_asked(self) -> tuple[People, ...]:
        """The same of the weeks that were asked for."""
        return people(self.problem, self.asked)

    @cached_property
    def people_before(self) -> tuple[People, ...] | None:
        """The same of what would be done without planning together."""
        return None if self.baseline is None else people(self.without, self.baseline)

    @cached_property
    def places(self) -> tuple[TenderPlaces, ...]:
        """Learning places in the tenders of the plan."""
        return places_sheets.places_of(self.compiled, self.plan)

    @cached_property
    def cells(self) -> tuple[SharedCell, ...]:
        """Head-weeks of the shared zone."""
        return shared_cells(self.problem, self.compiled.names, self.plan, self.programme.reference.disclosure)

    @cached_property
    def shared(self) -> SharedComparison:
        """The comparison as all may see it."""
        limits = self.programme.reference.disclosure
        return shared_comparison(self.folder.comparison, self.compiled, self.folder.plans, limits)

    def lines(self, reader: Reader, language: Language) -> tuple[Line, ...]:
        """The work of an employer or client in the plan, in order of its weeks."""
        if (reader, language) not in self._lines:
            kept = self.folder.kept.get((self.question, self.variant), ())
            made = lines(self.problem, self.compiled.names, self.plan, reader, language, kept)
            self._lines[reader, language] = made
        return self._lines[reader, language]

    @property
    def made(self) -> datetime:
        """When the plan was made: the only time in an export, so that the same contents are the same bytes."""
        return datetime.fromisoformat(self.folder.run.started).replace(tzinfo=None)

    @property
    def id(self) -> str:
        """Fingerprint of programme, question and variant, for the log only: it changes with what nobody else may
        see."""
        return f"{self.folder.run.input_sha256[:16]} {self.question} {self.variant}"


@dataclass(frozen=True, slots=True)
class Export:
    """Contents by file name, and the labels of what was suppressed in them."""

    files: dict[str, bytes]
    suppressed: tuple[str, ...]


def export(subject: Subject, who: Audience, language: Language, more: Sequence[Table] = ()) -> Export:
    """The files of one audience: its own zone, ``more`` that it may see, and the shared zone; the clearing party's are
    complete."""
    together = shared_tables(subject, language)
    own = own_zone(subject, who, language)
    files = own.files
    files[f"wijkplan-{who.file_name}.xlsx"] = workbook(
        [*own.sheets, *more, *own.forms, *together], language, subject.made, own.hidden
    )
    suppressed = [] if who.kind == "clearing" else [_label(cell) for cell in subject.cells if cell.head_weeks is None]
    if who.kind == "clearing":
        files["comparison.json"] = subject.folder.comparison.to_json().encode()
    else:
        files["comparison-shared.json"] = subject.shared.to_json().encode()
        shown = [*own.sheets, *more, *together]
        drawn = page(subject.shared, subject.question, subject.variant, own.spans, shown, language, subject.made)
        files[f"wijkplan-{who.file_name}.html"] = drawn.encode()
        suppressed += subject.shared.suppressed
    return Export(files, tuple(suppressed))


def shared_tables(subject: Subject, language: Language) -> list[Table]:
    """The sheets that all may see."""
    limits, names = subject.programme.reference.disclosure, subject.compiled.names
    return [tables.shared(names, subject.cells, language, limits.min_employers, limits.max_share_percent)]


@dataclass(frozen=True, slots=True)
class OwnZone:
    """An audience's own zone: sheets, weeks for the chart, values on the hidden sheet, further files, and sheets that
    are for filling in only, which its page does without."""

    sheets: Sequence[Table] = ()
    spans: Sequence[Span] = ()
    hidden: Mapping[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    forms: Sequence[Table] = ()


def own_zone(subject: Subject, who: Audience, language: Language) -> OwnZone:
    """What an audience sees of itself; nobody but the clearing party sees anything of others in it."""
    problem, names, plan = subject.problem, subject.compiled.names, subject.plan
    if who.kind == "employer":
        return _employer(subject, names.employer_index[who.id], who, language)
    if who.kind == "client":
        client = names.client_index[who.id]
        mine = subject.lines(Reader("client", client), language)
        return OwnZone(
            [
                complete.own_projects(problem, names, plan, client),
                tables.why_here(names, mine),
                *places_sheets.own_tenders(subject.compiled, subject.places, client, language),
            ],
            list(of_projects(problem, names, plan, client).values()),
        )
    if who.kind == "clearing":
        return OwnZone([complete.whole_plan(problem, names, plan), complete.tenders(names, plan)])
    if who.kind in ("school", "uwv", "union", "public"):
        return _people(subject, who, language)
    if who.kind == "municipality":
        return _municipality(subject, who, language)
    if who.kind == "steering-group":
        return _steering_group(subject)
    return OwnZone()


def _municipality(subject: Subject, who: Audience, language: Language) -> OwnZone:
    """Jobs and places in its districts, and the list for job seekers of its regions."""
    compiled, limits = subject.compiled, subject.programme.reference.disclosure
    work = work_to_win.to_win(subject.programme, compiled, subject.plan)
    mine = {d for d, municipality in compiled.names.municipalities.items() if municipality == who.id}
    regions = {
        compiled.names.regions[compiled.problem.districts[i].region].id
        for i, district in enumerate(compiled.names.districts)
        if district.id in mine
    }
    jobs = work_to_win.jobs(compiled, work, mine, limits)
    seekers, files = _job_seekers(subject, work, regions, language)
    return OwnZone(
        [work_to_win.jobs_table(jobs, limits), seekers],
        files=work_to_win.files("jobs", work_to_win.JOBS, jobs) | files,
    )


def _job_seekers(
    subject: Subject, work: work_to_win.ToWin, regions: Collection[str], language: Language
) -> tuple[Table, dict[str, bytes]]:
    """The list for job seekers of some regions, as a sheet and as files."""
    rows = work_to_win.job_seekers(subject.programme, subject.compiled, work, regions, language)
    columns = (*work_to_win.SEEKERS, "work_after")
    return (
        work_to_win.seekers_table(rows, subject.programme.reference.disclosure),
        work_to_win.files("job-seekers", columns, rows),
    )


def _steering_group(subject: Subject) -> OwnZone:
    """Before and after, of the whole programme."""
    limits, folder = subject.programme.reference.disclosure, subject.folder
    named = sum(not one.anonymous for one in subject.compiled.names.employers)
    return OwnZone(
        [
            *before_after.before_after(subject.compiled, folder.comparison, named, limits),
            *before_after.newcomers_table(folder.newcomers, limits),
        ]
    )


def _people(subject: Subject, who: Audience, language: Language) -> OwnZone:
    """Pages for those who teach, place or speak for people, and for everybody: from the shared zone only."""
    problem, names, plan = subject.problem, subject.compiled.names, subject.plan
    limits = subject.programme.reference.disclosure
    sheets, files = [], {}
    if who.kind != "union":
        rows = people_pages.places(
            subject.programme, subject.compiled, subject.folder.newcomers, limits, language, taken=who.kind != "public"
        )
        sheets += [people_pages.places_by_year(rows, names, language)] if rows else []
        sheets.append(people_pages.places_table(names, rows, language))
        files = {"places.csv": people_pages.as_csv(rows), "places.json": people_pages.as_json(rows)}
    recruits = subject.compiled.recruits
    if who.kind in ("school", "uwv") and recruits is not None:
        needs = training_sheets.what_to_train(subject.compiled, subject.folder.newcomers, limits)
        sheets.insert(0, training_sheets.table(recruits, names, needs, language))
        files |= training_sheets.files(training_sheets.as_rows(recruits, needs, language))
    if who.kind == "public":
        work = work_to_win.to_win(subject.programme, subject.compiled, plan)
        seekers, more = _job_seekers(subject, work, [region.id for region in names.regions], language)
        sheets, files = [*sheets, seekers], files | more
    sheets += places_sheets.regions_and_trades(subject.compiled, plan, limits, language)
    if who.kind != "public":
        sheets.append(people_pages.demand_table(problem, names, plan, limits, language))
        sheets.append(people_pages.lasting_table(problem, names, plan, limits, language))
    if who.kind == "union":
        named = sum(not one.anonymous for one in names.employers)
        compared = subject.folder.comparison
        sheets += [
            people_pages.steady_table(compared, subject.question, subject.variant, named, limits),
            load_pages.load_table(problem, names, plan, limits, language),
            people_pages.safety_table(subject.programme, subject.compiled, plan, language),
        ]
    return OwnZone(sheets, files=files)


def _employer(subject: Subject, employer: int, who: Audience, language: Language) -> OwnZone:
    problem, names, plan = subject.problem, subject.compiled.names, subject.plan
    mine = subject.lines(Reader("employer", employer), language)

    def project(activity: int) -> str:
        return names.projects[problem.activities[activity].project].id

    mine_now, mine_asked = own_people(subject.people, employer), own_people(subject.people_asked, employer)
    idle = idle_week_eur(subject.programme.reference, names)
    base, alone = subject.baseline, subject.without
    before = None if subject.people_before is None else own_people(subject.people_before, employer)
    euros = None if base is None else people_euros(alone, base, employer, idle)
    sheets = [
        tables.changes(names, mine, project, language),
        tables.balance(
            balance(problem, subject.asked, employer, mine_asked), balance(problem, plan, employer, mine_now)
        ),
        tables.to_hand_in(names, hand_in(subject.programme, names, mine)),
        tables.loads(names, load(problem, plan, employer), language),
        tables.own_people(names, before, mine_now, language),
        tables.quarters(names, problem.quarters, before, mine_now, language),
        tables.people_euros(euros, people_euros(problem, plan, employer, idle)),
    ]
    own = [names.activities[line.activity].id for line in mine]
    if rows := [subject.states[id] for id in own if id in subject.states]:
        sheets.insert(0, line_states(names, rows, language))
    forms = [tables.at_once(names, mine, project, language), progress(names, mine, subject.states)]
    calendars = {
        f"crews/{name}": raw
        for name, raw in agendas(problem, names, plan, employer, language, subject.made, subject.key).items()
    }
    title, hours = f"wijkplan {who.id}", subject.programme.reference.settings.hours_per_head_week
    plan_xml = project_xml(Given(problem, names, plan, mine, title, language, subject.made, hours))
    files = calendars | {f"wijkplan-{who.file_name}.xml": plan_xml}
    return OwnZone(sheets, of_lines(names, mine), {"kind": "answers", "employer": who.id}, files, forms)


def _label(cell: SharedCell) -> str:
    return f"{cell.measure}, {cell.trade}, {'+'.join(cell.regions)}"


def log(folder: Path, subject: Subject, who: Audience, made: Export, round: str | None = None) -> None:
    """Adds a line to the log in a folder: when, what, to whom, and what was suppressed; where that is a log of all
    rounds, of which ``round``. Raises :class:`~wijkplan.planner.folder.atomic_output.CannotWrite`."""
    row = ({} if round is None else {"round": round}) | {
        "when": datetime.now().astimezone().isoformat(timespec="seconds"),
        "audience": str(who),
        "plan": subject.id,
        "files": {name: sha256(raw).hexdigest() for name, raw in sorted(made.files.items())},
        "suppressed": list(made.suppressed),
    }
    append_line(folder / LOG, json.dumps(row, ensure_ascii=False))
