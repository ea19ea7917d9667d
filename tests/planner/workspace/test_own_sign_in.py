"""Organisations' own sign-in, against a provider of OpenID Connect that runs here: with PKCE, the number of the
company choosing the organisation, and a level that is too low refused."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.http import HttpResponseBase
from django.test import Client

from wijkplan.planner.workspace.models import Membership, Organisation, User

from .conftest import World

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
NUMBER = "12345678"


class Provider(BaseHTTPRequestHandler):
    """A provider that lets everybody in whom ``person`` describes."""

    person: dict[str, Any] = {}  # noqa: RUF012  (of the class: the server makes an instance per request)
    challenges: dict[str, str] = {}  # noqa: RUF012
    verified: list[bool] = []  # noqa: RUF012

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/.well-known/openid-configuration":
            ends = ("authorization", "token", "userinfo")
            self._json(
                {"issuer": self.base, "jwks_uri": f"{self.base}/jwks"}
                | {f"{end}_endpoint": f"{self.base}/{end}" for end in ends}
                | {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
            )
        elif parts.path == "/authorization":
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            assert asked["code_challenge_method"] == "S256"
            self.challenges["code"] = asked["code_challenge"]
            self.send_response(302)
            back = urlencode({"code": "code", "state": asked["state"]})
            self.send_header("Location", f"{asked['redirect_uri']}?{back}")
            self.end_headers()
        elif parts.path == "/userinfo":
            self._json({name: value for name, value in self.person.items() if name != "acr"})
        else:
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            self._json({"keys": [key | {"kid": "k", "use": "sig", "alg": "RS256"}]})

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        made = base64.urlsafe_b64encode(sha256(sent["code_verifier"][0].encode()).digest()).rstrip(b"=").decode()
        self.verified.append(made == self.challenges[sent["code"][0]])
        now = int(time.time())
        claims = {"iss": self.base, "aud": "wijkplan", "iat": now, "exp": now + 60} | self.person
        token = jwt.encode(claims, KEY, "RS256", {"kid": "k"})
        self._json({"access_token": "a", "token_type": "Bearer", "id_token": token})

    @property
    def base(self) -> str:
        """Its own address."""
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def _json(self, values: Any) -> None:
        raw = json.dumps(values).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


class Stay(HTTPRedirectHandler):
    """Does not follow."""

    def redirect_request(self, *_: Any) -> None:
        """Nowhere."""


@pytest.fixture
def provider(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Provider]]:
    """The provider, which the workspace knows."""
    Organisation.objects.filter(programme=world.programme, party="employer-netploeg").update(number=NUMBER)
    server = HTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    openid = {
        "organisation_claim": "kvk_number",
        "acr_values": ["low", "substantial", "high"],
        "lowest_acr": "substantial",
    }
    app = {
        "provider_id": "organisation",
        "name": "organisation",
        "client_id": "wijkplan",
        "secret": "s",
        "settings": {"server_url": f"http://127.0.0.1:{server.server_address[1]}"},
    }
    monkeypatch.setattr(settings, "OPENID", openid)
    providers = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    monkeypatch.setattr(settings, "SOCIALACCOUNT_PROVIDERS", providers)
    Provider.verified.clear()
    yield Provider
    server.shutdown()
    server.server_close()


def _sign_in(client: Client) -> HttpResponseBase:
    """As a browser does it."""
    away = client.post("/account/oidc/organisation/login/")["Location"]
    try:
        build_opener(Stay).open(away)
    except OSError as error:
        back = urlsplit(error.headers["Location"])  # type: ignore[attr-defined]
    return client.get(f"{back.path}?{back.query}")


def test_the_number_of_the_company_chooses_the_organisation(provider: type[Provider]) -> None:
    provider.person = {"sub": "1", "email": "jan@netploeg.example", "kvk_number": NUMBER, "acr": "high"}
    client = Client()
    assert _sign_in(client).status_code == 302
    assert provider.verified == [True], "PKCE: the code is good for who began"
    assert client.get("/p/straat").status_code == 200
    assert client.get("/p/straat/parties/employer-netploeg/submission").status_code == 200
    assert client.get("/p/straat/parties/employer-wegenbouwer/submission").status_code == 404
    user = User.objects.get(email="jan@netploeg.example")
    assert [row.organisation.party for row in Membership.objects.filter(user=user)] == ["employer-netploeg"]
    assert not Membership.objects.get(user=user).chief
    assert _sign_in(Client()).status_code == 302, "and again with the same account"
    assert User.objects.filter(email="jan@netploeg.example").count() == 1


@pytest.mark.parametrize("acr", ["low", None, "made-up"])
def test_a_level_that_is_too_low_is_refused(provider: type[Provider], acr: str | None) -> None:
    provider.person = {"sub": "2", "email": "laag@netploeg.example", "kvk_number": NUMBER, "acr": acr}
    assert _sign_in(Client()).status_code == 403
    assert not User.objects.filter(email="laag@netploeg.example").exists()


def test_a_company_that_takes_no_part_is_refused(provider: type[Provider]) -> None:
    provider.person = {"sub": "3", "email": "vreemd@elders.example", "kvk_number": "87654321", "acr": "high"}
    assert _sign_in(Client()).status_code == 403
    assert not User.objects.filter(email="vreemd@elders.example").exists()


def test_an_address_that_is_somebody_elses_opens_nothing(provider: type[Provider]) -> None:
    from .conftest import mail

    provider.person = {"sub": "4", "email": mail("straat", "operator"), "kvk_number": NUMBER, "acr": "high"}
    client = Client()
    _sign_in(client)
    assert client.get("/operate").status_code in (302, 403)
    assert client.get("/operate").status_code != 200
