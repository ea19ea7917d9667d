"""What goes wrong around the workspace: nothing that was kept is lost, what was typed comes back, and one line says
what is the matter. Two tabs, twice the same, a clock that jumps, a disk that is full, a database that is away."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from wijkplan.planner.folder.process_identity import started_at
from wijkplan.planner.share.xlsx_writer import Table, workbook
from wijkplan.planner.text import say
from wijkplan.planner.workspace import handing_in, jobs, trouble
from wijkplan.planner.workspace.models import Decision, Job, Organisation, Programme, Round, Version
from wijkplan.planner.workspace.own_plan import own_lines, own_view
from wijkplan.planner.workspace.policy import Actor

from .conftest import EXAMPLE, World, at_home, make_world

PARTY = "employer-netploeg"
BASE = f"/p/straat/parties/{PARTY}"
OWN = f"{BASE}/rounds/r1"


def _lines(world: World) -> dict[str, dict[str, Any]]:
    party = Organisation.objects.get(party=PARTY, programme=world.programme)
    view = own_view(world.round, party)
    assert view is not None
    return {one["line"]: one for one in own_lines(world.round, party, view)}


@pytest.fixture(scope="module")
def fresh(framework: Path) -> World:
    """The example *one street*, sent round, in which nobody has answered or reported anything yet."""
    del framework
    with at_home():
        return make_world("tabs", EXAMPLE)


def test_two_tabs_on_one_line_and_the_same_answer_twice(fresh: World) -> None:
    world, own = fresh, OWN.replace("straat", "tabs")
    client = world.client(PARTY)
    name = next(iter(_lines(world)))
    client.post(f"{own}/answers", {"line": name, "answer": "refuse", "reason": "tab nul"})
    was = _lines(world)[name]["stands"]
    assert f'name="was" value="{was}"' in client.get(f"{own}/plan").content.decode(), "the page says what it shows"
    first = {"line": name, "answer": "accept", "was": was, "reason": "eerste tab"}
    client.post(f"{own}/answers", first)
    again = client.post(f"{own}/answers", first, follow=True).content.decode()
    assert "intussen beantwoord" not in again, "the same, sent twice, is no news"
    late = {"line": name, "answer": "pin", "was": was, "week": _lines(world)[name]["possible"][-1]}
    for headers in ({}, {"HX-Request": "true"}):
        said = client.post(f"{own}/answers", late, headers=headers, follow=True).content.decode()
        assert "intussen beantwoord" in said and "eerste tab" in said
    assert _lines(world)[name]["state"] == "accepted"
    client.post(f"{own}/answers", late | {"was": _lines(world)[name]["stands"]})
    assert _lines(world)[name]["state"] == "pinned", "who has seen it may change it"


def test_what_is_sent_twice_is_kept_once(world: World) -> None:
    core = world.client("core-team")
    decision = {"about": "dubbel", "decided": "ja", "reason": "omdat", "party": ""}
    for _ in range(2):
        core.post("/p/straat/rounds/r1/decisions", decision)
    assert Decision.objects.filter(about="dubbel").count() == 1
    raw = json.dumps(json.loads((EXAMPLE / f"{PARTY}.json").read_text()) | {"note": "twice"}).encode()
    before = Version.objects.count()
    for _ in range(2):
        world.client(PARTY).post(f"{BASE}/submission/send", {"files": SimpleUploadedFile("a.json", raw)})
    assert Version.objects.count() == before + 1


def test_who_was_cut_off_while_handing_in_leaves_nothing_that_takes_part(world: World) -> None:
    """As when the power goes after the files are written and before the row is."""
    party = Organisation.objects.get(party=PARTY, programme=world.programme)
    last = handing_in.latest(party)
    orphan = handing_in.folder_of(party, 1 if last is None else last.number + 1)
    orphan.mkdir(parents=True)
    (orphan / "half.json").write_text("{}")
    made = handing_in.hand_in(Actor(number="test"), party, {"whole.json": (EXAMPLE / f"{PARTY}.json").read_bytes()})
    assert set(handing_in.files_of(made)) == {"whole.json"}


def test_answers_handed_in_as_a_submission_do_not_take_its_place(world: World) -> None:
    party = Organisation.objects.get(party=PARTY, programme=world.programme)
    whole = handing_in.hand_in(Actor(number="test"), party, {"whole.json": (EXAMPLE / f"{PARTY}.json").read_bytes()})
    sheet = Table(say("Changes"), say("Plan"), (say("Line"), say("Answer")), [])
    book = workbook([sheet], "nl", datetime(2027, 1, 4), {"kind": "answers", "employer": PARTY})
    made = handing_in.hand_in(Actor(number="test"), party, {"answers.xlsx": book})
    assert made.errors == 1 and made.findings[0]["kind"] == "not-a-submission"
    assert handing_in.counted(party) == whole


def test_a_session_that_ended_loses_nothing_that_was_typed(world: World) -> None:
    client = world.client("core-team")
    client.logout()
    said = client.post("/p/straat/rounds/r1/decisions", {"about": "uitgelogd", "decided": "lang getypt", "reason": "x"})
    text = said.content.decode()
    assert said.status_code == 403 and "U was intussen uitgelogd" in text
    assert 'name="decided" value="lang getypt"' in text and "Verstuur opnieuw" in text


def _raising(error: Exception) -> Callable[..., Any]:
    def raises(*_: object, **__: object) -> Any:
        raise error

    return raises


FAULTS = {
    "away": (
        OperationalError("connection to server at 127.0.0.1 failed: Connection refused"),
        "niet bij haar database",
    ),
    "closed": (InterfaceError("connection already closed"), "niet bij haar database"),
    "busy": (OperationalError("database is locked"), "erg druk"),
    "full": (OSError(errno.ENOSPC, "No space left on device"), "schijf van de werkplaats is vol"),
    "database full": (OperationalError("database or disk is full"), "schijf van de werkplaats is vol"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_the_matter_is_said_and_what_was_typed_comes_back(
    world: World, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    error, line = FAULTS[name]
    client, token = world.client("core-team"), world.token(PARTY)
    client.raise_request_exception = False
    monkeypatch.setattr("wijkplan.planner.workspace.middleware.actor_of", _raising(error))
    shown = client.get("/p/straat")
    assert shown.status_code == 503 and line in shown.content.decode() and shown["Retry-After"]
    typed = {"about": "kwijt?", "decided": "lang <getypt>", "reason": "x"}
    back = client.post("/p/straat/rounds/r1/decisions", typed)
    assert 'name="decided" value="lang &lt;getypt&gt;"' in back.content.decode() and back.status_code == 503
    line_only = client.post("/p/straat/rounds/r1/decisions", typed, headers={"HX-Request": "true"})
    assert line_only["HX-Retarget"] == "#signed-out" and line in line_only.content.decode()
    secret = client.post("/account/login/", {"login": "a@b.example", "password": "geheim-woord"}).content.decode()
    assert line in secret and "geheim-woord" not in secret
    api = client.get("/api/v1/rounds", **token)
    assert (api.status_code, api["Content-Type"]) == (503, "application/problem+json")
    assert api.json()["status"] == 503


def test_a_fault_of_ours_is_not_put_on_the_disk() -> None:
    assert trouble.trouble_of(ValueError("full")) is None and trouble.trouble_of(OSError(errno.ENOENT, "x")) is None


@pytest.fixture
def job(world: World) -> Iterator[Job]:
    """A job that runs, in this process."""
    round = Round.objects.create(programme=world.programme, name="of-clocks", status_date="2027-04-05")
    made = jobs.queue(Actor("operator", number="test"), round, "plan", {"seconds": 1})
    assert jobs.take() is not None
    yield made
    round.delete()


@pytest.mark.parametrize("jump", [timedelta(hours=9), timedelta(hours=-9)], ids=str)
def test_a_clock_that_jumps_loses_no_job_and_hides_none(
    job: Job, monkeypatch: pytest.MonkeyPatch, jump: timedelta
) -> None:
    import os

    now = timezone.now
    mine = {"pid": os.getpid(), "pid_started": started_at(os.getpid())}
    Job.objects.filter(pk=job.pk).update(heartbeat=now(), stop_requested=now(), **mine)
    monkeypatch.setattr(jobs.timezone, "now", lambda: now() + jump)
    killed: list[int] = []
    monkeypatch.setattr(jobs, "_kill", lambda one: killed.append(one.pk))
    assert jobs.sweep() == [] and killed == [], "it is there, and has just been asked to stop"
    Job.objects.filter(pk=job.pk).update(stop_requested=None, pid_started="of another time")
    assert jobs.sweep() == [job.pk], "its process is gone, whatever the clock says"


def test_a_clock_that_was_put_back_does_not_hide_the_last_round(world: World) -> None:
    programme = Programme.objects.get(pk=world.programme.pk)
    made = Round.objects.create(programme=programme, name="na-de-sprong", status_date="2027-07-05")
    Round.objects.filter(pk=made.pk).update(opened=timezone.now() - timedelta(days=400))
    try:
        assert handing_in.is_open(programme), "the round that was opened last collects"
        assert "na-de-sprong" in world.client("core-team").get("/p/straat").content.decode()
    finally:
        made.delete()


def test_patience_outlasts_a_database_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[int] = []

    def act() -> str:
        tries.append(1)
        if len(tries) < 4:
            raise OperationalError("server closed the connection unexpectedly")
        return "done"

    monkeypatch.setattr(trouble.time, "sleep", lambda _: None)
    monkeypatch.setattr(trouble, "connection", type("Closed", (), {"close": staticmethod(lambda: None)}))
    assert trouble.patiently(act) == "done" and len(tries) == 4
    with pytest.raises(OperationalError):
        trouble.patiently(_raising(OperationalError("away for good")), seconds=-1)
