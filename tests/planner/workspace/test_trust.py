"""Trust: the audit log, headers, accounts, a backup that comes back, and the organisations' own sign-in."""

from __future__ import annotations

import base64
import hmac
import json
import os
import re
import shutil
import sqlite3
import struct
import subprocess
import sys
from contextlib import closing
from hashlib import sha1
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client

from wijkplan.planner.workspace import audit
from wijkplan.planner.workspace.adapters import strength
from wijkplan.planner.workspace.models import AuditLine, Membership, Organisation, User
from wijkplan.planner.workspace.policy import Actor

from .conftest import PASSWORD, ROOT, World, mail
from .own_postgres import own_postgres


def test_the_log_tells_when_a_line_was_changed_or_taken_away(world: World) -> None:
    del world
    for i in range(3):
        audit.note(Actor(number="test"), "test", f"thing {i}", "straat")
    assert audit.faults() == []
    last = AuditLine.objects.order_by("-seq")[1]
    AuditLine.objects.filter(pk=last.pk).update(object="something else")
    assert audit.faults() == [f"line {last.seq} is not as it was written"]
    AuditLine.objects.filter(pk=last.pk).update(object=last.object)
    assert audit.faults() == []
    kept = AuditLine.objects.get(pk=last.pk)
    kept.delete()
    assert audit.faults() == [f"line {last.seq} is gone"]
    kept.save(force_insert=True)
    assert audit.faults() == []


def test_who_reads_which_lines(world: World) -> None:
    audit.note(Actor(number="x"), "hand in", "of-netploeg", "straat", "employer-netploeg")
    audit.note(Actor(number="x"), "open round", "of-all", "straat")
    expected = {
        "employer-netploeg": ("of-netploeg", "of-all"),
        "employer-wegenbouwer": ("", "of-netploeg"),
        "core-team": ("of-all", "of-netploeg"),
    }
    for party, (seen, hidden) in expected.items():
        for address in ("/audit", "/audit?format=jsonl"):
            answer = world.client(party).get(address)
            text = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()  # type: ignore[attr-defined]
            assert seen in text and hidden not in text.replace(mail("straat", party), ""), (party, address)
    assert world.client("reader-x").get("/audit").status_code == 403


def test_pages_close_what_they_do_not_need(world: World) -> None:
    answer = world.client("employer-netploeg").get("/p/straat")
    assert (
        "unsafe" not in answer["Content-Security-Policy"] and "default-src 'none'" in answer["Content-Security-Policy"]
    )
    assert (answer["X-Frame-Options"], answer["Cache-Control"]) == ("DENY", "no-store")
    assert not re.search(r"<script(?![^>]*src=)|style=|\son\w+=", answer.content.decode()), "nothing runs from a page"
    cookie = Client().get("/account/login/").cookies["csrftoken"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert settings.SESSION_COOKIE_HTTPONLY


def test_a_form_of_another_site_is_refused_in_a_sentence(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(email=mail("straat", "employer-netploeg")))
    answer = client.post("/p/straat/parties/employer-netploeg/submission/1/restore")
    assert answer.status_code == 403 and "te lang open" in answer.content.decode()
    del world


NOW = 1_800_000_000
"""Where the clock of second factors stands in a test: a code is good for half a minute, which may just have begun."""


def _code(secret: str) -> str:
    """The six digits of a second factor then (RFC 6238)."""
    made = hmac.new(base64.b32decode(secret), struct.pack(">Q", NOW // 30), sha1).digest()
    at = made[-1] & 15
    return f"{(struct.unpack('>I', made[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def test_a_second_factor_is_asked_for_once_it_is_set(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time", SimpleNamespace(time=lambda: NOW))
    user = User.objects.create_user("factor@straat.example", PASSWORD, first_name="Factor")
    Membership.objects.create(
        user=user, organisation=Organisation.objects.get(party="reader-x", programme=world.programme)
    )
    client = Client()
    signed = {"login": user.email, "password": PASSWORD}
    assert client.post("/account/login/", signed)["Location"] == "/"
    assert client.get("/account/email/").status_code == 404, "no second address, which would have to be verified first"
    shown = client.get("/account/2fa/totp/activate/")
    if shown.status_code == 302:
        client.post(shown["Location"], {"password": PASSWORD})
        shown = client.get("/account/2fa/totp/activate/")
    secret = re.search(r'value="([A-Z2-7]{32})"', shown.content.decode())
    assert secret is not None
    assert client.post("/account/2fa/totp/activate/", {"code": _code(secret[1])}).status_code == 302
    other = Client()
    assert "2fa/authenticate" in other.post("/account/login/", signed)["Location"]
    assert other.get("/p/straat")["Location"].startswith("/account/login/"), "a password alone is not enough"


def test_signing_in_is_not_tried_without_end(world: World) -> None:
    del world
    client = Client(REMOTE_ADDR="203.0.113.9")
    said = [
        client.post("/account/login/", {"login": "x@straat.example", "password": "raden"}).status_code
        for _ in range(40)
    ]
    text = client.post("/account/login/", {"login": "x@straat.example", "password": "raden"}).content.decode()
    assert 429 in said or "Te veel" in text


def test_nobody_signs_up_by_himself(world: World) -> None:
    del world
    client = Client()
    client.post("/account/signup/", {"email": "self@straat.example", "password1": "een-heel-lang-woord"})
    assert not User.objects.filter(email="self@straat.example").exists()


def test_an_account_is_exported_and_erased_and_its_lines_stay(world: World) -> None:
    user = User.objects.create_user("weg@straat.example", PASSWORD, first_name="Gaat Weg")
    Membership.objects.create(
        user=user, organisation=Organisation.objects.get(party="reader-x", programme=world.programme)
    )
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    audit.note(Actor(number=user.number), "test", "by who goes")
    assert client.get("/me/data").json()["email"] == user.email
    client.post("/me/erase", {"password": "niet goed"})
    assert User.objects.filter(pk=user.pk).exists()
    client.post("/me/erase", {"password": PASSWORD})
    assert not User.objects.filter(pk=user.pk).exists()
    assert AuditLine.objects.filter(by=user.number).count() >= 2
    assert "weg@" not in json.dumps(list(AuditLine.objects.values("by", "object", "party")))
    assert audit.faults() == []


def test_levels_of_signing_in(monkeypatch: pytest.MonkeyPatch) -> None:
    levels = {"acr_values": ["low", "substantial", "high"], "lowest_acr": "substantial"}
    monkeypatch.setattr(settings, "OPENID", levels)
    assert [strength(acr) for acr in ("low", "substantial", "high", None, "made-up")] == [-1, 0, 1, -1, -1]
    monkeypatch.setattr(settings, "OPENID", {})
    assert strength("anything") is None


def _wijkplan(*arguments: str, home: Path, database: str = "") -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"WIJKPLAN_HOME": str(home)}
    environment.pop("WIJKPLAN_DATABASE", None)
    environment |= {"WIJKPLAN_DATABASE": database} if database else {}
    command = [sys.executable, "-c", "from wijkplan.planner.cli import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT)


@pytest.mark.slow
def test_a_backup_comes_back_and_tells_of_a_log_that_is_not_whole(tmp_path: Path) -> None:
    first, second, third = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    link = _wijkplan("workspace", "init", home=first)
    assert link.returncode == 0 and link.stdout.startswith("/invitation/"), link.stderr
    (first / "workspace" / "programmes" / "x").mkdir(parents=True)
    (first / "workspace" / "programmes" / "x" / "file.json").write_text("{}")
    assert _wijkplan("workspace", "backup", str(tmp_path / "one.tar.gz"), "-q", home=first).returncode == 0
    columns = "seq, at, by, programme, party, act, object, sha256, prev"
    with closing(sqlite3.connect(first / "workspace" / "workspace.sqlite3")) as database:
        database.execute(f"insert into workspace_auditline ({columns}) values (9, '', '', '', '', '', '', '', '')")
        database.commit()
    assert _wijkplan("workspace", "backup", str(tmp_path / "two.tar.gz"), "-q", home=first).returncode == 0
    assert (tmp_path / "one.tar.gz").stat().st_mode & 0o077 == 0
    done = _wijkplan("workspace", "restore", str(tmp_path / "one.tar.gz"), home=second)
    assert done.returncode == 0, done.stderr
    assert (second / "workspace" / "programmes" / "x" / "file.json").read_text() == "{}"
    keys = {(home / "workspace" / "secret.key").read_bytes() for home in (first, second)}
    assert len(keys) == 1, "sessions and calendars go on"
    again = _wijkplan("workspace", "restore", str(tmp_path / "one.tar.gz"), home=second)
    assert again.returncode == 1 and "not empty" in again.stderr
    broken = _wijkplan("workspace", "restore", str(tmp_path / "two.tar.gz"), home=third)
    assert broken.returncode == 1 and "not whole" in broken.stderr


@pytest.mark.slow
def test_a_backup_of_postgresql_comes_back_into_another(tmp_path: Path) -> None:
    with own_postgres() as first, own_postgres() as second:
        homes = {"a": first.address, "b": second.address}

        def run(home: str, *arguments: str) -> subprocess.CompletedProcess[str]:
            return _wijkplan(*arguments, home=tmp_path / home, database=homes[home])

        link = run("a", "workspace", "init", "--name", "Bewaarder")
        assert link.returncode == 0, link.stderr
        (tmp_path / "a" / "workspace" / "programmes" / "x").mkdir(parents=True)
        (tmp_path / "a" / "workspace" / "programmes" / "x" / "file.json").write_text("{}")
        file = str(tmp_path / "one.tar.gz")
        assert run("a", "workspace", "backup", file, "-q").returncode == 0
        back = run("b", "workspace", "restore", file)
        assert back.returncode == 0, back.stderr
        rows = "select name from workspace_organisation union all select act from workspace_auditline"
        held = [_rows(one.address, rows) for one in (first, second)]
        assert held[0] == held[1] and ("Bewaarder",) in held[1]
        assert (tmp_path / "b" / "workspace" / "programmes" / "x" / "file.json").read_text() == "{}"
        shutil.rmtree(tmp_path / "b")
        again = run("b", "workspace", "restore", file)
        assert again.returncode == 1 and "database is not empty" in again.stderr
        shutil.rmtree(tmp_path / "b")
        forced = run("b", "workspace", "restore", file, "--force")
        assert forced.returncode == 0 and _rows(second.address, rows) == held[0], forced.stderr
        new = run("b", "workspace", "init")
        assert new.returncode == 0, "numbers of rows go on after those that came back"


def _rows(address: str, sql: str) -> list[tuple[object, ...]]:
    import psycopg

    with psycopg.connect(address) as connection:
        return sorted(connection.execute(sql).fetchall())
