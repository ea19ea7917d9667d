"""What an employer does: hand in, see its plan, answer, report, take its calendar along."""

from __future__ import annotations

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from wijkplan.planner.workspace import views_employer
from wijkplan.planner.workspace.models import Organisation, Version
from wijkplan.planner.workspace.own_plan import own_lines, own_view
from wijkplan.planner.workspace.rounds_of import folder_of

from .conftest import EXAMPLE, World

BASE = "/p/straat/parties/employer-netploeg"
OWN = f"{BASE}/rounds/r1"
FILE = EXAMPLE / "employer-netploeg.json"


def _send(client: Client, raw: bytes, name: str = "employer-netploeg.json") -> str:
    answer = client.post(f"{BASE}/submission/send", {"files": SimpleUploadedFile(name, raw)}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def _versions() -> list[Version]:
    return list(
        Version.objects.filter(
            organisation__party="employer-netploeg", organisation__programme__slug="straat"
        ).order_by("number")
    )


def test_versions_are_kept_compared_and_restored(world: World) -> None:
    client, values = world.client("employer-netploeg"), json.loads(FILE.read_text())
    before = len(_versions())
    values["crews"][0]["heads"] += 1
    assert "aangeleverd" in _send(client, json.dumps(values).encode())
    _send(client, json.dumps(values).encode())  # the same again, by a second click
    assert len(_versions()) == before + 1
    shown = client.get(f"{BASE}/submission/{before + 1}").content.decode()
    assert "crews" in shown and "heads" in shown
    client.post(f"{BASE}/submission/1/restore")
    last = _versions()[-1]
    assert (last.restored, last.sha256) == (1, _versions()[0].sha256)
    sent = client.get(f"{BASE}/submission/1/employer-netploeg.json")
    assert b"".join(sent.streaming_content) == FILE.read_bytes()  # type: ignore[attr-defined]


def test_what_is_wrong_is_shown_at_its_place_and_takes_no_part(world: World) -> None:
    client, values = world.client("employer-netploeg"), json.loads(FILE.read_text())
    values["crews"][0]["heads"] = "veel"
    shown = _send(client, json.dumps(values).encode())
    assert "crews[0].heads" in shown and "doet nog niet mee" in shown
    assert _versions()[-1].errors > 0
    shown = _send(client, (EXAMPLE / "employer-wegenbouwer.json").read_bytes(), "van-een-ander.json")
    assert "employer-wegenbouwer" in shown and _versions()[-1].errors > 0
    client.post(f"{BASE}/submission/1/restore")
    assert _versions()[-1].errors == 0


def test_hostile_files_are_refused_in_a_sentence(world: World) -> None:
    from io import BytesIO
    from zipfile import ZIP_DEFLATED, ZipFile

    client, before = world.client("employer-netploeg"), len(_versions())
    bomb, macros = BytesIO(), BytesIO()
    with ZipFile(bomb, "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"<a>" + b"0" * 60_000_000)
    with ZipFile(macros, "w") as packed:
        packed.writestr("xl/vbaProject.bin", b"x")
    laughs = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">]><Project>&a;</Project>'
    cases = {
        "bomb.xlsx": bomb.getvalue(),
        "macros.xlsx": macros.getvalue(),
        "macros.xlsm": b"PK",
        "plan.xml": laughs,
        "plan16.xml": laughs.decode().encode("utf-16"),
        "no.xlsx": b"PK\x03\x04broken",
        "program.exe": b"MZ",
        "zip.json": b"PK\x03\x04....",
        "empty.json": b"",
        "no-ending": b"{}",
    }
    for name, raw in cases.items():
        assert 'class="note error"' in _send(client, raw, name), name
    assert len(_versions()) == before


def test_lines_are_answered_one_by_one_and_by_project(world: World) -> None:
    client = world.client("employer-netploeg")
    party = Organisation.objects.get(party="employer-netploeg", programme=world.programme)
    view = own_view(world.round, party)
    assert view is not None
    first = view["lines"][0]
    shown = client.get(f"{OWN}/plan").content.decode()
    assert first["place"] in shown and "wegenbouwer" not in shown
    client.post(f"{OWN}/answers", {"line": first["line"], "answer": "accept", "reason": "prima"})

    def state() -> str:
        return next(one["state"] for one in own_lines(world.round, party, view) if one["line"] == first["line"])

    assert state() == "accepted"
    week = first["possible"][-1]
    client.post(f"{OWN}/answers", {"line": first["line"], "answer": "pin", "week": week})
    assert state() == "pinned"
    bad = client.post(f"{OWN}/answers", {"line": first["line"], "answer": "pin", "week": "1999-W01"}, follow=True)
    assert "1999-W01" in bad.content.decode() and state() == "pinned"
    client.post(f"{OWN}/answers", {"line": first["line"], "answer": "people", "people": "own"})
    assert state() == "countered"
    client.post(f"{OWN}/answers", {"project": first["project"], "answer": "refuse"})
    assert state() == "refused"
    swapped = client.post(f"{OWN}/answers", {"line": first["line"], "answer": "accept"}, headers={"HX-Request": "true"})
    assert swapped.content.decode().lstrip().startswith("<article")
    assert client.post(f"{OWN}/answers", {"line": "kabel/none", "answer": "accept"}).status_code == 404
    folder = folder_of(world.programme)
    assert folder.faults("r1") == []
    assert "netploeg" in {row.by for row in folder.log("r1") if row.act == "decide"}


def test_what_is_done_is_reported_from_the_street(world: World) -> None:
    client = world.client("employer-netploeg")
    party = Organisation.objects.get(party="employer-netploeg", programme=world.programme)
    view = own_view(world.round, party)
    assert view is not None
    line = view["lines"][-1]
    shown = client.get(f"{OWN}/today", {"day": line["start"]}).content.decode()
    assert line["place"] in shown
    for day in ("2027-02-29", "9999-12-31", "x", ""):  # where it is no day, that of today is shown
        assert client.get(f"{OWN}/today", {"day": day}).status_code == 200
    contradiction = {"line": line["line"], "ended": "2026-11-02", "started": "2026-11-09"}
    assert 'class="note error"' in client.post(f"{OWN}/progress", contradiction, follow=True).content.decode()
    client.post(f"{OWN}/progress", {"line": line["line"], "done": "1", "back": "on_site"})
    states = {one["line"]: one["state"] for one in own_lines(world.round, party, view)}
    assert states[line["line"]] == "done"


def test_a_calendar_has_an_address_until_it_is_ended(world: World) -> None:
    client = world.client("employer-netploeg")
    crew = "LVM-AM01"
    client.post(f"{OWN}/calendars", {"crew": crew})
    shown = client.get(f"{OWN}/downloads").content.decode()
    address = shown.split('id="made">http://testserver')[1].split("<")[0]
    assert address not in client.get(f"{OWN}/downloads").content.decode(), "it is shown once"
    assert b"BEGIN:VEVENT" in Client().get(address).content
    key = shown.split('name="key" value="')[1].split('"')[0]
    client.post(f"{OWN}/calendars", {"key": key})
    assert Client().get(address).status_code == 404


def test_files_are_those_that_were_sent(world: World) -> None:
    client = world.client("employer-netploeg")
    got = client.get(f"{OWN}/downloads/wijkplan-employer-netploeg.xlsx")
    sent = folder_of(world.programme).path("r1", "published", "employer-netploeg", "wijkplan-employer-netploeg.xlsx")
    assert b"".join(got.streaming_content) == sent.read_bytes()  # type: ignore[attr-defined]
    assert client.get(f"{OWN}/downloads/../employer-wegenbouwer/wijkplan-employer-wegenbouwer.xlsx").status_code == 404


def test_many_lines_stand_on_several_pages_and_an_answer_leads_back_to_its_own(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = world.client("employer-wegenbouwer")
    own = OWN.replace("netploeg", "wegenbouwer")
    whole = client.get(f"{own}/plan").content.decode()
    ids = re.findall(r'<article class="line" id="([^"]+)"', whole)
    assert len(ids) > 1 and "?page=" not in whole
    monkeypatch.setattr(views_employer, "ON_A_PAGE", 1)
    seen = []
    for number in range(1, len(ids) + 1):
        text = client.get(f"{own}/plan", {"page": number}).content.decode()
        seen += re.findall(r'<article class="line" id="([^"]+)"', text)
        assert f"Regels {number} tot en met {number} van {len(ids)}" in text
    assert seen == ids
    for wrong in ("0", "99999", "x", "-1"):
        assert client.get(f"{own}/plan", {"page": wrong}).status_code == 200
    view = own_view(world.round, Organisation.objects.get(programme=world.programme, party="employer-wegenbouwer"))
    assert view is not None
    asked = client.post(f"{own}/price", {"line": view["lines"][-1]["line"], "week": "1999-W01"})
    assert asked["Location"].endswith(f"?page={len(ids)}#{ids[-1]}")
