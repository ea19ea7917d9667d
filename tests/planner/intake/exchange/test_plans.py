"""Plans of MS Project and Primavera: tasks become projects, links keep their kind and lag, and what is not carried
over is said."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from wijkplan.planner.intake.exchange.grid import Grid, TaskLink
from wijkplan.planner.intake.exchange.mspdi import read_mspdi
from wijkplan.planner.intake.exchange.xer import read_xer
from wijkplan.planner.intake.read_programme import Loaded, load_all
from wijkplan.planner.intake.workbook.open_workbook import Unreadable

EXAMPLE = Path(__file__).parents[4] / "instances" / "examples" / "one-street"
FIELDS = {"188743731": "Wijk", "188743734": "Straat", "188743767": "LS-kabel (m)"}


def task(
    uid: int,
    name: str,
    level: int = 2,
    *,
    summary: bool = False,
    own: dict[str, str] | None = None,
    more: str = "",
    links: str = "",
) -> str:
    """A task as MS Project writes it, of six weeks."""
    values = {k: (own or {}).get(v, "") for k, v in FIELDS.items()}
    fields = "".join(
        f"<ExtendedAttribute><FieldID>{k}</FieldID><Value>{v}</Value></ExtendedAttribute>"
        for k, v in values.items()
        if v
    )
    return (
        f"<Task><UID>{uid}</UID><ID>{uid}</ID><Name>{name}</Name><WBS>T{uid}</WBS><OutlineLevel>{level}</OutlineLevel>"
        "<Start>2028-03-06T08:00:00</Start><Finish>2028-04-14T17:00:00</Finish><Duration>PT240H0M0S</Duration><Work>PT480H0M0S</Work>"
        f"<Summary>{int(summary)}</Summary>{more}{links}{fields}</Task>"
    )


def link(before: int, kind: int, lag: float = 0, shown_as: int = 7) -> str:
    """A link; ``lag`` in tenths of minutes. 24,000 are a week of forty hours."""
    inside = (
        f"<PredecessorUID>{before}</PredecessorUID><Type>{kind}</Type>"
        f"<LinkLag>{lag:.0f}</LinkLag><LagFormat>{shown_as}</LagFormat>"
    )
    return f"<PredecessorLink>{inside}</PredecessorLink>"


def plan(*tasks: str, beside: str = "") -> bytes:
    inside = (f"<FieldID>{k}</FieldID><FieldName>x</FieldName><Alias>{v}</Alias>" for k, v in FIELDS.items())
    fields = "".join(f"<ExtendedAttribute>{part}</ExtendedAttribute>" for part in inside)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Project xmlns="http://schemas.microsoft.com/project"><MinutesPerWeek>2400</MinutesPerWeek>'
        f"<ExtendedAttributes>{fields}</ExtendedAttributes>{beside}<Tasks>{''.join(tasks)}</Tasks></Project>"
    ).encode()


def cable(metres: int) -> dict[str, str]:
    return {"Wijk": "P09", "Straat": "Zonnelaan", "LS-kabel (m)": str(metres)}


MILESTONE = "<Milestone>1</Milestone>"
SIMPLE = (
    task(0, "Plan", 0, summary=True),
    task(1, "Netten", 1, summary=True),
    task(2, "Noord", own=cable(200)),
    task(4, "Zuid", own=cable(100)),
)


def cell(grid: Grid, row: int, heading: str) -> object:
    return grid.rows[row][grid.headings.index(heading)]


def test_tasks_are_rows_and_summary_tasks_their_levels() -> None:
    grid = read_mspdi(plan(*SIMPLE))
    assert [cell(grid, r, "Title") for r in grid.data] == ["Noord", "Zuid"]
    assert [cell(grid, 1, h) for h in ("Id", "Start", "Finish", "Person-hours", "Level 1", "Wijk", "LS-kabel (m)")] == [
        "T2", date(2028, 3, 6), date(2028, 4, 14), 480, "Netten", "P09", "200",
    ]  # fmt: skip
    assert grid.place_of(1, grid.headings.index("Finish")) == ("2 Noord | Finish", "") and not grid.dropped


@pytest.mark.parametrize(
    ("kind", "window"),
    [
        (2, (date(2028, 5, 1), date(2028, 6, 9))),
        (3, (date(2028, 3, 23), date(2028, 5, 1))),
        (4, (date(2028, 5, 1), "")),
        (5, ("", date(2028, 6, 9))),
        (6, ("", "")),
        (7, ("", date(2028, 5, 1))),
        (0, ("", "")),
        (1, ("", "")),
    ],
)
def test_constraints_are_windows_or_said(kind: int, window: tuple[object, object]) -> None:
    more = f"<ConstraintType>{kind}</ConstraintType><ConstraintDate>2028-05-01T08:00:00</ConstraintDate>"
    grid = read_mspdi(plan(task(2, "Noord", more=more)))
    assert (cell(grid, 1, "Not before week or date"), cell(grid, 1, "Not after week or date")) == window
    assert [str(name) for name in grid.dropped] == (["constraints of other kinds"] if kind in (1, 6) else [])


@pytest.mark.parametrize(("kind", "name"), [(0, "FF"), (1, "FS"), (2, "SF"), (3, "SS")])
@pytest.mark.parametrize(
    ("lag", "shown_as", "weeks"),
    [(0, 7, 0), (48_000, 9, 2), (-24_000, 7, -1), (4_800, 7, 0.2), (100_800, 8, 1), (201_600, 10, 2)],
)
def test_links_keep_their_kind_and_lag(kind: int, name: str, lag: float, shown_as: int, weeks: float) -> None:
    grid = read_mspdi(plan(task(2, "Noord"), task(4, "Zuid", links=link(2, kind, lag, shown_as))))
    assert grid.links == (TaskLink(1, 2, name, pytest.approx(weeks)),)  # type: ignore[arg-type]


def test_links_over_milestones_are_links_between_the_tasks_around_them() -> None:
    between = task(3, "Klaar", more=MILESTONE, links=link(2, 1, 24_000)).replace("PT240H", "PT0H")
    grid = read_mspdi(plan(task(2, "Noord"), between, task(4, "Zuid", links=link(3, 3, 24_000))))
    assert grid.links == (TaskLink(1, 2, "FS", 2.0),) and [str(name) for name in grid.dropped] == ["milestones"]


def test_what_is_not_carried_over_is_counted() -> None:
    grid = read_mspdi(
        plan(
            task(1, "Netten", 1, summary=True, links=link(2, 1)),
            task(2, "Noord", more="<PercentComplete>40</PercentComplete><CalendarUID>3</CalendarUID>"),
            task(3, "Klaar", more="<PercentComplete>100</PercentComplete>"),
            task(4, "Zuid", more="<Active>0</Active>"),
            task(5, "Oost", links=link(3, 1) + link(2, 1, 500, 19)),
            task(
                6,
                "West",
                more="<Baseline><Number>0</Number><Start>2028-01-03T08:00:00</Start></Baseline><Baseline><Number>1</Number></Baseline>",
            ),
            beside="<Calendars><Calendar><UID>3</UID><IsBaseCalendar>1</IsBaseCalendar></Calendar></Calendars>"
            "<Resources><Resource><UID>1</UID><Name>Ploeg 1</Name></Resource></Resources>",
        )
    )
    assert {str(name): count for name, count in grid.dropped.items()} == {
        "links of summary tasks": 1,
        "progress of tasks that have started": 1,
        "calendars of tasks": 1,
        "finished tasks": 1,
        "inactive tasks": 1,
        "links with tasks that are not carried over": 1,
        "lags in percents": 1,
        "further baselines": 1,
        "people and machines as resources": 1,
        "calendars": 1,
    }
    assert cell(grid, 3, "Baseline start") == date(2028, 1, 3)


BOMB = b'<?xml version="1.0"?><!DOCTYPE Project [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><Project xmlns="http://schemas.microsoft.com/project">&b;</Project>'


WIDE_BOMB = BOMB.decode().replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16")


@pytest.mark.parametrize("raw", [b"", b"<a/>", b"<a", BOMB, WIDE_BOMB, b"\xff" * 100])
def test_what_is_no_plan_is_refused(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        read_mspdi(raw)


@pytest.mark.parametrize("raw", [b"", b"ERMHDR\t1\r\n%E", b"%T\tTASK\r\n%F\ttask_id\r\n", b"PK\x03\x04"])
def test_what_is_no_plan_of_primavera_is_refused(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        read_xer(raw)


def load_with(
    tmp_path: Path, raw: bytes, columns: str, name: str = "plan.xml", constants: str = 'work_type = "cabling"\n'
) -> Loaded:
    at = tmp_path / "programme"
    shutil.copytree(EXAMPLE, at)
    (at / name).write_bytes(raw)
    sender = '[sender]\nkind = "employer"\nid = "netploeg"\n'
    text = (
        'agreed = true\nsheet = "projects"\nheadings = "plan"\ndecimal '
        f'= "."\n{sender}[columns]\n{columns}[constants]\n{constants}'
    )
    (at / f"{name}.mapping.toml").write_text(text, "utf-8")
    return load_all([at])


OWN = 'Wijk = "district"\nStraat = "places.street"\n"LS-kabel (m)" = "places.lv_cable_metres"\n'
PER_TASK = 'Id = "id"\nTitle = "title"\nStart = "wanted.start"\nFinish = "wanted.end"\n' + OWN


def test_a_plan_is_work_of_its_sender_with_links_between_projects(tmp_path: Path) -> None:
    tasks = (*SIMPLE, task(5, "Oost", own=cable(50), links=link(4, 3, 48_000) + link(2, 0, -24_000)))
    loaded = load_with(tmp_path, plan(*tasks), PER_TASK)
    assert [f for f in loaded.findings if f.severity == "error"] == [] and loaded.programme is not None
    sent = next(e for e in loaded.programme.employers if e.id == "netploeg")
    assert [(p.id, p.title, p.places[0].lv_cable_metres) for p in sent.projects] == [
        ("T2", "Noord", 200),
        ("T4", "Zuid", 100),
        ("T5", "Oost", 50),
    ]
    assert [(one.project, one.type, one.lag_weeks) for one in sent.projects[2].links] == [
        ("T4", "SS", 2),
        ("T2", "FF", -1),
    ]
    assert loaded.reckoning["rows"].named == 0 and loaded.reckoning["projects"].read == 6


def test_a_summary_task_may_be_the_project_and_tasks_its_places(tmp_path: Path) -> None:
    late = task(5, "Oost", own=cable(50), links=link(4, 1)).replace("2028-04-14", "2028-05-19")
    columns = '"Level 1" = "id"\nId = "places.id"\n' + OWN
    columns += 'Start = ["wanted.start", "places.wanted.start"]\nFinish = ["wanted.end", "places.wanted.end"]\n'
    loaded = load_with(tmp_path, plan(*SIMPLE, late), columns)
    assert [f for f in loaded.findings if f.severity == "error"] == [] and loaded.programme is not None
    [project] = next(e for e in loaded.programme.employers if e.id == "netploeg").projects
    assert (project.id, project.wanted.start, project.wanted.end) == ("Netten", date(2028, 3, 6), date(2028, 5, 19))
    ends = {p.id: p.wanted.end for p in project.places if p.wanted}
    assert ends == {"T2": date(2028, 4, 14), "T4": date(2028, 4, 14), "T5": date(2028, 5, 19)}
    [left] = [f for f in loaded.findings if f.kind == "not-carried-over"]
    assert "links inside one project (1)" in left.what


def test_a_fault_names_the_task_and_its_field(tmp_path: Path) -> None:
    loaded = load_with(tmp_path, plan(*SIMPLE, task(5, "Oost", own=cable(50) | {"Wijk": "X99"})), PER_TASK)
    [wrong] = [f for f in loaded.findings if f.severity == "error"]
    assert (Path(wrong.file).name, wrong.path, wrong.cell, wrong.value) == ("plan.xml", "5 Oost | Wijk", "", "X99")


def test_a_new_field_in_a_plan_asks_nothing_again_a_lost_one_does(tmp_path: Path) -> None:
    loaded = load_with(tmp_path, plan(*SIMPLE), PER_TASK + 'Bestek = "work"\n')
    assert [f.kind for f in loaded.findings if f.severity == "error"] == ["mapping-outdated"]


XER = """ERMHDR\t19.12\t2027-01-04\tProject\tadmin\r
%T\tCALENDAR\r\n%F\tclndr_id\tclndr_name\tweek_hr_cnt\r\n%R\t1\tStandaard\t40\r
%T\tPROJECT\r\n%F\tproj_id\tproj_short_name\r\n%R\t10\tNETTEN\r
%T\tPROJWBS\r\n%F\twbs_id\tproj_id\tproj_node_flag\twbs_short_name\twbs_name\tparent_wbs_id\r
%R\t100\t10\tY\tNETTEN\tNetten Groningen\t\r\n%R\t101\t10\tN\tN\tNoord\t100\r
%T\tACTVTYPE\r\n%F\tactv_code_type_id\tactv_code_type\r\n%R\t1\tWijk\r
%T\tACTVCODE\r\n%F\tactv_code_id\tactv_code_type_id\tactv_code_name\tshort_name\r\n%R\t5\t1\tP09\tP\r
%T\tUDFTYPE\r\n%F\tudf_type_id\ttable_name\tudf_type_label\r\n%R\t7\tTASK\tStraat\r\n%R\t8\tTASK\tLS-kabel (m)\r
%T\tRSRC\r\n%F\trsrc_id\trsrc_name\r\n%R\t3\tLS-ploeg\r
%T\tTASK\r
%F\ttask_id\tproj_id\twbs_id\tclndr_id\ttask_type\tstatus_code\ttask_code\ttask_name\ttarget_start_date\ttarget_end_date\tcstr_type\tcstr_date\ttarget_work_qty\r
%R\t1\t10\t101\t1\tTT_Task\tTK_NotStart\tA10\tKabels één\t2028-03-06 08:00\t2028-04-14 17:00\tCS_MSOA\t2028-02-07 08:00\t480\r
%R\t2\t10\t101\t1\tTT_FinMile\tTK_NotStart\tA20\tKlaar\t2028-04-14 17:00\t2028-04-14 17:00\t\t\t0\r
%R\t3\t10\t101\t1\tTT_Task\tTK_NotStart\tA30\tKabels twee\t2028-04-17 08:00\t2028-05-26 17:00\tCS_MEOB\t2028-06-30 17:00\t240\r
%R\t4\t10\t101\t1\tTT_Task\tTK_Complete\tA40\tGedaan\t2027-04-17 08:00\t2027-05-26 17:00\t\t\t240\r
%T\tTASKPRED\r\n%F\ttask_pred_id\ttask_id\tpred_task_id\tpred_type\tlag_hr_cnt\r
%R\t1\t2\t1\tPR_FS\t0\r\n%R\t2\t3\t2\tPR_FS\t80\r
%T\tTASKRSRC\r\n%F\ttaskrsrc_id\ttask_id\trsrc_id\ttarget_qty\r\n%R\t1\t1\t3\t480\r
%T\tTASKACTV\r\n%F\ttask_id\tactv_code_type_id\tactv_code_id\r\n%R\t1\t1\t5\r\n%R\t3\t1\t5\r
%T\tUDFVALUE\r\n%F\tudf_type_id\tfk_id\tudf_text\tudf_number\r\n%R\t7\t1\tZonnelaan\t\r\n%R\t7\t3\tZonnelaan\t\r\n%R\t8\t1\t\t200\r\n%R\t8\t3\t\t100\r
%T\tFINTMPL\r\n%F\tx\r\n%R\t1\r\n%E\r
"""  # noqa: E501  (rows of a table)


def test_a_plan_of_primavera_is_read_likewise(tmp_path: Path) -> None:
    raw = XER.encode("cp1252")
    grid = read_xer(raw)
    row = [
        cell(grid, 1, h)
        for h in (
            "Id",
            "Title",
            "Start",
            "Finish",
            "Not before week or date",
            "Person-hours",
            "Resources",
            "Level 1",
            "Wijk",
        )
    ]
    assert row == [
        "A10",
        "Kabels één",
        date(2028, 3, 6),
        date(2028, 4, 14),
        date(2028, 2, 7),
        480,
        "LS-ploeg",
        "Noord",
        "P09",
    ]
    assert cell(grid, 2, "Not after week or date") == date(2028, 6, 30) and grid.links == (TaskLink(1, 2, "FS", 2.0),)
    assert {str(name): count for name, count in grid.dropped.items()} == {
        "people and machines as resources": 1,
        "calendars": 1,
        "rows of other tables": 1,
        "milestones": 1,
        "finished tasks": 1,
    }
    loaded = load_with(tmp_path, raw, PER_TASK, "plan.xer")
    assert [f for f in loaded.findings if f.severity == "error"] == [] and loaded.programme is not None
    sent = next(e for e in loaded.programme.employers if e.id == "netploeg")
    assert [
        (p.id, p.places[0].lv_cable_metres, [(k.project, k.lag_weeks) for k in p.links]) for p in sent.projects
    ] == [
        ("A10", 200, []),
        ("A30", 100, [("A10", 2)]),
    ]


def test_a_plan_under_another_name_is_said(tmp_path: Path) -> None:
    at = tmp_path / "programme"
    shutil.copytree(EXAMPLE, at)
    (at / "plan.dat").write_bytes(plan(*SIMPLE))
    (at / "plan.p6").write_bytes(XER.encode())
    named = {Path(f.file).name: str(f.remedy) for f in load_all([at]).findings if f.kind == "other-file"}
    assert named == {"plan.dat": "Call it .xml; then it is read.", "plan.p6": "Call it .xer; then it is read."}


def test_a_plan_that_another_program_wrote_for_primavera_is_read_as_that_of_ms_project(tmp_path: Path) -> None:
    if not os.environ.get(
        "WIJKPLAN_MPXJ"
    ):  # a Java machine inside pytest takes signals that its faulthandler takes for crashes
        pytest.skip("asked for by WIJKPLAN_MPXJ=1, with -p no:faulthandler")
    jpype: Any = pytest.importorskip("jpype", reason="needs the package mpxj and Java")
    pytest.importorskip("mpxj", reason="needs the package mpxj and Java")
    try:
        jpype.isJVMStarted() or jpype.startJVM("-Xmx256m")
    except Exception as problem:
        pytest.skip(f"no Java: {problem}")
    source, file = tmp_path / "plan.xml", tmp_path / "plan.xer"
    tasks = (*SIMPLE, task(5, "Oost", own=cable(50), links=link(4, 3, 48_000) + link(2, 0, -24_000)))
    source.write_bytes(plan(*tasks))
    project = jpype.JClass("org.mpxj.reader.UniversalProjectReader")().read(str(source))
    for one in project.getTasks():
        one.setPlannedStart(one.getStart())
        one.setPlannedFinish(one.getFinish())
    jpype.JClass("org.mpxj.primavera.PrimaveraXERFileWriter")().write(project, str(file))
    ours, theirs = read_mspdi(source.read_bytes()), read_xer(file.read_bytes())
    for heading in ("Title", "Start", "Finish", "Level 1", "Wijk", "Straat"):
        assert [cell(theirs, r, heading) for r in theirs.data] == [cell(ours, r, heading) for r in ours.data], heading
    assert [(k.before, k.row, k.type, round(k.lag_weeks, 3)) for k in theirs.links] == [
        (k.before, k.row, k.type, k.lag_weeks) for k in ours.links
    ]


def test_tasks_that_were_deleted_are_counted(tmp_path: Path) -> None:
    task = "<Task><UID>{n}</UID><ID>{n}</ID><IsNull>{gone}</IsNull>{name}</Task>"
    tasks = (
        task.format(n=1, gone=0, name="<Name>Riool</Name>")
        + task.format(n=2, gone=1, name="<Name>Kabel</Name>")
        + task.format(n=3, gone=1, name="")  # an empty row of the table
    )
    path = tmp_path / "plan.xml"
    path.write_text(f'<Project xmlns="http://schemas.microsoft.com/project"><Tasks>{tasks}</Tasks></Project>', "utf-8")
    assert {str(name): count for name, count in read_mspdi(path.read_bytes()).dropped.items()} == {"deleted tasks": 1}
