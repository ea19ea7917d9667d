"""No byte of one party's data on any page, in any file or answer of the API of another, by difference: the same
programme twice, but for what one party keeps to itself; everybody asks for every address there is, about its own things
and about those of that party."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from wijkplan.planner.workspace.models import Decision, Job, Organisation, User

from .addresses import read_by_name, read_of_api
from .conftest import EXAMPLE, World, at_home, mail, make_world
from .rich_world import enrich

pytestmark = pytest.mark.slow
HIDDEN = "employer-wegenbouwer"
CORE = "core-team"
OTHERS = ("employer-netploeg", "client-gemeente", "school-x", "union-x", "reader-x", CORE, None)
"""All but the party that changes and the operator, who may read all; ``None`` is who is not signed in."""

NAME = "Geheim en Zonen"
SEE_NAME = frozenset({"programme", "decisions", "minutes"})
"""Where the core team reads what a party is called: who has handed in, for whom a decision is, and the minutes. That is
all that may differ for it; what it sees of findings is their number (``test_leaks``)."""

DIFFERS = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|\d\d-\d\d-20\d\d( \d\d:\d\d)?|/organisations/\d+|name="membership"'
    r'|<option value="\d+"|name="(key|member)" value="\d+"|\b[0-9a-f]{64}\b|"seq": \d+, "at"'
    r"|20\d\d-\d\d-\d\dT\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:\d\d)?|/calendar/[\w-]+\.ics|DTSTAMP:\w+|20\d{6}T\d{6}Z?"
)
"""Moments, hashes and numbers of rows, which differ from one time to the next and tell of nobody."""

FIRST_JOB = 7_000_000
NOT_HERE = {"invited", "clearing_file", "closed"}
"""An invitation opens once and is tested by itself; the clearing zone is the operator's alone; a page of the library is
closed."""


def _source(folder: Path, secret: bool) -> Path:
    """The example; ``secret``: in which the builder of roads is otherwise in what nobody else may know, and the plan is
    the same."""
    for path in EXAMPLE.glob("*.json"):
        (folder / path.name).write_bytes(path.read_bytes())
    path = folder / "employer-wegenbouwer.json"
    values = json.loads(path.read_text())
    if secret:
        values["name"] = NAME
        for crew in values["crews"]:
            crew["id"] = f"geheim-{crew['id']}"
    path.write_text(json.dumps(values))
    return folder


@pytest.fixture(scope="module")
def worlds(framework: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, World]]:
    """The same programme twice, but for what is hidden, with all that there is of pages."""
    del framework
    _far_numbers()
    with at_home():
        made = (
            make_world("leak-een", _source(tmp_path_factory.mktemp("same"), False)),
            make_world("leak-twee", _source(tmp_path_factory.mktemp("other"), True)),
        )
        for one in made:
            enrich(one)
            Decision.objects.create(
                round=one.round, about="Volgorde", decided="Riool eerst", reason="Diepst", party=HIDDEN, by="test"
            )
    yield made
    Job.objects.filter(pk__gte=FIRST_JOB).delete()  # what waits is taken by nobody else


def _far_numbers() -> None:
    """Jobs get numbers that stand for nothing else in any page."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('workspace_job', 'id'), {FIRST_JOB})")
        else:
            cursor.execute("SELECT count(*) FROM sqlite_sequence WHERE name = 'workspace_job'")
            there = cursor.fetchone()[0]
            change = "UPDATE sqlite_sequence SET seq = {} WHERE name = 'workspace_job'"
            insert = "INSERT INTO sqlite_sequence (seq, name) VALUES ({}, 'workspace_job')"
            cursor.execute((change if there else insert).format(FIRST_JOB))


class Reader:
    """Somebody who asks for everything, and what it was shown but for what differs every time."""

    def __init__(self, world: World, party: str | None) -> None:
        self.client = Client() if party is None else world.client(party)
        slug = world.programme.slug
        jobs = Job.objects.filter(programme=world.programme).order_by("pk").values_list("pk", flat=True)
        self.names = {str(job): f"JOB{number}" for number, job in enumerate(jobs)}
        self.names[slug] = "SLUG"
        self.names[world.programme.name] = "PROGRAMME"
        numbers = User.objects.filter(email__endswith=f"@{slug}.example").values_list("number", flat=True)
        self.names |= dict.fromkeys(numbers, "ACCOUNT")
        if party is not None:
            self.names[mail(slug, party)] = "MAIL"
        if party == CORE:
            self.names[Organisation.objects.get(programme=world.programme, party=HIDDEN).name] = "NAME-OF-A-PARTY"
        longest = sorted(self.names, key=len, reverse=True)
        self.known = re.compile("|".join(map(re.escape, longest)))

    def told(self, path: str) -> str:
        """An address in the words of both worlds."""
        return DIFFERS.sub("", self.known.sub(lambda found: self.names[found[0]], path))

    def ask(self, path: str) -> tuple[int, str]:
        """Status and text of an answer; of what is packed all that is in it."""
        answer: Any = self.client.get(path)
        raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if raw[:4] == b"PK\x03\x04":
            with zipfile.ZipFile(BytesIO(raw)) as packed:
                raw = b"\n".join(name.encode() + packed.read(name) for name in sorted(packed.namelist()))
        text = raw.decode("utf-8", "backslashreplace") + answer.headers.get("Location", "")
        return int(answer.status_code), self.told(text)


def _walk(world: World, party: str | None) -> dict[tuple[str, str], tuple[int, str]]:
    """Per name and address what was answered."""
    reader, found = Reader(world, party), {}
    own = party if party is not None else "employer-netploeg"
    for about in {own, HIDDEN}:
        for name, paths in read_by_name(world, about).items():
            for path in paths:
                found[name, f"{reader.told(path)} about {about}"] = reader.ask(path)
    for path in read_of_api(world):
        found["api", reader.told(path)] = reader.ask(path)
    return found


@pytest.mark.parametrize("party", OTHERS, ids=str)
def test_what_is_hidden_may_change_and_others_see_the_same_bytes(
    worlds: tuple[World, World], party: str | None
) -> None:
    first, second = (_walk(world, party) for world in worlds)
    assert first.keys() == second.keys()
    assert [
        _where(address, first[address], second[address]) for address in first if first[address] != second[address]
    ] == []
    for address, (status, text) in first.items():
        assert status < 500, address
        assert "eheim" not in second[address][1] + text, address
    named = {name for (name, _), (_, text) in first.items() if "NAME-OF-A-PARTY" in text}
    assert named == (SEE_NAME if party == CORE else frozenset())


def _where(address: tuple[str, str], one: tuple[int, str], other: tuple[int, str]) -> tuple[object, ...]:
    """Where two answers part, with a little of what comes before and after it."""
    at = next(
        (i for i, (a, b) in enumerate(zip(one[1], other[1], strict=False)) if a != b), min(map(len, (one[1], other[1])))
    )
    return address, one[0], other[0], one[1][max(0, at - 60) : at + 40], other[1][max(0, at - 60) : at + 40]


def test_every_address_was_shown_to_somebody_and_what_was_hidden_to_its_owner(worlds: tuple[World, World]) -> None:
    """Else the test above compares two refusals."""
    world, shown, texts = worlds[1], set(), list[str]()
    for party in (HIDDEN, "operator", *OTHERS):
        reader = Reader(world, party)
        for name, paths in read_by_name(world, party or HIDDEN).items():
            for path in paths:
                status, text = reader.ask(path)
                if status in (200, 302):
                    shown.add(name)
                    texts += [text] * (party == HIDDEN)
    assert read_by_name(world, HIDDEN).keys() - shown - NOT_HERE == set()
    assert any("eheim" in text for text in texts)


def test_what_the_api_says_to_what_is_sent_is_the_same(worlds: tuple[World, World]) -> None:
    said = []
    for world in worlds:
        reader, headers = Reader(world, None), world.token("employer-netploeg")
        line = Client().get("/api/v1/rounds/r1/plan", **headers).json()[0]["line"]
        core = world.token("core-team")
        started = Client().post("/api/v1/rounds/r1/jobs", '{"seconds": 1}', content_type="application/json", **core)
        assert started.status_code == 202, "before anybody answers"
        job = Job.objects.get(pk=started.json()["id"])
        said.append(("jobs", 202, reader.told(started.content.decode()).replace(str(job.pk), "")))
        job.delete()
        sent: list[tuple[str, Any]] = [
            ("/api/v1/rounds/r1/answers", {"line": line, "answer": "refuse", "reason": "api"}),
            ("/api/v1/rounds/r1/answers", {"line": "kabel/geheim:x", "answer": "accept"}),
            ("/api/v1/rounds/r1/progress", {"line": line, "done": True}),
            ("/api/v1/rounds/r1/jobs", {"seconds": 1}),
        ]
        for path, body in sent:
            answer = Client().post(path, json.dumps(body), content_type="application/json", **headers)
            said.append((path, answer.status_code, reader.told(answer.content.decode())))
    assert said[: len(said) // 2] == said[len(said) // 2 :]
