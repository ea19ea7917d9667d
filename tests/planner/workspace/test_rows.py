"""Rows that are edited in a page: what is typed is kept as it was typed, findings stand at the cell, and who saves
second loses nothing."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from wijkplan.planner.workspace.models import Organisation, Version
from wijkplan.planner.workspace.row_edit import begin

from .conftest import World

P = "/p/straat/parties/employer-netploeg/submission/rows"


@pytest.fixture
def client(world: World) -> Client:
    return world.client("employer-netploeg")


def _organisation() -> Organisation:
    return Organisation.objects.get(programme__slug="straat", party="employer-netploeg")


def _form(client: Client, table: str = "crews", query: str = "") -> dict[str, str]:
    """The fields of a grid, as a browser would send them back."""
    text = client.get(f"{P}/{table}{query}").content.decode()
    found = {}
    for tag in re.findall(r"<input[^>]*>", text.split('id="grid"')[1].split("</form>")[0]):
        fields = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if "name" in fields and fields.get("type") != "checkbox":
            found[fields["name"]] = fields.get("value", "")
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', text, re.DOTALL):
        chosen = re.search(r'<option(?: value="([^"]*)")? selected>([^<]*)', options)
        if name != "membership" and chosen:
            found[name] = chosen[1] if chosen[1] is not None else chosen[2]
    found.pop("csrfmiddlewaretoken", None)
    return found


def _place(client: Client, heading: str) -> int:
    """Where a column is among all of the crews."""
    text = client.get(f"{P}/crews").content.decode()
    heads = [re.sub(r"<[^>]*>|\*", "", one).strip() for one in re.findall(r'<th scope="col">(.*?)</th>', text)]
    places = [int(one) for one in re.findall(r'name="c-0-(\d+)"', text)]
    return places[heads.index(heading) - 1]


def test_what_is_typed_becomes_the_next_version(client: Client) -> None:
    form, heads = _form(client), _place(client, "Mensen per ploeg (personen)")
    before = begin(_organisation())
    form[f"c-0-{heads}"] = "2,5"
    answer = client.post(f"{P}/crews", form)
    assert answer.status_code == 302, answer.content.decode()
    after = begin(_organisation())
    assert after.number == before.number + 1 and after.values["crews"][0]["heads"] == 2.5
    assert after.values["crews"][1:] == before.values["crews"][1:] and after.values["name"] == before.values["name"]
    assert client.post(f"{P}/crews", {**form, "version": str(after.number)}).status_code == 302
    assert begin(_organisation()).number == after.number, "the same rows again are no other version"


def test_a_mistake_stands_at_its_cell_while_typing_and_when_saved(client: Client) -> None:
    form, heads = _form(client), _place(client, "Mensen per ploeg (personen)")
    count = Version.objects.count()
    form[f"c-1-{heads}"] = "veel"
    told = client.post(f"{P}/crews/check", form).content.decode()
    note = re.search(rf'id="m-1-{heads}"[^>]*>(.*?)</span>\s*<span class="cell"', told, re.DOTALL)
    assert note is not None and "fout" in note[1] and "veel" not in told.split(note[0])[0]
    assert Version.objects.count() == count, "while typing nothing is kept"
    saved = client.post(f"{P}/crews", form).content.decode()
    assert 'value="veel"' in saved and "doet nog niet mee" in saved
    assert f'name="c-1-{heads}" value="veel"' in client.get(f"{P}/crews").content.decode(), "it is there the next day"
    form = _form(client)
    form[f"c-1-{heads}"] = "5"
    assert client.post(f"{P}/crews", form).status_code == 302


def test_of_two_tabs_the_second_is_told_and_loses_nothing(client: Client) -> None:
    first, second, heads = _form(client), _form(client), _place(client, "Mensen per ploeg (personen)")
    first[f"c-0-{heads}"], second[f"c-1-{heads}"] = "3", "6"
    assert client.post(f"{P}/crews", first).status_code == 302
    told = client.post(f"{P}/crews", second).content.decode()
    assert "Intussen is versie" in told and f'name="c-1-{heads}" value="6"' in told
    assert begin(_organisation()).values["crews"][0]["heads"] == 3, "nothing was overwritten"


def test_a_row_is_added_and_taken_away(client: Client) -> None:
    form, before = _form(client), begin(_organisation()).values["crews"]
    places = sorted({int(one.split("-")[2]) for one in form if one.startswith("c-0-")})
    row = len(before)
    form |= {f"c-{row}-{place}": form[f"c-0-{place}"] for place in places}
    form[f"c-{row}-{places[0]}"] = "LVM-2"
    form["d-1"] = "1"
    answer = client.post(f"{P}/crews", form)
    assert answer.status_code == 302, answer.content.decode()
    after = begin(_organisation()).values["crews"]
    assert [one["id"] for one in after] == [before[0]["id"], *(one["id"] for one in before[2:]), "LVM-2"]


def test_other_sheets_are_there_with_all_columns(client: Client) -> None:
    for table in ("projects", "projects.places", "crews.leave"):
        assert client.get(f"{P}/{table}?all=1").status_code == 200
    assert client.get(f"{P}/streets").status_code == 404


def test_what_a_form_sent_after_its_session_ended_comes_back_to_be_sent_again(client: Client) -> None:
    form, heads = _form(client), _place(client, "Mensen per ploeg (personen)")
    form[f"c-0-{heads}"] = "17"
    before = begin(_organisation()).number
    client.cookies.clear()
    answer = client.post(f"{P}/crews", form)
    text = answer.content.decode()
    assert answer.status_code == 403 and f'name="c-0-{heads}" value="17"' in text and "uitgelogd" in text
    assert begin(_organisation()).number == before
    typing = client.post(f"{P}/crews/check", form, headers={"HX-Request": "true"})
    assert typing["HX-Retarget"] == "#signed-out" and "uitgelogd" in typing.content.decode()


@pytest.mark.parametrize(("origin", "kept"), [("http://testserver", True), ("http://elsewhere.example", False)])
def test_a_form_from_before_signing_in_again_comes_back_but_no_form_of_others(
    world: World, origin: str, kept: bool
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = world.client("employer-netploeg").cookies
    answer = strict.post(f"{P}/crews", {"c-0-0": "17"}, headers={"Origin": origin})
    assert answer.status_code == 403 and ('value="17"' in answer.content.decode()) is kept
