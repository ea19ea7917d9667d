"""Who takes part, as a list; invitations for all; reminders in the language of who receives them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core import mail as sent_mail
from django.test import override_settings

from wijkplan.planner.workspace.models import Membership, Organisation, Programme, Round, User
from wijkplan.planner.workspace.organisations import Row, WrongRow, read_rows
from wijkplan.planner.workspace.reminders import remind

from .conftest import PASSWORD, World


@pytest.fixture
def programme() -> Iterator[Programme]:
    made = Programme.objects.create(slug="lijst", name="Lijst")
    yield made
    User.objects.filter(email__endswith="@lijst.example").delete()
    made.delete()


def test_rows_of_a_list_and_of_a_sheet() -> None:
    rows = [Row("employer", "a", "A bv", "12345678"), Row("client", "b", "B")]
    assert read_rows("employer;a;A bv;12345678\n\nclient ; b; B\n") == rows
    assert read_rows("employer\ta\tA bv\t12345678\r\nclient\tb\tB") == rows
    with pytest.raises(WrongRow, match="Line 2"):
        read_rows("client;b;B\nboss;c;C")
    with pytest.raises(WrongRow, match="2000 lines at most"):  # none is left out in silence
        read_rows("client;b;B\n" * 2_001)


def test_a_list_is_added_once_and_all_are_invited(world: World, programme: Programme) -> None:
    operator, many = world.client("operator"), {"rows": "employer;a;A bv\nclient;b;B\n"}
    operator.post("/p/lijst/organisations", many)
    assert "2 organisaties zijn toegevoegd; 0 waren er al" in operator.get("/operate").content.decode()
    operator.post("/p/lijst/organisations", {"rows": "client;c;C\nnobody;d;D"})
    assert "Regel 2" in operator.get("/operate").content.decode()
    assert Organisation.objects.filter(programme=programme).count() == 2, "all of a list or nothing"
    shown = operator.post("/p/lijst/invitations").content.decode()
    assert shown.count("/invitation/") == 2
    for party in ("core-team", "employer-netploeg"):
        assert world.client(party).post("/p/lijst/invitations").status_code == 404


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_a_reminder_is_in_the_language_of_who_receives_it(world: World, programme: Programme) -> None:
    round = Round.objects.create(programme=programme, name="r9", status_date="2027-01-04", deadline="2027-01-02")
    round.refresh_from_db()
    one = Organisation.objects.create(programme=programme, role="employer", party="employer-a", name="A")
    for name in ("nl", "en"):
        user = User.objects.create_user(f"{name}@lijst.example", PASSWORD, first_name=name)
        Membership.objects.create(user=user, organisation=one)
    from django.test import Client

    client = Client()
    client.force_login(User.objects.get(email="en@lijst.example"))
    client.post("/language", {"language": "en"})
    sent_mail.outbox.clear()
    assert remind(round) == (2, 1)
    said = {mail.to[0]: f"{mail.subject} {mail.body}" for mail in sent_mail.outbox}
    assert "nog niets aangeleverd" in said["nl@lijst.example"] and "02-01-2027" in said["nl@lijst.example"]
    assert "nothing of yours" in said["en@lijst.example"] and "until 2027-01-02" in said["en@lijst.example"]
    assert "Wat een herinnering zegt" in world.client("operator").get("/p/lijst/rounds/r9").content.decode()
