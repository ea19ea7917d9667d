"""What one party does is seen by no other; the core team sees who handed in and nothing of it."""

from __future__ import annotations

import json
import re
from difflib import unified_diff

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from wijkplan.planner.workspace.models import Job, Organisation
from wijkplan.planner.workspace.own_plan import own_view

from .conftest import EXAMPLE, World

OWN = "/p/{slug}/parties/employer-netploeg"
SEEN = {
    "employer-netploeg": (
        "/",
        "/p/{slug}",
        "/p/{slug}/rounds/r1",
        "/p/{slug}/rounds/r1/comparison",
        "/p/{slug}/decisions",
        "/me",
        f"{OWN}/submission",
        f"{OWN}/submission/1",
        f"{OWN}/submission/rows/crews",
        f"{OWN}/submission/rows/projects?all=1",
        f"{OWN}/rounds/r1/plan",
        f"{OWN}/rounds/r1/today",
        f"{OWN}/rounds/r1/downloads",
        "/api/v1/rounds",
        "/api/v1/rounds/r1",
        "/api/v1/rounds/r1/plan",
        "/api/v1/rounds/r1/comparison",
        "/api/v1/versions",
        "/api/v1/versions/1",
    ),
    "client-gemeente": (
        "/p/{slug}",
        "/p/{slug}/parties/client-gemeente/submission/1",
        "/p/{slug}/parties/client-gemeente/rounds/r1/plan",
        "/api/v1/rounds/r1/plan",
    ),
    "school-x": ("/p/{slug}", "/p/{slug}/rounds/r1/comparison", "/api/v1/rounds/r1/comparison"),
    "reader-x": ("/p/{slug}", "/p/{slug}/rounds/r1/comparison", "/p/{slug}/decisions"),
}
ANYTHING = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|\d\d-\d\d-20\d\d( \d\d:\d\d)?|"at": "[^"]*"|/organisations/\d+'
    r'|name="membership"|<option value="\d+"|name="key" value="\d+"'
)
"""What differs from one time to the next, and tells of nobody."""


def _pages(world: World, party: str) -> dict[str, str]:
    client: Client = world.client(party)
    found = {}
    for address in SEEN[party]:
        answer = client.get(address.format(slug=world.programme.slug), follow=address == "/")
        assert answer.status_code == 200, (party, address, answer.status_code)
        found[address] = ANYTHING.sub("", answer.content.decode().replace(world.programme.slug, "SLUG"))
    return found


def test_what_another_does_is_seen_by_nobody_else(world: World) -> None:
    mine = world
    before = {party: _pages(mine, party) for party in ("employer-netploeg", "client-gemeente")}
    slug, them = mine.programme.slug, mine.client("employer-wegenbouwer")
    base = f"/p/{slug}/parties/employer-wegenbouwer"
    organisation = Organisation.objects.get(programme=mine.programme, party="employer-wegenbouwer")
    view = own_view(mine.round, organisation)
    assert view is not None
    line = view["lines"][-1]["line"]
    raw = (EXAMPLE / "employer-wegenbouwer.json").read_bytes().replace(b'"heads": 3', b'"heads": "geheim"')
    them.post(f"{base}/submission/send", {"files": SimpleUploadedFile("geheim.json", raw)})
    them.post(f"{base}/rounds/r1/progress", {"line": line, "done": "1", "note": "geheim"})
    them.post(f"{base}/rounds/r1/calendars", {"crew": "GRW-AM01"})
    for party, pages in before.items():
        assert _pages(mine, party) == pages
    them.post(f"{base}/rounds/r1/answers", {"line": line, "answer": "refuse", "reason": "geheim"})
    answered = _pages(mine, "client-gemeente")
    assert "geheim" not in "".join(answered.values()), "that somebody answered shows in the state of the round only"


def test_of_what_is_handed_in_the_core_team_sees_numbers_only(world: World) -> None:
    """How many versions and findings there are, and when; the text beside it stays, as many errors being in both."""
    slug, them = world.programme.slug, world.client("employer-wegenbouwer")
    send = f"/p/{slug}/parties/employer-wegenbouwer/submission/send"
    pages = ("/p/{}", "/p/{}/rounds/r1", "/p/{}/decisions", "/audit", "/api/v1/rounds", "/api/v1/rounds/r1")

    def seen() -> list[str]:
        core, number = world.client("core-team"), re.compile(r"\d+")
        texts = (core.get(one.format(slug)).content.decode() for one in pages)
        return [number.sub("0", ANYTHING.sub("", text)) for text in texts]

    raw = (EXAMPLE / "employer-wegenbouwer.json").read_bytes()
    them.post(send, {"files": SimpleUploadedFile("geheim-een.json", raw.replace(b'"heads": 3', b'"heads": "weheim"'))})
    before = seen()
    them.post(send, {"files": SimpleUploadedFile("geheim.json", raw.replace(b'"heads": 3', b'"heads": "geheim"'))})
    other = list(unified_diff("\n".join(before).splitlines(), "\n".join(seen()).splitlines(), n=0))
    assert not other, "\n".join(other)
    assert "eheim" not in "".join(before)


def test_the_core_team_sees_who_handed_in_and_nothing_of_it(world: World) -> None:
    client, slug = world.client("core-team"), world.programme.slug
    job = Job.objects.filter(programme=world.programme).first()
    assert job is not None
    hidden = [crew["id"] for crew in json.loads((EXAMPLE / "employer-netploeg.json").read_text())["crews"]]
    text = client.get(f"/p/{slug}").content.decode()
    assert "Netbeheerder, eigen ploeg" in text and not [one for one in hidden if f">{one}<" in text]
    for address in (
        f"/p/{slug}/parties/employer-netploeg/submission",
        f"/p/{slug}/parties/employer-netploeg/rounds/r1/plan",
        f"/p/{slug}/clearing",
    ):
        assert client.get(address).status_code in (403, 404)
    assert "€" not in client.get(f"/jobs/{job.pk}").content.decode()
