"""Two rounds through the pages alone, with five parties, the core team and the operator: hand in, remind, plan,
approve, send round, answer, report, close, and plan on from what was agreed."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from wijkplan.models.outcome import Outcome
from wijkplan.planner.experiment.engine import real_engine
from wijkplan.planner.rounds import plan_round as planning
from wijkplan.planner.workspace import audit, work_done
from wijkplan.planner.workspace.job_process import Stopper
from wijkplan.planner.workspace.jobs import take
from wijkplan.planner.workspace.models import Job, Membership, Organisation, Programme, Round, User
from wijkplan.planner.workspace.own_plan import own_view
from wijkplan.planner.workspace.rounds_of import folder_of, state_of

from .conftest import EXAMPLE, PASSWORD, mail

pytestmark = pytest.mark.slow
PARTIES = (
    "employer-netploeg",
    "employer-wegenbouwer",
    "client-gemeente",
    "client-netbeheerder",
    "client-warmtebedrijf",
)
P = "/p/twee-rondes"


@pytest.fixture
def people(framework: Any) -> dict[str, Client]:
    """A browser of everybody, in a programme that the operator makes on its page, with organisations that it adds."""
    del framework
    operator, _ = Organisation.objects.get_or_create(
        programme=None, party="operator", defaults={"role": "operator", "name": "operator"}
    )

    def browser(one: Organisation) -> Client:
        user = User.objects.create_user(mail("twee-rondes", one.party), PASSWORD, first_name=one.name)
        Membership.objects.create(user=user, organisation=one, chief=True)
        made = Client()
        made.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return made

    found = {"operator": browser(operator)}
    file = SimpleUploadedFile("programme.json", (EXAMPLE / "programme.json").read_bytes())
    found["operator"].post("/operate/programmes", {"name": "Twee rondes", "file": file})
    programme = Programme.objects.get(slug="twee-rondes")
    for party in PARTIES:
        role, _, id = party.partition("-")
        found["operator"].post(f"{P}/organisations", {"role": role, "party": id, "name": party})
    for one in Organisation.objects.filter(programme=programme):
        found[one.party] = browser(one)
    return found


def _work(monkeypatch: pytest.MonkeyPatch) -> None:
    """The jobs that wait, done here, with an engine that keeps the plan of today."""
    unsolved = replace(real_engine(), solve=lambda *_, **__: Outcome("no_plan", None, None, None, None, (), 0.0, None))
    with monkeypatch.context() as patch:
        patch.setattr(planning, "run_comparison", partial(planning.run_comparison, questions=()))
        patch.setattr(planning, "real_engine", lambda: unsolved)
        while (job := take()) is not None:
            work_done.KINDS[job.kind](job, lambda *_: None, Stopper())
            Job.objects.filter(pk=job.pk).update(state="done")


def _text(answer: Any) -> str:
    return str(answer.content.decode())


def _send_round(people: dict[str, Client], round: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    """From planning to what every party may see."""
    base = f"{P}/rounds/{round.name}"
    people["core-team"].post(f"{base}/plan", {"seconds": "1"})
    _work(monkeypatch)
    round.refresh_from_db()
    assert state_of(round) == "planned", Job.objects.latest("pk").error_line
    people["operator"].post(f"{base}/publish")
    assert not Job.objects.filter(round=round, kind="publish").exists(), "not before the core team approves"
    people["core-team"].post(f"{base}/approve", {"plan": str(round.planned)})
    assert people["core-team"].post(f"{base}/publish").status_code == 403, "the operator carries it out"
    assert people["employer-netploeg"].get(f"{P}/parties/employer-netploeg/rounds/{round.name}/plan").status_code == 404
    people["operator"].post(f"{base}/publish")
    _work(monkeypatch)
    round.refresh_from_db()
    assert state_of(round) == "published" and round.plan == round.planned


def test_two_rounds(people: dict[str, Client], monkeypatch: pytest.MonkeyPatch) -> None:
    core = people["core-team"]
    core.post(f"{P}/rounds", {"name": "r1", "status_date": "2027-01-04", "notice": "4", "deadline": "2026-12-18"})
    round = Round.objects.get(programme__slug="twee-rondes", name="r1")
    early = core.post(f"{P}/rounds/r1/plan", {"seconds": "1"}, follow=True)
    assert 'class="note error"' in _text(early) and round.collecting, "nobody has handed in"
    for party in PARTIES[:-1]:
        file = SimpleUploadedFile(f"{party}.json", (EXAMPLE / f"{party}.json").read_bytes())
        sent = people[party].post(f"{P}/parties/{party}/submission/send", {"files": file}, follow=True)
        assert "doet mee" in _text(sent), party
    missing = _text(core.get(f"{P}/rounds/r1")).split("Ontbreekt nog")[1]
    assert "client-warmtebedrijf" in missing and "client-gemeente" not in missing
    assert "1 partij" in _text(core.post(f"{P}/rounds/r1/remind", follow=True))
    party = PARTIES[-1]
    file = SimpleUploadedFile(f"{party}.json", (EXAMPLE / f"{party}.json").read_bytes())
    people[party].post(f"{P}/parties/{party}/submission/send", {"files": file})
    _send_round(people, round, monkeypatch)
    late = SimpleUploadedFile("late.json", (EXAMPLE / "employer-netploeg.json").read_bytes())
    people["employer-netploeg"].post(f"{P}/parties/employer-netploeg/submission/send", {"files": late})

    lines: dict[str, list[dict[str, Any]]] = {}
    for name in PARTIES[:2]:
        organisation = Organisation.objects.get(programme=round.programme, party=name)
        view = own_view(round, organisation)
        assert view is not None
        lines[name] = view["lines"]
        for one in view["lines"]:
            people[name].post(f"{P}/parties/{name}/rounds/r1/answers", {"line": one["line"], "answer": "accept"})
    assert state_of(round) == "answered"
    again = people["core-team"].post(f"{P}/rounds/r1/plan", {"seconds": "1"}, follow=True)
    assert 'class="note error"' in _text(again), "what is being answered is not planned again"
    core.post(f"{P}/rounds/r1/close")
    assert state_of(round) == "closed"
    first = lines["employer-netploeg"][0]
    refused = people["employer-netploeg"].post(
        f"{P}/parties/employer-netploeg/rounds/r1/answers", {"line": first["line"], "answer": "refuse"}, follow=True
    )
    assert 'class="note error"' in _text(refused), "a closed round is not answered any more"

    core.post(f"{P}/rounds", {"name": "r2", "status_date": "2027-01-18", "notice": "4"})
    second = Round.objects.get(programme__slug="twee-rondes", name="r2")
    _send_round(people, second, monkeypatch)
    for name in PARTIES[:2]:
        view = own_view(second, Organisation.objects.get(programme=round.programme, party=name))
        assert view is not None
        now = {one["line"]: one["week"] for one in view["lines"]}
        assert now == {one["line"]: one["week"] for one in lines[name]}, "what was accepted stays"
    shown = _text(people["operator"].get(f"{P}/clearing"))
    assert "employer:netploeg" in shown and "client:gemeente" in shown, "what was disclosed to whom"
    folder = folder_of(round.programme)
    assert [folder.faults(name) for name in ("r1", "r2")] == [[], []]
    told = json.loads(folder.path("r2", "least-change.json").read_text())
    assert told["agreed_lines"] and told["agreed_changed"] == told["agreed_at_least"] == 0, "as the command plans it"
    assert audit.faults() == []
    assert json.loads(folder.path("r1", "closed.json").read_text())
