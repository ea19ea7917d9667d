"""The pilot: as large, as short of crews and as mixed as its README says, and reproduced by its generator."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from wijkplan.benchmarks.generate.pilot import generate, write
from wijkplan.benchmarks.shortage import shortages
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.programme import Programme

PILOT = Path(__file__).parents[2] / "instances" / "pilot"
AREAS = {"groningen": 7, "rotterdam-den-haag": 5, "brabant": 3, "zuid-limburg": 2}


@pytest.fixture(scope="module")
def programme() -> Programme:
    read, findings = load([PILOT])
    assert read is not None, [f for f in findings if f.severity == "error"]
    return read


@pytest.fixture(scope="module")
def compiled(programme: Programme) -> Compiled:
    return compile(programme)


def test_generator_reproduces_the_files(tmp_path: Path) -> None:
    write(generate(1), tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.glob("*.json")}
    assert made == {path.name: path.read_bytes() for path in PILOT.glob("*.json")}


def test_sizes(programme: Programme, compiled: Compiled) -> None:
    assert len(programme.employers) >= 25 and len(programme.clients) >= 12
    assert len(compiled.problem.projects) >= 70 and len(compiled.problem.activities) >= 600 and len(compiled.problem.pools) >= 90
    assert programme.start.isoformat() == "2027-01-04" and programme.weeks == 208


def test_all_homes_of_the_17_districts_lie_in_its_streets(programme: Programme) -> None:
    known = programme.reference.districts
    homes: Counter[str] = Counter()
    for street in programme.settings.streets:
        homes[street.district] += street.homes
    assert Counter(known[district].pilot_area for district in homes) == AREAS
    for district, number in homes.items():
        assert number == pytest.approx(known[district].homes, abs=3)


def test_awards_are_mixed_as_in_practice(programme: Programme) -> None:
    awards: dict[str, Counter[str]] = defaultdict(Counter)
    for sender, project in programme.projects:
        kind = "private" if getattr(sender, "regime", "") == "private" else project.work_type
        awards[kind][project.award] += 1
    assert set(awards["private"]) == {"private"}
    assert set(awards["retrofit"]) == {"contracted", "to-tender"}
    assert set(awards["sewer"]) == {"to-tender"}
    assert set(awards["heat"]) == {"contracted", "to-tender"}
    assert set(awards["charging"]) == {"call-off"}
    assert set(awards["cabling"]) == {"call-off", "in-house"} and awards["cabling"]["call-off"] > awards["cabling"]["in-house"]


@pytest.mark.parametrize("trade", ["LVM", "MVM", "HPT"])
def test_scarce_trades_are_20_to_30_percent_short_of_the_unconstrained_peak(compiled: Compiled, trade: str) -> None:
    row = next(one for one in shortages(compiled) if one.trade == trade)
    assert 20 <= row.shortage_percent <= 30


def test_other_trades_roughly_suffice(compiled: Compiled) -> None:
    assert all(row.shortage_percent < 15 for row in shortages(compiled) if row.trade not in ("LVM", "MVM", "HPT"))


def test_some_crews_may_be_lent_and_some_are_still_free(programme: Programme) -> None:
    crews = [crew for employer in programme.employers for crew in employer.crews]
    lent = [crew for crew in crews if crew.lendable_percent and crew.consent and crew.legal_basis]
    assert 0.2 <= len(lent) / len(crews) <= 0.8
    assert 0.1 <= sum(crew.status == "free" for crew in crews) / len(crews) <= 0.7


def test_files_say_what_is_made_up(programme: Programme) -> None:
    assert all(record.note for record in (*programme.employers, *programme.clients, programme.settings))
