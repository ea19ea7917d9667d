"""A workspace for tests: a database in memory, and a small programme whose first round was planned and sent round."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.command import ROOT
from tests.support.passing_folders import passing_folder
from wijkplan.models.outcome import Outcome

if TYPE_CHECKING:
    from django.test import Client

    from wijkplan.planner.workspace.models import Programme, Round

NEEDED = ("django", "allauth", "ninja", "django_htmx", "whitenoise", "uvicorn")
MISSING = [name for name in NEEDED if find_spec(name) is None]
EXAMPLE = ROOT / "instances" / "examples" / "one-street"
WORK = 200  # rounds of each search
PASSWORD = "een-lang-wachtwoord"


class NotInstalled(pytest.Module):
    """A file of tests that cannot even be imported without the extra."""

    def collect(self) -> list[pytest.Item]:
        """None, and why."""
        pytest.skip(
            f"the workspace is not installed here ({', '.join(MISSING)}): pip install 'wijkplan[workspace]'",
            allow_module_level=True,
        )


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    """Tests of the workspace import its framework at their top."""
    return NotInstalled.from_parent(parent, path=module_path) if MISSING else None


HOME = Path(passing_folder("wijkplan-workspace-"))


@contextmanager
def at_home() -> Iterator[None]:
    """The home of the tests in the environment."""
    old = {name: os.environ.get(name) for name in ("WIJKPLAN_HOME", "WIJKPLAN_DATABASE")}
    os.environ["WIJKPLAN_HOME"] = str(HOME)
    os.environ["WIJKPLAN_DATABASE"] = os.environ.get("WIJKPLAN_TEST_DATABASE", "sqlite:///:memory:")
    try:
        yield
    finally:
        for name, value in old.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


if not MISSING:
    with at_home():
        from wijkplan.planner.workspace.commands import set_up

        set_up()


@pytest.fixture(scope="session")
def framework() -> Iterator[Path]:
    """The tables, in memory or in the database that ``WIJKPLAN_TEST_DATABASE`` names; gives back the home."""
    from django.conf import settings
    from django.db import connection
    from django.test.utils import setup_test_environment

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    setup_test_environment()
    from wijkplan.planner.workspace.starting import prepare

    with at_home():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        prepare()
    yield HOME
    connection.close()
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def _home(framework: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIJKPLAN_HOME", str(framework))


@dataclass(frozen=True)
class World:
    """A programme with parties, an account of each, and a round that was sent round."""

    programme: Programme
    round: Round

    def client(self, party: str) -> Client:
        """A browser in which somebody of a party is signed in."""
        from django.test import Client

        from wijkplan.planner.workspace.models import User

        made = Client()
        made.force_login(User.objects.get(email=mail(self.programme.slug, party)))
        return made

    def token(self, party: str) -> dict[str, Any]:
        """Headers with a token of a party."""
        from wijkplan.planner.workspace.members import new_token
        from wijkplan.planner.workspace.models import Organisation
        from wijkplan.planner.workspace.policy import Actor

        one = Organisation.objects.get(party=party, programme=None if party == "operator" else self.programme)
        return {"headers": {"Authorization": f"Bearer {new_token(Actor(number='test'), one, 'test')}"}}


def mail(slug: str, party: str) -> str:
    """Address of the account of a party."""
    return f"{party}@{slug}.example".lower()


def make_world(slug: str, source: Path) -> World:
    """The world with this name, in the database of the tests."""
    from wijkplan.planner.experiment.engine import real_engine
    from wijkplan.planner.rounds import plan_round as planning
    from wijkplan.planner.workspace import work_done
    from wijkplan.planner.workspace.job_process import Stopper
    from wijkplan.planner.workspace.models import Job, Membership, Organisation, Programme, Round, User
    from wijkplan.planner.workspace.policy import Actor
    from wijkplan.planner.workspace.rounds_of import end_hand_in
    from wijkplan.planner.workspace.starting import new_programme, with_parties

    actor = Actor("operator", number="test")
    programme = new_programme(actor, slug, f"Test {slug}", {"programme.json": (source / "programme.json").read_bytes()})
    with_parties(programme, {path.name: path for path in sorted(source.glob("*.json"))})
    for role, party in (("school", "school-x"), ("union", "union-x"), ("reader", "reader-x")):
        Organisation.objects.create(programme=programme, role=role, party=party, name=party)
    operator, _ = Organisation.objects.get_or_create(
        programme=None, party="operator", defaults={"role": "operator", "name": "operator"}
    )
    for one in [*Organisation.objects.filter(programme=programme), operator]:
        user = User.objects.create_user(mail(slug, one.party), PASSWORD, first_name=one.name)
        Membership.objects.create(user=user, organisation=one, chief=True)
    start = Programme.objects.get(slug=slug)
    round = Round.objects.create(programme=start, name="r1", status_date="2027-01-04")
    round.refresh_from_db()
    end_hand_in(round, "test")
    unsolved = replace(real_engine(), solve=lambda *_, **__: Outcome("no_plan", None, None, None, None, (), 0.0, None))
    was = planning.run_comparison, planning.real_engine
    planning.run_comparison, planning.real_engine = partial(was[0], questions=()), lambda: unsolved  # type: ignore[assignment]
    try:
        for kind in ("plan", "publish"):
            job = Job.objects.create(
                programme=start, round=round, kind=kind, state="running", by="test", args={"work": WORK}
            )
            work_done.KINDS[kind](job, lambda *_: None, Stopper())
            Job.objects.filter(pk=job.pk).update(state="done")
            if kind == "plan":
                Round.objects.filter(pk=round.pk).update(approved=job.pk)
    finally:
        planning.run_comparison, planning.real_engine = was
    round.refresh_from_db()
    return World(start, round)


@pytest.fixture(scope="session")
def sent_round(framework: Path) -> World:
    """The example *one street*, sent round; made once."""
    del framework
    with at_home():
        return make_world("straat", EXAMPLE)


@pytest.fixture
def world(sent_round: World, _home: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The same for each test: what was answered, reported and decided in it is taken back, so that no test finds what
    another one left."""
    from wijkplan.planner.workspace.rounds_of import folder_of

    del _home
    rounds = folder_of(sent_round.programme).root
    kept = shutil.copytree(rounds, tmp_path_factory.mktemp("kept") / "rounds")
    yield sent_round
    if _stamps(rounds) != _stamps(kept):
        shutil.rmtree(rounds)
        shutil.copytree(kept, rounds)


def _stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of all files; a copy keeps both."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): (path.stat().st_size, path.stat().st_mtime_ns) for path in files}
