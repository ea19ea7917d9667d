"""The API: its document, tokens, problems, jobs, and the client in ``import wijkplan``."""

from __future__ import annotations

import json
from email.message import Message
from io import BytesIO
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from wijkplan.planner.workspace.members import revoke
from wijkplan.planner.workspace.models import Job, Organisation, Round, Token
from wijkplan.planner.workspace.policy import Actor

from .conftest import EXAMPLE, World

V1 = "/api/v1"


def test_the_document_is_for_everybody_and_the_rest_is_not(world: World) -> None:
    del world
    document = Client().get(f"{V1}/openapi.json").json()
    assert document["openapi"].startswith("3.")
    for path, methods in document["paths"].items():
        assert path.startswith(f"{V1}/") and not path.endswith("/")
        for method in methods:
            address = path.replace("{name}", "r1").replace("{key}", "1").replace("{number}", "1")
            answer = getattr(Client(), method)(address)
            assert answer.status_code == 401 and answer["Content-Type"] == "application/problem+json", (method, path)


def test_a_token_is_good_until_it_is_ended(world: World) -> None:
    headers = world.token("employer-netploeg")
    assert [one["id"] for one in Client().get(f"{V1}/rounds", **headers).json()] == ["r1"]
    key = Token.objects.latest("pk")
    assert revoke(Actor(number="test"), Organisation.objects.get(pk=key.organisation_id), key.pk)
    assert Client().get(f"{V1}/rounds", **headers).status_code == 401


def test_a_session_reads_and_does_not_write(world: World) -> None:
    client = world.client("employer-netploeg")
    assert client.get(f"{V1}/versions").status_code == 200
    assert client.post(f"{V1}/versions", {"files": SimpleUploadedFile("a.json", b"{}")}).status_code == 401


def test_files_are_handed_in_and_findings_read(world: World) -> None:
    headers: Any = world.token("employer-wegenbouwer")
    raw = (EXAMPLE / "employer-wegenbouwer.json").read_bytes()
    made = Client().post(f"{V1}/versions", {"files": SimpleUploadedFile("mijn.json", raw)}, **headers)
    assert made.status_code == 201 and made.json()["errors"] == 0
    assert Client().get(made["Location"], **headers).json()["sha256"] == made.json()["sha256"]
    refused = Client().post(f"{V1}/versions", {"files": SimpleUploadedFile("x.xlsm", raw)}, **headers)
    assert refused.status_code == 422 and refused.json()["status"] == 422


def test_answers_and_their_problems(world: World) -> None:
    headers: Any = world.token("employer-wegenbouwer")

    def post(body: dict[str, Any]) -> Any:
        return Client().post(f"{V1}/rounds/r1/answers", json.dumps(body), content_type="application/json", **headers)

    lines = Client().get(f"{V1}/rounds/r1/plan", **headers).json()
    line = next(one for one in lines if one["state"] != "done")
    assert post({"line": line["line"], "answer": "accept"}).json()["state"] == "accepted"
    assert post({"line": line["line"], "answer": "pin", "week": "1999-W01"}).status_code == 422
    assert post({"line": "kabel/lv-cable:p", "answer": "accept"}).status_code == 404, "a line of somebody else"
    assert post({"line": line["line"], "answer": "perhaps"}).status_code == 422


def test_a_job_is_accepted_followed_and_stopped_by_those_who_may(world: World) -> None:
    round = Round.objects.create(programme=world.programme, name="of-api", status_date="2027-01-04", collecting=True)
    try:
        core, operator, employer = (world.token(one) for one in ("core-team", "operator", "employer-netploeg"))

        def post(headers: Any, name: str = "of-api") -> Any:
            address = f"{V1}/rounds/{name}/jobs"
            return Client().post(address, '{"seconds": 1}', content_type="application/json", **headers)

        assert post(employer).status_code == 403
        assert post(core).status_code == 409, "the round before it is not closed"
        job = Job.objects.create(programme=world.programme, round=round, kind="plan", by="test")
        assert Client().get(f"{V1}/jobs/{job.pk}", **core).json()["state"] == "queued"
        assert Client().get(f"{V1}/jobs/{job.pk}", **employer).status_code == 404
        assert Client().get(f"{V1}/jobs/99999", **employer).status_code == 404
        assert Client().delete(f"{V1}/jobs/{job.pk}", **core).status_code == 403
        assert Client().delete(f"{V1}/jobs/{job.pk}", **operator).json()["state"] == "stopped"
        assert Client().get(f"{V1}/rounds/of-api", **operator).status_code == 404, "the operator names a programme"
        assert Client().get(f"{V1}/rounds/of-api?programme=straat", **operator).status_code == 200
        assert Client().get(f"{V1}/rounds/of-api?programme=other", **core).status_code == 404
    finally:
        round.delete()


@pytest.mark.slow
def test_whatever_is_asked_nothing_breaks(world: World) -> None:
    """Values drawn from the document itself: no answer of the API is a fault of ours, and each is as it says."""
    schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed (test extra)")
    from hypothesis import HealthCheck, Phase, settings

    from wijkplan.planner.workspace.asgi import application

    del application
    headers: Any = world.token("employer-netploeg")
    document = Client().get(f"{V1}/openapi.json").json()
    schema = schemathesis.openapi.from_dict(document)
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=8,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def one(case: Any) -> None:
            body = case.body if isinstance(case.body, dict | list) else None
            kind = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
            query = {name: str(value) for name, value in (case.query or {}).items()}
            path = case.formatted_path
            answer = getattr(Client(raise_request_exception=False), case.method.lower())(
                path, **kind, query_params=query, **headers
            )
            known = {int(code) for code in document["paths"][case.path][case.method.lower()]["responses"]}
            assert answer.status_code in known, (case.method, path, answer.status_code)
            if answer.status_code >= 400:
                assert answer["Content-Type"] == "application/problem+json"
                assert answer.json()["status"] == answer.status_code

        from hypothesis import given

        given(case=operation.as_strategy())(one)()


class Answered:
    """What the tests' own browser says, as ``urlopen`` gives it back."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw

    def __enter__(self) -> Answered:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to close."""

    def read(self) -> bytes:
        """All of it."""
        return self.raw


def _carried(request: Request, timeout: float) -> Answered:
    """A request carried to the workspace without a network between."""
    del timeout
    parts = urlsplit(request.full_url)
    headers = {name: value for name, value in request.header_items() if name.lower() != "content-type"}
    answer = Client().generic(
        request.get_method(),
        f"{parts.path}?{parts.query}",
        data=request.data or b"",
        content_type=request.get_header("Content-type", "application/json"),
        headers=headers,
    )
    if answer.status_code >= 400:
        raise HTTPError(request.full_url, answer.status_code, "", Message(), BytesIO(answer.content))
    return Answered(answer.content)


def test_a_program_does_what_a_person_does(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    import wijkplan as wp
    from wijkplan import _workspace

    monkeypatch.setattr(_workspace, "urlopen", _carried)
    token = world.token("employer-wegenbouwer")["headers"]["Authorization"].split()[1]
    mine = wp.connect("https://plan.example/", token)
    made = mine.hand_in(EXAMPLE / "employer-wegenbouwer.json")
    assert made["errors"] == 0 and mine.versions()[0]["number"] == made["number"]
    assert mine.rounds()[0]["id"] == "r1"
    line = next(one for one in mine.plan("r1", "en") if one["state"] != "done")
    assert mine.answer("r1", line["line"], "refuse", reason="not then")["state"] == "refused"
    mine.report("r1", line["line"], started="2026-11-02", done_percent=10)
    assert next(one for one in mine.plan("r1") if one["line"] == line["line"])["state"] == "started"
    assert mine.comparison("r1")["results"]
    with pytest.raises(wp.WorkspaceError) as refused:
        mine.start("r1")
    assert refused.value.status == 403
    with pytest.raises(ValueError, match="token"):
        wp.connect("https://plan.example")
