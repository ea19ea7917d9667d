"""The operator's page of accounts: block, let in again, take off a second factor, erase; and what is taken away by
itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from wijkplan.planner.workspace import retention, where
from wijkplan.planner.workspace.models import AuditLine, Invitation, Membership, Organisation, User

from .addresses import of_accounts
from .conftest import PASSWORD, World


def _member(world: World, name: str) -> User:
    made = User.objects.create_user(f"{name}@accounts.example", PASSWORD, first_name=name)
    one = Organisation.objects.get(party="reader-x", programme=world.programme)
    Membership.objects.create(user=made, organisation=one)
    return made


def test_who_is_blocked_is_out_at_once_and_back_when_let_in(world: World) -> None:
    from django.test import Client

    operator, user, theirs = world.client("operator"), _member(world, "blok"), Client()
    theirs.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert theirs.get("/p/straat").status_code == 200
    assert user.email in operator.get("/operate/accounts").content.decode()
    operator.post(f"/operate/accounts/{user.pk}", {"act": "block"})
    assert theirs.get("/p/straat").status_code == 302, "the session that was open is of no use"
    assert "geblokkeerd" in operator.get("/operate/accounts").content.decode()
    operator.post(f"/operate/accounts/{user.pk}", {"act": "unblock"})
    theirs.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert theirs.get("/p/straat").status_code == 200
    acts = AuditLine.objects.filter(object=user.number).values_list("act", flat=True)
    assert list(acts) == ["block account", "unblock account"]


def test_a_second_factor_that_was_lost_is_taken_off_and_an_account_erased(world: World) -> None:
    operator, user = world.client("operator"), _member(world, "factor-kwijt")
    Authenticator.objects.create(user=user, type="totp", data={})
    operator.post(f"/operate/accounts/{user.pk}", {"act": "lose"})
    assert not Authenticator.objects.filter(user=user).exists()
    operator.post(f"/operate/accounts/{user.pk}", {"act": "erase"})
    assert not User.objects.filter(pk=user.pk).exists()
    line = AuditLine.objects.get(by=user.number, act="erase account")
    assert "by the operator" in line.object and "factor-kwijt" not in line.object


def test_the_operator_does_not_lock_itself_out(world: World) -> None:
    operator = world.client("operator")
    me = User.objects.get(pk=operator.session["_auth_user_id"])
    said = operator.post(f"/operate/accounts/{me.pk}", {"act": "erase"}, follow=True).content.decode()
    assert "eigen account" in said and User.objects.filter(pk=me.pk, is_active=True).exists()


def test_nobody_else_sees_accounts(world: World) -> None:
    for party in ("core-team", "employer-netploeg", "reader-x"):
        assert world.client(party).get("/operate/accounts").status_code in (403, 404), party
        assert world.client(party).post("/operate/tidy").status_code in (403, 404), party


def test_what_is_old_and_of_nobody_is_taken_away(world: World) -> None:
    old = timezone.now() - timedelta(days=100)
    left = User.objects.create_user("weggegaan@accounts.example", PASSWORD)
    stays = _member(world, "blijft")
    User.objects.filter(pk__in=(left.pk, stays.pk)).update(date_joined=old, last_login=old)
    one = Organisation.objects.get(party="reader-x", programme=world.programme)
    Invitation.objects.create(organisation=one, digest="old", by="test", expires=old)
    assert "1 account " in world.client("operator").get("/operate/accounts").content.decode()
    assert "opgeruimd" in world.client("operator").post("/operate/tidy", follow=True).content.decode()
    assert not User.objects.filter(pk=left.pk).exists() and User.objects.filter(pk=stays.pk).exists()
    assert not Invitation.objects.filter(digest="old").exists() and not retention.unused(90).exists()


def test_days_are_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    assert where.days_kept() == 90
    monkeypatch.setenv("WIJKPLAN_RETENTION_DAYS", "soon")
    with pytest.raises(where.WrongSetting, match="WIJKPLAN_RETENTION_DAYS"):
        where.days_kept()


def test_every_page_of_an_account_answers(world: World) -> None:
    """Also those of the library, such as that of passkeys, which asks for more than ours."""
    client = world.client("reader-x")
    client.raise_request_exception = False
    paths = [path for path in of_accounts() if "logout" not in path]
    assert "/account/2fa/webauthn/" in paths and len(paths) > 10
    assert {path: code for path in paths if (code := client.get(path).status_code) >= 500} == {}
