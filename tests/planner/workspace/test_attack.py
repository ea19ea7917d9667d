"""What somebody tries who wants more than is his: bodies without end, hostile workbooks, redirects, sessions of others,
numbers of things that he has nothing to do with."""

from __future__ import annotations

import asyncio
from io import BytesIO
from random import Random
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from wijkplan.planner.workspace.asgi import limited
from wijkplan.planner.workspace.members import invite
from wijkplan.planner.workspace.models import Invitation, Job, Membership, Organisation, User, Version
from wijkplan.planner.workspace.policy import Actor
from wijkplan.planner.workspace.uploads import Hostile, checked

from .conftest import PASSWORD, World, mail


def _sent(limit: int, pieces: list[bytes], stated: int | None) -> tuple[int, int]:
    """What a server answers to a body in pieces, and how many of them it took."""
    answers: list[Any] = []
    waiting = list(pieces)

    async def receive() -> dict[str, Any]:
        piece = waiting.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(waiting)}

    async def send(message: Any) -> None:
        answers.append(message)

    async def taken(scope: Any, receive: Any, send: Any) -> None:
        del scope
        while (await receive())["more_body"]:
            pass
        await send({"type": "http.response.start", "status": 200, "headers": []})

    headers = [] if stated is None else [(b"content-length", str(stated).encode())]
    asyncio.run(limited(taken, limit)({"type": "http", "headers": headers}, receive, send))
    return answers[0]["status"], len(pieces) - len(waiting)


def test_a_body_without_end_is_not_taken_in_by_anybody() -> None:
    assert _sent(10, [b"x" * 5, b"x" * 5], 10) == (200, 2)
    assert _sent(10, [b"x" * 5, b"x" * 6], 11) == (413, 0), "at once, where its length is stated"
    assert _sent(10, [b"x" * 5] * 1000, None) == (413, 3), "as soon as that much has come"


def _comment(length: int) -> bytes:
    """A comment that does not pack well, which would be refused for that."""
    return b"<!--" + Random(1).randbytes(length // 2).hex().encode() + b"-->"


LAUGHS = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize(
    ("part", "raw"),
    [
        ("xl/workbook.xml", LAUGHS),
        ("xl/workbook.xml", _comment(70_000) + LAUGHS),
        ("xl/workbook.xml", _comment(2**20 - 14) + LAUGHS),
        ("xl/anything.bin", LAUGHS),
        ("xl/workbook.xml", LAUGHS.decode().encode("utf-16")),
    ],
    ids=["plain", "after a long comment", "across two pieces", "in a part of another name", "in two-byte letters"],
)
def test_entities_in_any_part_of_a_workbook_are_refused(part: str, raw: bytes) -> None:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as packed:
        packed.writestr(part, raw)
    with pytest.raises(Hostile, match="entities"):
        checked("plan.xlsx", made.getvalue(), 2**24)


@pytest.mark.parametrize(
    "raw",
    [
        b"[" * 100_000,
        b'{"kind": ' + b"9" * 10_000 + b"}",
        b'{"kind": 1e999}',
        b"\xff\xfe\x00",
        b'{"kind": "\\ud800"}',
        b'{"id": "a\\u0000b"}',
    ],
    ids=["depth", "digits", "infinite", "half a letter", "half a pair", "nothing"],
)
def test_what_makes_readers_stumble_is_a_finding(world: World, raw: bytes) -> None:
    party = "employer-netploeg"
    before = Version.objects.filter(organisation__party=party, organisation__programme=world.programme).count()
    sent = {"files": SimpleUploadedFile("plan.json", raw)}
    answer = world.client(party).post(f"/p/straat/parties/{party}/submission/send", sent)
    assert answer.status_code == 302
    last = Version.objects.filter(organisation__party=party, organisation__programme=world.programme).latest("number")
    assert last.number == before + 1 and last.errors >= 1
    assert not [one for one in last.findings if one["kind"] == "own-fault"]
    assert world.client(party).get(f"/p/straat/parties/{party}/submission").status_code == 200
    last.delete()


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "https:evil"]
)
def test_signing_in_and_changing_language_lead_nowhere_else(elsewhere: str) -> None:
    signed = {"login": mail("straat", "reader-x"), "password": PASSWORD, "next": elsewhere}
    assert Client().post("/account/login/", signed)["Location"] == "/"
    assert Client().post(f"/account/login/?next={elsewhere}", signed)["Location"] == "/"
    assert Client().post("/language", {"language": "en", "next": elsewhere})["Location"] == "/"


def test_a_session_from_before_signing_in_is_not_that_of_after(world: World) -> None:
    client = Client()
    client.get("/account/login/")
    session = client.session
    session["planted"] = 1
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    client.post("/account/login/", {"login": mail("straat", "reader-x"), "password": PASSWORD})
    assert client.cookies["sessionid"].value != planted
    other = Client()
    other.cookies["sessionid"] = planted
    assert other.get("/p/straat").status_code == 302, "who planted it is not signed in"
    one = Organisation.objects.get(party="reader-x", programme=world.programme)
    secret = invite(Actor("operator", number="test"), one)
    client, values = Client(), {"name": "Nieuw", "email": "nieuw@straat.example", "password": PASSWORD + "-anders"}
    session = client.session
    session.save()
    client.cookies["sessionid"] = session.session_key
    client.post(f"/invitation/{secret}", values)
    assert client.cookies["sessionid"].value != session.session_key
    User.objects.filter(email=values["email"]).delete()
    Invitation.objects.filter(organisation=one).delete()


def test_how_many_jobs_there_are_is_not_heard_by_who_has_nothing_to_do_with_them(world: World) -> None:
    job = Job.objects.filter(programme=world.programme).first()
    assert job is not None
    for party in ("employer-netploeg", "client-gemeente", "school-x", "reader-x"):
        client = world.client(party)
        for address in ("/jobs/{}", "/jobs/{}/events", "/jobs/{}/events?poll=1"):
            told = []
            for key in (job.pk, 10**9):
                asked = address.format(key)
                answer = client.get(asked)
                told.append((answer.status_code, len(answer.content.replace(asked.encode(), b""))))
            assert told[0] == told[1] and told[0][0] == 404


def test_who_was_taken_out_is_out_at_once_and_it_is_in_the_log(world: World) -> None:
    one = Organisation.objects.get(party="employer-netploeg", programme=world.programme)
    user = User.objects.create_user("weg@straat.example", PASSWORD, first_name="Weg")
    row = Membership.objects.create(user=user, organisation=one)
    client = Client()
    client.force_login(user)
    assert client.get("/p/straat").status_code == 200
    chief = world.client("employer-netploeg")
    chief.post(f"/organisations/{one.pk}/change", {"act": "remove", "member": row.pk})
    assert client.get("/p/straat").status_code in (302, 404)
    assert user.number in chief.get("/audit").content.decode()
    user.delete()
