"""A round with browsers only: ``python -m tests.planner.workspace.round_in_browsers [FOLDER] --seconds 1``.

Everybody has a browser of its own: the operator, the core team, every sender (five of them answer and report too) and
a reader; two parties are at work at once. The server is killed twice on the way, once while a file is half sent and
once while a job runs. Afterwards everything that was served to anybody is searched for what was planted in the data
of others."""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

from playwright.async_api import Error, async_playwright

from tests.planner.report.browser import FLAGS
from tests.support.command import ROOT
from tests.support.ports import free_port

from .planted_parties import Party, markers_of, planted, word
from .recorder import Recorder

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Page

EXAMPLE = ROOT / "instances" / "examples" / "one-street"
ACTIVE, AT_ONCE, PATIENCE = 5, 2, 1800.0
NAME = "Ronde in de browser"
P = "/p/ronde-in-de-browser"


@dataclass
class Server:
    """``wijkplan serve`` as a process, which is killed and started again."""

    home: Path
    port: int
    process: subprocess.Popen[str] | None = None
    said: list[str] = field(default_factory=list)
    kills: int = 0

    def start(self) -> None:
        """Start it, and wait until it serves."""
        command = [sys.executable, "-m", "wijkplan.planner.cli", "serve", "--no-demo", "--port", str(self.port)]
        environment = os.environ | {"WIJKPLAN_HOME": str(self.home), "PYTHONUNBUFFERED": "1"}
        log = (self.home / "served.log").open("a")
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, text=True)
        log.close()

    async def well(self) -> None:
        """Until it answers."""
        import urllib.request

        until = time.monotonic() + 300
        while True:
            with suppress(OSError):
                await asyncio.to_thread(urllib.request.urlopen, f"http://127.0.0.1:{self.port}/health", timeout=5)
                return
            assert self.process is not None and self.process.poll() is None, (self.home / "served.log").read_text()
            assert time.monotonic() < until, "it does not serve"
            await asyncio.sleep(0.3)

    def kill(self) -> None:
        """As the power does: nothing is tidied up."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.kills += 1


class Walk:
    """All that happens in a round, in browsers."""

    def __init__(self, browser: Browser, server: Server, parties: list[Party], seconds: int, programme: Path) -> None:
        self.browser, self.server, self.parties, self.seconds = browser, server, parties, seconds
        self.programme, self.recorder = programme, Recorder(server.port)
        self.contexts: dict[str, BrowserContext] = {}
        self.pages: dict[str, Page] = {}
        self.links: dict[str, str] = {}
        self.visited: dict[str, set[str]] = {}
        self.twice = asyncio.Semaphore(AT_ONCE)
        self.halved = parties[1].who

    async def page(self, who: str) -> Page:
        """The browser of somebody, through its own door."""
        if who not in self.contexts:
            self.contexts[who] = await self.browser.new_context(
                base_url=self.recorder.door(who), locale="nl-NL", viewport={"width": 1280, "height": 900}
            )
        if who not in self.pages:
            self.pages[who] = await self.contexts[who].new_page()
            self.pages[who].set_default_timeout(150_000)
        return self.pages[who]

    async def two_at_once(self, act: Callable[[Party], Awaitable[None]], parties: Iterable[Party]) -> None:
        """Lets all of them do something, two at the same time."""

        async def one(party: Party) -> None:
            async with self.twice:
                await act(party)

        await asyncio.gather(*map(one, parties))

    async def join(self, who: str) -> None:
        """Takes up an invitation with a new account."""
        page = await self.page(who)
        await page.goto(self.links[who])
        await page.get_by_label("Uw naam").fill(f"Planner van {who}")
        await page.get_by_label("Mailadres").fill(f"{who}@browser.example")
        await page.get_by_label("Wachtwoord, minstens 12 tekens").fill(word(who))
        await page.get_by_role("button", name="Meedoen").click()
        await page.wait_for_url(re.compile(r"/(p/|operate)"))

    async def operator_prepares(self) -> None:
        """The first operator makes the programme, its organisations, and a link for each."""
        said = (self.server.home / "served.log").read_text()
        self.links["operator"] = re.search(r"/invitation/\S+", said)[0]  # type: ignore[index]
        await self.join("operator")
        page = await self.page("operator")
        await page.goto("/operate")
        await page.get_by_label("Naam", exact=True).first.fill(NAME)
        await page.get_by_label("Programmabestand").set_input_files(self.programme)
        await page.get_by_role("button", name="Maak", exact=True).click()
        await page.wait_for_url(f"**{P}")
        await page.goto("/operate")
        form = page.locator("form", has=page.get_by_role("heading", name=f"Voeg een organisatie toe aan {NAME}"))
        await form.get_by_label("Rol").select_option(value="reader")
        await form.get_by_label("Id in de aanlevering").fill("meelezer")
        await form.get_by_label("Naam").fill("Meelezer")
        await form.get_by_role("button").click()
        await page.get_by_text("Meerdere tegelijk").click()
        lines = [f"{one.role};{one.id};{one.name}" for one in self.parties]
        await page.get_by_label("Een per regel").fill("\n".join(lines))
        await page.get_by_role("button", name="Voeg ze toe").click()
        await page.get_by_text(f"{len(lines)} organisaties zijn toegevoegd").wait_for()
        await page.get_by_text("Meerdere tegelijk").click()
        await page.get_by_role("button", name="Maak links").click()
        for row in await page.locator("tbody tr").all():
            party, link = await row.locator("td").all_inner_texts()
            self.links[party] = urlsplit(link.strip()).path
        assert len(self.links) == len(lines) + 3, "operator, core team and reader beside the senders"

    async def core_opens(self) -> None:
        """The core team opens the round."""
        await self.join("core-team")
        page = await self.page("core-team")
        form = page.locator("form", has=page.get_by_role("heading", name="Open een ronde"))
        await form.get_by_label("Naam").fill("r1")
        await form.get_by_label("Peildatum").fill("2027-01-04")
        await form.get_by_role("button").click()
        await page.get_by_text("Ronde r1 is open").wait_for()

    async def join_and_leave(self, party: Party) -> None:
        """A sender joins and closes its page: of so many open ones the browser grows slow."""
        await self.join(party.who)
        await self.pages.pop(party.who).close()

    async def hand_in(self, party: Party) -> None:
        """A sender hands in; where the server is killed on the way, it does so again."""
        page = await self.page(party.who)
        address = f"{P}/parties/{party.who}/submission"
        for attempt in (1, 2, 3):
            try:
                await page.goto(address)
                await page.set_input_files("input[type=file]", party.file, timeout=20_000)
                async with page.expect_navigation():
                    await page.get_by_role("button", name="Aanleveren").click()
                if await page.get_by_text("doet mee", exact=True).count():
                    await self.pages.pop(party.who).close()
                    return
                text = await page.locator("body").inner_text()
                print(f"{party.who}, attempt {attempt}: {await page.title()}: {text[:600]}", flush=True)
                assert attempt < 3 and "takes no part yet" not in text and "doet nog niet mee" not in text, party.who
            except Error as error:
                assert attempt < 3 and ("ERR_" in str(error) or await page.title() == "502"), error
            await self.server.well()
            if party.who == self.halved:
                await page.goto(address)
                assert await page.get_by_text("Er is nog niets aangeleverd").count() == 1, "half a file counts"

    def kill_and_start(self) -> None:
        """Kill the server, and start its successor."""
        self.server.kill()
        self.server.start()

    async def plan(self) -> None:
        """The core team closes the hand-in and looks at the job, while the server is killed."""
        page = await self.page("core-team")
        await page.goto(f"{P}/rounds/r1")
        await page.get_by_label("Seconden per variant en vraag").fill(str(self.seconds))
        await page.get_by_role("button", name="Sluit het aanleveren en plan").click()
        await page.get_by_role("link", name=re.compile("Plannen")).first.click()
        await page.locator("ol.path li").first.wait_for()
        before = await page.locator("ol.path li").count()
        self.kill_and_start()
        await self.server.well()
        print(f"killed while the job had told {before} things")
        # The page was left open: it finds the new server, and says by itself that the job is done.
        await page.locator("h1 .state.done").wait_for(timeout=PATIENCE * 1000)
        assert "Poging 1" in await page.locator("main").inner_text(), "the job itself went on"

    async def send_round(self) -> None:
        """The core team approves, the operator sends round."""
        core, operator = await self.page("core-team"), await self.page("operator")
        await core.goto(f"{P}/rounds/r1")
        await core.get_by_role("link", name="Bekijk wat alle deelnemers zullen zien").click()
        await core.get_by_text("Nog niet verstuurd").wait_for()
        await core.goto(f"{P}/rounds/r1")
        await core.get_by_role("button", name="Keur dit plan goed").click()
        await core.get_by_text("Goedgekeurd door het kernteam.").wait_for()
        await operator.goto(f"{P}/rounds/r1")
        await operator.get_by_role("button", name=re.compile("Stuur .*rond")).click()
        until = time.monotonic() + PATIENCE
        while await operator.locator("h1 .state.published").count() == 0:
            told = await operator.locator("main").inner_text()
            assert time.monotonic() < until and "mislukt" not in told, told
            await asyncio.sleep(2)
            await operator.goto(f"{P}/rounds/r1")

    async def answer(self, party: Party) -> None:
        """A sender answers its first lines, with a reason, and reports what was done."""
        page = await self.page(party.who)
        await page.goto(f"{P}/parties/{party.who}/rounds/r1/plan")
        lines = page.locator("article.line", has=page.locator("form"))
        count = await lines.count()
        for at, button in enumerate(("Akkoord", "Niet akkoord")[:count]):
            line = lines.nth(at)
            await line.locator("summary").click()
            await line.get_by_label("Waarom (mag leeg)").fill(f"{party.marker}reason")
            await line.get_by_role("button", name=re.compile(f"^{button}")).click()
            await lines.nth(at).locator(".state.accepted, .state.refused").wait_for()
        if count:
            await page.get_by_text("Meld wat gedaan is").click()
            await page.get_by_label("Klaar, %").fill("10")
            await page.get_by_label("Begonnen").fill("2026-11-02")
            await page.get_by_label("Opmerking").fill(f"{party.marker}progress")
            await page.get_by_role("button", name="Meld", exact=True).click()
            await page.get_by_text("Gemeld.").wait_for()

    async def decide(self) -> None:
        """The core team writes down a decision about everybody who was at work."""
        page = await self.page("core-team")
        for number, party in enumerate(self.parties):
            if party in self.active():
                await page.goto(f"{P}/decisions")
                await page.get_by_label("Waarover").fill(f"zd{number:02d}d about")
                await page.get_by_label("Besloten").fill(f"zd{number:02d}d decided")
                await page.get_by_label("Reden").fill(f"zd{number:02d}d reason")
                await page.get_by_label("Voor wie").select_option(party.who)
                await page.get_by_role("button", name="Leg vast").click()
                await page.get_by_text(f"zd{number:02d}d reason").wait_for()
        await page.goto(f"{P}/rounds/r1")
        await page.get_by_role("button", name="Sluit de ronde").click()
        await page.locator("h1 .state.closed").wait_for()

    def active(self) -> list[Party]:
        """Those that answer too: employers first, for they have lines."""
        clients = [one for one in self.parties if one.role == "client"]
        employers = [one for one in self.parties if one.role == "employer"][: ACTIVE - 2]
        return employers + clients[: ACTIVE - len(employers)]

    async def look_everywhere(self, who: str) -> None:
        """Follows every link that somebody is shown, files too."""
        page = await self.page(who)
        ahead, seen = ["/", "/me/data", "/audit?format=jsonl", "/api/v1/rounds"], self.visited.setdefault(who, set())
        while ahead:
            path = ahead.pop()
            if path in seen or "logout" in path or path.startswith(("/static/", "/account/")) or len(seen) > 400:
                continue
            seen.add(path)
            answer = await page.request.get(path, timeout=90_000)
            if "text/html" not in answer.headers.get("content-type", ""):
                continue
            for found in re.findall(r'(?:href|action|data-events)="([^"]+)"', await answer.text()):
                link = urldefrag(found.replace("&amp;", "&"))[0]
                if link.startswith("/"):
                    ahead.append(link)

    async def try_others(self, who: str) -> None:
        """Asks for every address that anybody else was shown."""
        page = await self.page(who)
        for path in sorted(set().union(*self.visited.values()) - self.visited[who]):
            if not path.startswith(("/account/", "/static/")) and "events" not in path:
                await page.request.get(path, timeout=90_000)


async def walk(source: Path, seconds: int, home: Path) -> list[str]:
    """The round; gives back what went wrong with what was served, which is nothing."""
    files = home / "files"
    files.mkdir()
    parties, server, began = planted(source, files), Server(home, free_port()), time.monotonic()

    def tell(what: str) -> None:
        print(f"{time.monotonic() - began:6.0f} s  {what}", flush=True)

    server.start()
    try:
        async with async_playwright() as driver:
            browser = await driver.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
            round = Walk(browser, server, parties, seconds, source / "programme.json")
            await server.well()
            await round.operator_prepares()
            tell(f"{len(parties)} senders were invited")
            await round.core_opens()
            await round.join("reader-meelezer")
            await round.two_at_once(round.join_and_leave, parties)
            tell("all have an account")
            round.recorder.cut = (f"{round.halved}/submission/send", round.kill_and_start)
            await round.two_at_once(round.hand_in, parties)
            tell(f"all have handed in, two at once; the server was killed {server.kills} times")
            await round.plan()
            tell("planned")
            await round.send_round()
            tell("sent round")
            await round.two_at_once(round.answer, round.active())
            await round.decide()
            tell("answered, decided, closed")
            everybody = [one.who for one in round.active()] + ["core-team", "reader-meelezer", "operator"]
            for who in everybody:
                await round.look_everywhere(who)
            for who in everybody[:-1]:
                await round.try_others(who)
            wrong = await _held(round, server)
            tell("looked at everything")
            await browser.close()
    finally:
        if server.process is not None:
            server.process.terminate()
            server.process.wait(30)
        if (faults := home / "workspace" / "jobs.log").is_file():
            print(faults.read_text(), flush=True)
    recorder = round.recorder
    wrong += recorder.seen(markers_of(parties))
    wrong += _unsaid(recorder, parties)
    log = (home / "served.log").read_text().lower()
    wrong += [f"the log of the server holds {one.marker}" for one in parties if one.marker in log]
    size = sum(len(one.body) for one in recorder.served)
    print(f"{len(recorder.served)} answers, {size:,} bytes, to {len(recorder.doors)} browsers; {server.kills} kills")
    return wrong


async def _held(round: Walk, server: Server) -> list[str]:
    """Whether all that was done is there, asked for through pages."""
    wrong = [] if server.kills == 2 else [f"the server was killed {server.kills} times"]
    operator = await round.page("operator")
    await operator.goto("/operate")
    if await operator.locator(".note.success").count() != 1:
        wrong.append("the audit log is not whole")
    for party in round.parties:
        page = await round.page(party.who)
        await page.goto(f"{P}/parties/{party.who}/submission")
        count = await page.get_by_role("link", name=re.compile(r"^versie \d+$")).count()
        if count != 1:
            wrong.append(f"{party.who} has {count} versions")
    return wrong


def _unsaid(recorder: Recorder, parties: list[Party]) -> list[str]:
    """Everybody was served its own: else nothing was looked for."""
    served = {one.who: b"" for one in recorder.served}
    for one in recorder.served:
        served[one.who] += b"".join(one.plain()).lower()
    return [f"{one.who} was not served its own" for one in parties if one.marker.encode() not in served[one.who]]


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description="A round with browsers only.")
    parser.add_argument("folder", type=Path, nargs="?", default=EXAMPLE)
    parser.add_argument("--seconds", type=int, default=1, help="Per variant and question.")
    arguments = parser.parse_args()
    if database := os.environ.get("WIJKPLAN_TEST_DATABASE"):
        os.environ["WIJKPLAN_DATABASE"] = database
    with tempfile.TemporaryDirectory(prefix="wijkplan-browsers-") as home:
        wrong = asyncio.run(walk(arguments.folder, arguments.seconds, Path(home)))
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
