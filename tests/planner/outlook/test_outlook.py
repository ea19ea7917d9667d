"""An outlook as its readers meet it: figures that add up, bounds that are derived again, a page and tables."""

from __future__ import annotations

import csv
import io
import json
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from wijkplan.planner.cli import app
from wijkplan.planner.outlook.check import NotAsStated, recheck
from wijkplan.planner.outlook.districts import districts, hours_per_home
from wijkplan.planner.outlook.make import UnknownRegion, Wanted, outlook, regions_of
from wijkplan.planner.outlook.page import page
from wijkplan.planner.outlook.people import growth, hours_done, room
from wijkplan.planner.outlook.record import Outlook
from wijkplan.planner.outlook.tables import README, tables
from wijkplan.planner.reference import load
from wijkplan.planner.reference.outlook import figures, provinces, wijk_facts


@cache
def of(region: str) -> Outlook:
    return outlook(Wanted(region, years=12))


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_every_wijk_with_homes_takes_part_in_the_country() -> None:
    made = of("country")
    assert sum(d.homes for d in made.districts) == made.homes == sum(d.homes for d in districts())
    assert made.homes == pytest.approx(8_204_049, rel=0.001)
    assert len({d.region for d in made.districts}) == 35
    assert made.goal == 200_000


def test_what_is_called_proven_is_derived_again_and_a_changed_figure_is_seen() -> None:
    made = of("Zeeland")
    recheck(made)
    first = made.by_year[0]
    for change in ({"total_at_most": first.total_at_most - 1}, {"at_most_a_year": first.at_most_a_year + 1}):
        with pytest.raises(NotAsStated):
            recheck(made.model_copy(update={"by_year": (first.model_copy(update=change), *made.by_year[1:])}))
    sooner = made.districts[0].model_copy(update={"not_before": 2027})
    with pytest.raises(NotAsStated, match=made.districts[0].code):
        recheck(made.model_copy(update={"districts": (sooner, *made.districts[1:])}))


def test_no_district_is_done_before_it_can_be() -> None:
    for d in of("country").districts:
        if d.done is not None:
            assert d.not_before is not None and d.starts is not None
            assert d.not_before <= d.done and d.starts <= d.done
        if d.done_there is not None and d.solution == "network":
            assert d.not_before is not None and d.not_before <= d.done_there


def test_the_first_year_is_about_what_was_done_in_a_year() -> None:
    """The declaration speaks of 30,000 to 50,000 homes a year by 2021, and about 30,000 went off gas in 2022."""
    first = next(row for row in of("country").by_year if row.region == "country" and row.scenario == "there")
    assert 30_000 <= first.homes <= 60_000


def test_people_of_regions_are_those_of_the_country_and_grow_as_stated() -> None:
    assert growth(0, 10) == 1.0 and growth(1, 10) == pytest.approx(1.1)
    assert growth(50, 10) == figures()["people.growth_until"].value
    whole, half = room("HPT", 3, 1.0, 0.0), room("HPT", 3, 0.5, 0.0)
    assert whole[0] == whole[2] == int(hours_done()["HPT"] * figures()["people.district_percent"].value / 100)
    assert half[0] == pytest.approx(whole[0] / 2, abs=1)
    # 100,000 heat pumps, 62.5 % hybrid: 14 and 30 hours of a heat-pump technician.
    assert hours_done()["HPT"] == pytest.approx(62_500 * 14 + 37_500 * 30)
    assert hours_per_home("network")["HNP"] == pytest.approx(12.6 * 0.7)


def test_small_districts_come_after_the_others() -> None:
    made = of("Groningen")
    least = figures()["ranking.least_homes"].value
    large = [d.rank for d in made.districts if d.homes >= least]
    small = [d.rank for d in made.districts if d.homes < least]
    assert max(large) < min(small)
    assert sorted(large + small) == list(range(1, len(made.districts) + 1))


def test_tables_add_up_and_say_what_their_columns_are() -> None:
    made = of("Zeeland")
    files = tables(made)
    build_out = rows(files["build-out.csv"])
    for year in range(2027, 2039):
        here = [r for r in build_out if (r["year"], r["scenario"]) == (str(year), "trained")]
        whole = [r for r in here if r["technology"] == "all"]
        parts = [r for r in here if r["technology"] != "all"]
        assert len(whole) == 1 and len(parts) == 3
        assert sum(int(r["homes_added"]) for r in parts) == int(whole[0]["homes_added"])
        assert sum(int(r["homes_total"]) for r in parts) == int(whole[0]["homes_total"])
        assert int(whole[0]["homes_total"]) <= int(whole[0]["homes_total_max"])
        assert int(whole[0]["homes_added"]) <= int(whole[0]["homes_added_max"])
        assert all(r["homes_total_max"] == "" for r in parts)
    for name in ("build-out.csv", "districts.csv", "people.csv"):
        for column in rows(files[name])[0]:
            assert column in README, (name, column)
    assert {r["trust"] for r in rows(files["assumptions.csv"])} == {"sourced", "derived", "assumption"}


def test_the_page_says_what_is_proven_what_is_assumed_and_what_was_not_verified() -> None:
    text = page(of("Zeeland"))
    for words in (
        "warmteprogramma", "niet nagegaan", "was <b>not verified</b>", "bewezen binnen de aannames",
        "Wat er nodig is voor", "by norm: no agreement", "geen plan van wie ook", '<template id="english">',
        "wijkplan outlook &#34;Zeeland&#34; --from 2027 --years 12 --growth 10 --goal-from 2035",
        "grootste tekort voor het doel", "1.938.000", "1,938,000",
    ):  # fmt: skip
        assert words in text, words
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert text.count("<circle") == 2 * len(of("Zeeland").districts)


def test_regions_by_name_or_code_and_others_are_told() -> None:
    assert regions_of("groningen") == regions_of("AM01") == ("AM01",)
    assert len(regions_of("Nederland")) == len(load().regions)
    with pytest.raises(UnknownRegion, match="'Atlantis' is no labour-market region; name one of AM01 Groningen"):
        regions_of("Atlantis")


def test_the_command_writes_a_page_and_tables(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["outlook", "Zeeland", "--out", str(tmp_path / "o"), "--years", "10"])
    assert done.exit_code == 0, done.output
    names = {path.name for path in (tmp_path / "o").iterdir()}
    assert names == {
        "outlook.html", "outlook.json", "build-out.csv", "districts.csv", "people.csv", "assumptions.csv", "README.txt",
    }  # fmt: skip
    assert json.loads((tmp_path / "o" / "outlook.json").read_text())["name"] == "Zeeland"
    assert "(proven)" in done.output
    wrong = CliRunner().invoke(app, ["outlook", "Zeeland", "--goal-from", "2099", "--out", str(tmp_path / "o")])
    assert wrong.exit_code == 2 and "--goal-from 2099 is not one of the years" in wrong.output
    unknown = CliRunner().invoke(app, ["outlook", "Atlantis", "--out", str(tmp_path / "o")])
    assert unknown.exit_code == 2


def test_reference_data_of_outlooks_is_whole() -> None:
    for name, one in figures().items():
        assert all(one.words["en"]) and all(one.words["nl"]), name
        assert one.words["en"][0] != one.words["nl"][0] or name == "goal", name
    assert len(wijk_facts()) == 3393
    assert all(f.gas_m3 is None or 0 < f.gas_m3 < 6000 for f in wijk_facts().values())
    assert len(provinces()) == 12
    assert all(len(ring) > 3 for _, rings in provinces() for ring in rings)
