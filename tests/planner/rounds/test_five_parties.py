"""Five parties live through two quarters from files alone: answers, progress, a slip, a newcomer and a leaver; every
one of them can say why its lines are where they are."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.planner.rounds.five_parties import cable, client, contractor, town, write
from wijkplan.models.outcome import Settings
from wijkplan.planner.cli.round import round as round_command
from wijkplan.planner.compile.names import Names
from wijkplan.planner.experiment.comparison_types import Silent
from wijkplan.planner.intake.read_programme import load_all
from wijkplan.planner.plan.reader import Reader
from wijkplan.planner.rounds import steps, taking_part, what_stands
from wijkplan.planner.rounds.answer_rows import answer_bytes
from wijkplan.planner.rounds.hand_in import receive
from wijkplan.planner.rounds.norms import estimates, take_over
from wijkplan.planner.rounds.plan_round import Asked, Planned, plan_round, programme_of
from wijkplan.planner.rounds.quarter import quarter
from wijkplan.planner.rounds.reported import take_progress
from wijkplan.planner.rounds.round_folder import Folder
from wijkplan.planner.rounds.subject import Subject, subject_of
from wijkplan.planner.rounds.why import reasons
from wijkplan.planner.share.answer_json import AnswerRow

WORK = Settings(60.0, 1, 1, 30)


class Town:
    """The rounds of the town, as the parties and the core team use them."""

    def __init__(self, root: Path) -> None:
        self.root, self.folder = root, Folder(root / "rounds")

    @property
    def round(self) -> Any:
        """The last round."""
        return self.folder.one(None)

    def open(self, id: str, day: str, paths: list[Path], threshold: int | None = None) -> None:
        """Open a round."""
        opening = steps.Opening(id, date.fromisoformat(day), 2, threshold)
        steps.open_round(self.folder, opening, paths, load_all(paths) if paths else None)

    def plan(self, leaving: dict[str, date | None] | None = None) -> Planned:
        """Plan it, and send it round."""
        made = plan_round(self.folder, self.round, Asked(WORK, leaving or {}), Silent(), lambda: False)
        programme, compiled, _ = programme_of(self.folder, made.round)
        steps.publish(self.folder, made.round, programme, compiled, b"key", "en")
        return made

    def starts(self, id: str) -> dict[str, date]:
        """The Mondays of a round's plan."""
        plan = json.loads((self.root / "rounds" / id / "plan" / "plan-bundled-equal_delivery.json").read_text())
        return {row["activity"]: date.fromisoformat(row["start"]) for row in plan["activities"]}

    def answer(self, party: str, *rows: dict[str, Any]) -> None:
        """A party answers."""
        path = self.root / "answer.json"
        path.write_bytes(answer_bytes(party, self.round.id, [AnswerRow.model_validate(row) for row in rows]))
        (given,) = steps.take_answers(self.folder, self.round, [path], programme_of(self.folder, self.round)[1])
        assert [f.what for f in given.findings if f.severity == "error"] == []

    def report(self, party: str, until: date, *rows: dict[str, Any]) -> None:
        """A party reports what it did."""
        path = self.root / "progress.json"
        told = {"format_version": 1, "kind": "progress", "round": self.round.id, "party": party, "until": str(until)}
        path.write_text(json.dumps(told | {"rows": rows}))
        ((_, made, findings),) = take_progress(
            self.folder, self.round, [path], programme_of(self.folder, self.round)[1]
        )
        assert made is not None, [f.what for f in findings]

    def why(self) -> int:
        """Of how many lines their employer and their client can say why they stand where they stand: what keeps each
        from the week before and the week after, or what that costs; and no employer reads a name of others."""
        out = self.folder.path(self.round.id, "plan")
        _, compiled, paths = programme_of(self.folder, self.round)
        subject = subject_of(
            out, paths, "equal_delivery", "bundled", lambda _: programme_of(self.folder, self.round)[:2]
        )
        names, told = compiled.names, 0
        for employer, who in enumerate(names.employers):
            told += self._told(subject, names, Reader("employer", employer), who.id)
        by_client = sum(
            self._told(subject, names, Reader("client", client), who.id) for client, who in enumerate(names.clients)
        )
        assert by_client == told
        return told

    def _told(self, subject: Subject, names: Names, reader: Reader, who: str) -> int:
        problem = subject.problem
        mine = [a for a in subject.plan.by_activity() if reader.owns(problem, a)]
        others = [one.id for a, one in enumerate(names.activities) if a not in mine]
        rows = reasons(replace(subject, reader=reader), mine, "en")
        for row in rows:
            assert row.not_sooner and row.not_later, (who, row.activity)
            assert not [one for one in others if one in str(row)], (who, row)
            if row.asked != row.week and row.asked is not None:
                assert row.asked_week is not None and (row.asked_week.exact or row.asked_week.rule), row
        return len(rows)


@pytest.mark.slow
def test_two_quarters_of_five_parties(tmp_path: Path) -> None:
    here = Town(tmp_path)
    files = write(tmp_path / "sent", town())
    here.open("2027-Q1", "2027-01-04", files)
    here.plan()
    first = here.starts("2027-Q1")
    assert here.why() == len(first) == 8
    here.answer("ampere", {"project": "kabel-een", "answer": "accept"})
    here.answer(
        "volt",
        {"project": "kabel-twee", "answer": "accept"},
        {"line": "kabel-drie/lv-cable:p", "answer": "window", "earliest": "2027-W40", "reason": "leave in September"},
    )
    here.answer(
        "wegenbouwer", {"project": "riool-een", "answer": "accept"}, {"project": "riool-twee", "answer": "refuse"}
    )
    steps.close(here.folder, here.round)

    # The second quarter: ampere slips, volt is in time, a newcomer hands in while the round is open, new work with it.
    status = first["kabel-een/lv-cable:p"] + timedelta(weeks=2)
    here.open("2027-Q2", str(status), [], threshold=10**9)
    late = first["kabel-een/lv-cable:p"] + timedelta(weeks=1)
    here.report(
        "ampere",
        status - timedelta(days=3),
        {
            "activity": "kabel-een/lv-cable:p",
            "started": str(late),
            "done_percent": 5,
            "hours_spent": 40,
            "remaining_hours": 2400,
        },
    )
    twee = first["kabel-twee/lv-cable:p"]
    here.report(
        "volt",
        status - timedelta(days=3),
        {"activity": "kabel-twee/lv-cable:p", "started": str(twee), "done_percent": 60},
    )
    net = town()["client-net.json"]
    more = client(
        "net",
        [
            *net["projects"],
            cable("kabel-vier", "P16", "watt", "2027-10-04", "2027-12-03")
            | {"places": [{"id": "p", "street": "P16-S2", "lv_cable_metres": 300}]},
        ],
        ("ampere", "volt", "watt"),
    )
    rows = receive(
        here.folder,
        here.round,
        write(tmp_path / "new", {"employer-watt.json": contractor("watt", 4), "client-net.json": more}),
    )
    assert [row.replaces for row in rows] == ["client-net.json", None] or [row.replaces for row in rows] == [
        None,
        "client-net.json",
    ]
    made = here.plan()
    second = here.starts("2027-Q2")
    asked = {one.activity: one for one in made.changes.asked_again}
    assert set(asked) == {"kabel-een/connection-upgrade:p"}, "only what hangs on the slip is asked again"
    assert asked["kabel-een/connection-upgrade:p"].agreed == first["kabel-een/connection-upgrade:p"]
    assert made.changes.agreed_changed == made.changes.agreed_at_least == 1
    for name in ("kabel-twee/connection-upgrade:p", "riool-een/sewer:p"):
        assert second[name] == first[name], "what was agreed and can hold never moves"
    assert second["riool-twee/sewer:p"] != first["riool-twee/sewer:p"], "what was refused goes elsewhere, a slip or not"
    assert second["kabel-drie/lv-cable:p"] >= date.fromisocalendar(2027, 40, 1), "a counter-proposal binds"
    assert any(name.startswith("kabel-vier/") for name in second)
    assert {row.party: row.from_round for row in taking_part.parties(here.folder, here.round)}["watt"] == "2027-Q2"
    states = what_stands.current_lines(here.folder, here.round)
    assert states["kabel-een/connection-upgrade:p"].state == "asked again"
    page = (tmp_path / "rounds/2027-Q2/published/employer-ampere/wijkplan-employer-ampere.html").read_text()
    assert "State of your lines" in page and "asked again" in page and "leave in September" not in page
    assert here.why() == len(second)
    for party in ("ampere", "watt"):
        projects = {name.split("/")[0] for name in second if name.split("/")[0] in ("kabel-een", "kabel-vier")}
        mine = [project for project in projects if (project == "kabel-vier") == (party == "watt")]
        here.answer(party, *({"project": project, "answer": "accept"} for project in mine))
    here.answer("volt", {"project": "kabel-drie", "answer": "accept"})
    steps.close(here.folder, here.round)

    # The third: volt leaves with two months' notice. What it began it finishes; the rest goes to the next holder.
    third = status + timedelta(weeks=6)
    here.open("2027-Q3", str(third), [])
    here.report(
        "volt",
        third - timedelta(days=3),
        {
            "activity": "kabel-twee/lv-cable:p",
            "started": str(twee),
            "ended": str(twee + timedelta(weeks=3, days=4)),
            "done_percent": 100,
        },
    )
    sewer = second["riool-een/sewer:p"]
    ended = sewer + timedelta(weeks=4, days=4)
    row = {"activity": "riool-een/sewer:p", "started": str(sewer), "ended": str(ended), "done_percent": 100}
    row |= {"hours_spent": 999, "reason": "water in the trench"}
    here.report("wegenbouwer", third - timedelta(days=3), row)
    left = taking_part.notice_ends(third)
    here.plan({"volt": left})
    last = here.starts("2027-Q3")
    assert last.keys() == second.keys(), "nothing is lost"
    told = json.loads((tmp_path / "rounds/2027-Q3/leaving-volt.json").read_text())
    fates = {row["activity"]: row["fate"] for row in told["lines"]}
    assert fates["kabel-drie/lv-cable:p"] == "next holder" and fates["kabel-twee/connection-upgrade:p"] == "finished"
    assert {row["client"] for row in told["costs"]} <= {"net", "gemeente"}
    assert second["riool-een/sewer:p"] == last["riool-een/sewer:p"]
    gone = next(row for row in taking_part.parties(here.folder, here.round) if row.party == "volt")
    assert (gone.until_round, gone.until) == ("2027-Q2", left)
    assert here.why() == len(last)

    # The steering group's sheet, and norms taken over by the core team only.
    _, compiled, _ = programme_of(here.folder, here.round)
    sheet = quarter(here.folder, here.round, compiled)
    assert (sheet.ended, sheet.begun, sheet.added, sheet.gone) == (2, 1, 1, 0) and sheet.forecast is None
    assert sheet.still_free is not None and sheet.still_free.low is not None
    late = {line.activity: line for line in sheet.late}
    assert late["kabel-twee/connection-upgrade:p"].ended is None and "kabel-een/lv-cable:p" not in late
    (norm,) = estimates(here.folder, here.round)
    assert (norm.package, norm.works, norm.reported_hours, norm.few) == ("sewer", 1, 3.33, True) and norm.spread is None
    shown = CliRunner().invoke(round_command, ["quarter", str(tmp_path / "rounds"), "--to", str(tmp_path / "sheet")])
    assert shown.exit_code == 0 and "2 of 9 works are done" in shown.output
    assert {path.suffix for path in (tmp_path / "sheet").iterdir()} == {".json", ".html", ".xlsx"}
    listed = CliRunner().invoke(round_command, ["parties", str(tmp_path / "rounds"), "--to", str(tmp_path / "who")])
    assert listed.exit_code == 0
    page = (tmp_path / "who" / "parties.html").read_text()
    assert all(party in page for party in ("watt", "volt", str(left)))
    for command in (["parties"], ["norms"], ["list", "--lines"]):
        shown = CliRunner().invoke(round_command, [command[0], str(tmp_path / "rounds"), *command[1:]])
        assert shown.exit_code == 0 and len(shown.output.splitlines()) >= 1
    steps.close(here.folder, here.round)
    assert [here.folder.faults(one.id) for one in here.folder.rounds()] == [[], [], []]
    here.open("2027-Q4", str(third + timedelta(weeks=13)), [])
    old = programme_of(here.folder, here.round)[0].reference.packages["sewer"].hours
    taken = take_over(here.folder, here.round, "sewer")
    new = programme_of(here.folder, here.round)[0].reference.packages["sewer"].hours
    assert taken.replaces == "programme.json" and sum(new.values()) == pytest.approx(3.33, abs=0.001)
    assert sum(old.values()) == pytest.approx(norm.norm_hours, abs=0.001)
