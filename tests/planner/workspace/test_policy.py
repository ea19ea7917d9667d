"""Who may do what: the table, and every role at every address for every party's things."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import URLPattern, get_resolver

from wijkplan.planner.workspace.access import GUARDS
from wijkplan.planner.workspace.models import Job, Organisation, User
from wijkplan.planner.workspace.policy import COLUMNS, TABLE, Actor, Thing, as_table, may, private
from wijkplan.planner.workspace.urls import OPEN

from .conftest import ROOT, World, mail

PARTIES = {
    "employer": "employer-netploeg",
    "client": "client-gemeente",
    "school": "school-x",
    "union": "union-x",
    "core-team": "core-team",
    "operator": "operator",
    "reader": "reader-x",
}
FOREIGN = "employer-wegenbouwer"
MADE_LATER = {"preview", "own_preview", "export_file", "role_page", "outlook"}
"""Views of what is not there in this world, whoever asks."""


def test_the_documentation_is_the_table() -> None:
    readme = (ROOT / "planner" / "workspace" / "README.md").read_text("utf-8")
    begin, end = "<!-- policy: begin -->\n", "<!-- policy: end -->"
    assert readme.split(begin)[1].split(end)[0] == as_table()


def test_what_is_unknown_nobody_may() -> None:
    for role in (*COLUMNS, "burgemeester"):
        for verb, kind in (("eat", "submission"), ("read", "sandwich"), ("", "")):
            assert not may(Actor(role, "p", "x", True), verb, Thing(kind, "x", "p", True, published=True))


def test_of_another_programme_nobody_sees_anything_but_the_operator() -> None:
    for (kind, verb), row in TABLE.items():
        for role in COLUMNS:
            thing = Thing(kind, "other", "p", True, True, True, frozenset({"p"}))
            actor = Actor(role, "p", None if role == "operator" else "mine", True)
            if role not in ("operator", "public"):
                assert not may(actor, verb, thing), (role, kind, verb)
                assert private(actor, thing)
            assert may(actor, verb, thing) <= (row[role] != "-")


@pytest.mark.parametrize(
    ("role", "kind", "verb", "own", "foreign"),
    [
        ("employer", "submission", "read", True, False),
        ("employer", "plan", "read", True, False),
        ("client", "answers", "write", False, False),
        ("core-team", "submission", "read", False, False),
        ("core-team", "submission", "count", True, True),
        ("core-team", "round", "publish", False, False),
        ("operator", "round", "publish", True, True),
        ("operator", "round", "approve", False, False),
        ("operator", "submission", "write", False, False),
        ("reader", "plan", "read", False, False),
        ("school", "comparison", "read", True, True),
    ],
)
def test_cells_of_the_matrix(role: str, kind: str, verb: str, own: bool, foreign: bool) -> None:
    actor = Actor(role, "p", None if role == "operator" else "x")
    assert may(actor, verb, Thing(kind, "x", "p", shared=True)) is own
    assert may(actor, verb, Thing(kind, "x", "q", shared=True)) is foreign


def test_a_closed_hand_in_and_a_member_who_is_not_chief() -> None:
    actor = Actor("employer", "p", "x")
    assert may(actor, "write", Thing("submission", "x", "p"))
    assert not may(actor, "write", Thing("submission", "x", "p", open=False))
    assert not may(actor, "write", Thing("members", "x", "p"))


def _addresses(world: World) -> list[tuple[str, str]]:
    """Every guarded view with an address about things of a party that nobody here is of."""
    organisation = Organisation.objects.get(programme=world.programme, party=FOREIGN)
    job = Job.objects.filter(programme=world.programme).first()
    assert job is not None
    values: dict[str, Any] = {
        "slug": "straat",
        "party": FOREIGN,
        "name": "r1",
        "number": 1,
        "file": "employer-wegenbouwer.json",
        "kind": "civil",
        "table": "crews",
        "organisation": organisation.pk,
        "account": User.objects.get(email=mail("straat", FOREIGN)).pk,
        "job": job.pk,
        "secret": "x",
        "who": "school",
    }
    from django.urls import reverse

    found = []
    for pattern in get_resolver().url_patterns:
        if isinstance(pattern, URLPattern) and pattern.name and pattern.name not in OPEN:
            parts = {name: values[name] for name in pattern.pattern.converters}
            found.append((pattern.callback.__name__, reverse(pattern.name, kwargs=parts)))
    return found


def test_every_address_is_guarded_or_said_to_be_open(world: World) -> None:
    for view, address in _addresses(world):
        assert view in GUARDS, address


def _status(world: World, role: str, address: str) -> int:
    client = world.client(PARTIES[role])
    answer = client.get(address)
    return int(client.post(address).status_code if answer.status_code == 405 else answer.status_code)


@pytest.mark.parametrize("role", PARTIES)
def test_every_role_at_every_address_of_another_party(world: World, role: str) -> None:
    changing = {"round_plan", "round_close", "round_publish", "job_stop"}  # what they do is tested elsewhere
    for view, address in _addresses(world):
        guard = GUARDS[view]
        scope = TABLE[guard.kind, guard.verb][role]
        own_only = view in ("audit_log", "decisions") and scope == "own"  # pages of oneself, whoever asks
        expected = scope in ("yes", "shared") or own_only
        if expected and view in changing:
            continue
        status = _status(world, role, address)
        if expected:
            assert status in (200, 302, 404), (address, status)
            assert status != 404 or address.endswith("/employer-wegenbouwer.json") or view in MADE_LATER, address
        else:
            assert status in (403, 404), (role, address, status)
            own_kind = guard.kind in (
                "submission",
                "progress",
                "answers",
                "plan",
                "feed",
                "findings",
                "members",
                "price",
            )
            if own_kind and role not in ("core-team", "operator"):
                assert status == 404, f"{role} learns that {address} exists"


@pytest.mark.usefixtures("world")
def test_who_is_not_signed_in_is_asked_to_sign_in_whatever_there_is() -> None:
    from django.test import Client

    for address in ("/p/straat", "/p/nowhere", f"/p/straat/parties/{FOREIGN}/submission", "/jobs/1", "/jobs/99999"):
        assert Client().get(address)["Location"].startswith("/account/login/?next=")


def test_a_foreign_thing_and_none_at_all_look_the_same(world: World) -> None:
    client = world.client("employer-netploeg")
    pages = [
        client.get(f"/p/straat/parties/{party}/rounds/r1/plan")
        for party in (FOREIGN, "employer-bestaat-niet", "client-gemeente")
    ]
    assert {page.status_code for page in pages} == {404}
    bodies = {page.content.replace(page.request["PATH_INFO"].encode(), b"") for page in pages}
    assert len({len(body) for body in bodies}) == 1
