"""The tables of an outlook as CSV: districts, build-out rates for energy-system models, people. Columns are described
in ``README.txt`` beside them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from wijkplan.planner.reference import load
from wijkplan.planner.reference.outlook import figures

from .districts import HYBRID, NETWORK, technologies
from .record import Outlook

README = """Tables of wijkplan outlook. Decimal point, comma between columns, UTF-8. Figures are estimates by norm, not
plans of anyone.

build-out.csv: how fast homes can be made gas-free, limited by crews; for energy-system models.
  region          CBS labour-market region (2016), or country
  name            its name
  scenario        there: people of today; trained: with newcomers (growth in percent a year, see assumptions.csv)
  year            calendar year
  technology      heat_network, heat_pump_hybrid, heat_pump_electric, or all
  homes_added     homes made gas-free in the year, in our plan
  homes_total     the same since the first year
  homes_total_max no plan has more by the end of the year (upper bound, re-derived in exact integers from
                  weights); only for all
  homes_added_max no plan makes more gas-free in this one year, its hours spent in it; only for all
  A model that may build at most homes_added_max a year and homes_total_max in all keeps to the people there are.
  heat_pump_hybrid runs on green gas and is counted as gas-free.

districts.csv: every CBS wijk of 2024 with homes.
  code, name, municipality, region; homes (2024); homes_taking_part; solution (by density, an assumption)
  gas_m3          mean gas use of a home in 2016, of the wijk or (gas_of) its municipality
  test_district   id of the test district of the first programme in it
  rank            place in the region (1: next); score, capacity, benefit, learning: 0-100, share of districts that
                  are no better
  scarcest_trade  of which it takes most of what the region has
  starts, done    years in the plan with trained people; done_there: with the people of today; empty: not in these years
  not_before      no plan has it done before this year (lower bound), also if all other districts wait

people.csv: heads per region, trade and year: there (work in districts today), trained (with newcomers), needed (on an
even way to the goal).
assumptions.csv: every figure that this rests on, with unit, source, date and trust.
"""


def _csv(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return stream.getvalue()


def tables(outlook: Outlook) -> dict[str, str]:
    """Contents by file name."""
    return {
        "build-out.csv": _build_out(outlook),
        "districts.csv": _districts(outlook),
        "people.csv": _csv(
            ("region", "trade", "year", "there", "trained", "needed"),
            ((p.region, p.trade, p.year, p.there, p.trained, p.needed) for p in outlook.people),
        ),
        "assumptions.csv": _csv(
            ("name", "value", "unit", "source", "date", "trust"),
            (
                (name, f"{one.value:.15g}", one.unit, one.origin.source, one.origin.date, one.origin.trust)
                for name, one in figures().items()
            ),
        ),
        "README.txt": README,
    }


def _build_out(outlook: Outlook) -> str:
    heading = (
        "region", "name", "scenario", "year", "technology",
        "homes_added", "homes_total", "homes_total_max", "homes_added_max",
    )  # fmt: skip
    rows: list[tuple[object, ...]] = []
    totals: dict[tuple[str, str, str], int] = {}
    hybrid = technologies("heat pumps")[HYBRID]
    for row in outlook.by_year:
        name = outlook.name if row.region == outlook.what else load().regions[row.region].name
        rest = row.homes - row.network
        some = {NETWORK: row.network, HYBRID: round(rest * hybrid)}
        some["heat_pump_electric"] = rest - some[HYBRID]
        for technology, homes in some.items():
            key = row.region, row.scenario, technology
            totals[key] = totals.get(key, 0) + homes
            rows.append((row.region, name, row.scenario, row.year, technology, homes, totals[key], None, None))
        most = row.total_at_most, row.at_most_a_year
        rows.append((row.region, name, row.scenario, row.year, "all", row.homes, row.total, *most))
    return _csv(heading, rows)


def _districts(outlook: Outlook) -> str:
    heading = (
        "code", "name", "municipality", "region", "homes", "homes_taking_part", "solution", "gas_m3", "gas_of",
        "test_district", "rank", "score", "capacity", "benefit", "learning", "scarcest_trade",
        "starts", "done", "done_there", "not_before",
    )  # fmt: skip
    return _csv(
        heading,
        (
            (
                d.code, d.name, d.municipality, d.region, d.homes, d.taking_part, d.solution, d.gas_m3,
                "" if d.gas_m3 is None else "wijk" if d.own_gas else "municipality",
                d.test, d.rank, d.score, d.capacity, d.benefit, d.learning, d.scarcest,
                d.starts, d.done, d.done_there, d.not_before,
            )
            for d in outlook.districts
        ),
    )  # fmt: skip
