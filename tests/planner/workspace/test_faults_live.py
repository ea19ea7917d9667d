"""The same on a workspace that really serves: PostgreSQL that is stopped while a job runs, and a file system on which
nothing more fits."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import requests

from tests.support.draws import ANEW

from .conftest import EXAMPLE, PASSWORD, mail
from .live import served
from .own_postgres import own_postgres

pytestmark = pytest.mark.slow
PARTY = "employer-netploeg"
BASE = f"/p/straat/parties/{PARTY}"
AWAY = 30.0 if ANEW else 5.0
"""Seconds that the database is away: by night as long as a job may be silent."""


class Person:
    """Somebody with a browser that shows nothing."""

    def __init__(self, address: str, party: str) -> None:
        self.address, self.session = address, requests.Session()
        self.get("/account/login/")
        self.post("/account/login/", {"login": mail("straat", party), "password": PASSWORD})

    def get(self, path: str) -> requests.Response:
        """A page."""
        return self.session.get(f"{self.address}{path}", timeout=120)

    def post(self, path: str, fields: dict[str, str], file: bytes | None = None) -> requests.Response:
        """A form."""
        shown = self.session.cookies.get("csrftoken", "")
        files = None if file is None else {"files": ("plan.json", file)}
        headers = {"Origin": self.address, "Referer": f"{self.address}/"}
        sent = fields | {"csrfmiddlewaretoken": shown or ""}
        return self.session.post(f"{self.address}{path}", data=sent, files=files, headers=headers, timeout=120)

    def hand_in(self, note: str) -> requests.Response:
        """Its submission with a note."""
        raw = (EXAMPLE / f"{PARTY}.json").read_text().replace('"sector"', f'"note": "{note}",\n "sector"')
        return self.post(f"{BASE}/submission/send", {}, raw.encode())

    def versions(self) -> int:
        """How many it has handed in."""
        return len(set(re.findall(rf"{BASE}/submission/(\d+)\"", self.get(f"{BASE}/submission").text)))


def _until(what: str, seconds: float, get: Iterator[bool]) -> None:
    until = time.monotonic() + seconds
    for found in get:
        if found:
            return
        assert time.monotonic() < until, what
        time.sleep(0.5)


def _shows(person: Person, path: str, text: str) -> Iterator[bool]:
    while True:
        yield text in person.get(path).text


def _sends_again(person: Person, answer: dict[str, str], sent: list[requests.Response]) -> Iterator[bool]:
    while True:
        sent.append(person.post(f"{BASE}/rounds/r1/answers", answer))
        yield sent[-1].status_code < 500


def test_a_database_that_is_away_while_a_job_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with own_postgres() as database:
        monkeypatch.setenv("WIJKPLAN_DATABASE", database.address)
        with served(tmp_path, worker=True) as (address, _):
            employer, core = Person(address, PARTY), Person(address, "core-team")
            line = re.search(r'name="line" value="([^"]+)"', employer.get(f"{BASE}/rounds/r1/plan").text)
            assert line is not None
            core.post("/p/straat/rounds/r1/plan", {"seconds": "2"})
            _until("the job begins", 240, _shows(core, "/jobs/3", "De taak begint"))
            database.stop()
            gone = time.monotonic()
            assert "niet bij haar database" in employer.get("/p/straat").text
            answer = {"line": line[1], "answer": "accept", "reason": "tijdens de storing"}
            back = employer.post(f"{BASE}/rounds/r1/answers", answer)
            assert back.status_code == 503 and 'value="tijdens de storing"' in back.text
            refused = employer.hand_in("away")
            assert refused.status_code == 503 and "opnieuw kiezen" in refused.text
            assert employer.get("/health").status_code == 503
            time.sleep(max(0.0, AWAY - (time.monotonic() - gone)))
            database.start()
            _until("it is back", 300, _shows(employer, "/p/straat", "Lever uw planning aan"))
            # The page asks again for as long as something is wrong. Where the job was quicker than the outage, the
            # round is planned anew by then and takes no answers, which is told: nothing vanishes without a word.
            sent: list[requests.Response] = []
            _until("what was typed is sent again", 300, _sends_again(employer, answer, sent))
            told = "antwoorden worden aangenomen zodra" in sent[-1].text
            kept = "tijdens de storing" in employer.get(f"{BASE}/rounds/r1/plan").text
            assert kept or told, "still signed in, and kept or told why not"
            assert employer.versions() == 1
            assert "is aangeleverd" in employer.hand_in("back").text and employer.versions() == 2
            _until("the job ends", 400, _shows(core, "/jobs/3", "De taak is klaar"))
            assert "Poging 1" in core.get("/jobs/3").text, "it was not begun again"


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A file system of its own with little room."""
    folder.mkdir()
    if os.getuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", folder]).returncode:
        pytest.skip("a small file system takes root and the right to mount")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=False)


def test_a_disk_that_is_full(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "40m") as disk, served(disk) as (address, _):
        employer = Person(address, PARTY)
        assert "is aangeleverd" in employer.hand_in("before").text and employer.versions() == 2
        filler = disk / "filler"
        with suppress(OSError), filler.open("wb", buffering=0) as stream:
            while True:
                stream.write(b"0" * 4096)
        refused = employer.hand_in("full")
        assert refused.status_code == 503 and "schijf van de werkplaats is vol" in refused.text, refused.text[-900:]
        assert employer.get("/health").status_code == 503
        assert employer.versions() == 2, "pages go on, and no half version stands there"
        filler.unlink()
        assert "is aangeleverd" in employer.hand_in("after").text and employer.versions() == 3
        assert employer.get("/health").status_code == 200
