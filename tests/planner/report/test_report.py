"""The report says what was found, offline, and can be read without colour or charts."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.planner.compile.world import programme
from tests.planner.experiment.test_compare import Fake
from tests.planner.record.rows import comparison, result, saving
from tests.planner.report.pages import Balanced
from wijkplan.models.construct.submitted import submitted
from wijkplan.models.outcome import Settings
from wijkplan.planner.cli.progress import Silent
from wijkplan.planner.compile import compile
from wijkplan.planner.pipeline import run_comparison
from wijkplan.planner.record import (
    Assumption,
    BreakEven,
    Comparison,
    Saving,
    Scenario,
    ScenarioSaving,
    WeeksGained,
    Word,
)
from wijkplan.planner.report.conclusions import Sentences
from wijkplan.planner.report.locale import DUTCH, ENGLISH
from wijkplan.planner.results import words


@pytest.fixture(scope="module")
def html() -> str:
    """A report without any plan: the poorest there is."""
    read = programme()
    compiled = compile(read)
    engine = replace(Fake().engine(None), submitted=submitted)
    return run_comparison(read, compiled, (), Settings(), Silent(), lambda: False, engine).texts["report.html"]


def test_a_comparison_without_plans_still_has_a_report(html: str) -> None:
    assert "er is geen vergelijking, omdat een plan ontbreekt" in html
    assert "volledig – alleen voor de neutrale partij" in html
    Balanced().feed(html)


def test_variants_and_questions_stand_in_it_by_their_names(html: str) -> None:
    """Ids are for data and file names; those that are words of either language as well are left out here."""
    shown = re.sub(r"<(script|style|code)\b.*?</\1>", "", html, flags=re.DOTALL)
    shown = re.sub(r"<[^>]+>", " | ", shown)
    assert re.findall(r"(?<![\w/.-])(?:bundled|all_in|equal_delivery|sooner_free)(?![\w/.-])", shown) == []


def test_it_asks_nothing_of_the_network(html: str) -> None:
    assert not re.findall(r'(?:src|href)="(?!#|data:,"|dossiers/)', html)
    assert "url(http" not in html
    assert "@import" not in html


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (None, "–"),
        (0, "€ 0"),
        (9_999, "€ 9.999"),
        (12_345, "€ 12 duizend"),
        (999_600, "€ 1,00 mln"),
        (12_345_678, "€ 12,3 mln"),
    ],
)
def test_brief_euros(amount: int | None, text: str) -> None:
    assert words.DUTCH.brief(amount) == text


def test_numbers_are_dutch() -> None:
    assert (words.DUTCH.euros(1234567), words.DUTCH.number(1234.56, 1)) == ("€ 1.234.567", "1.234,6")


def whole(low: int, high: int | None, word: Word) -> Saving:
    return saving("equal_delivery", "streets", "bundled", low, high, word)


@pytest.mark.parametrize(
    ("low", "high", "word", "said"),
    [
        (
            100_000,
            200_000,
            "proven",
            "tussen € 100 duizend en € 200 duizend minder dan wanneer ieder voor zich goed plant",
        ),
        (100_000, 100_000, "proven", "wordt betaald, 10 % van de kosten die een planning kan beïnvloeden"),
        (100_000, None, "indicated", "ten minste € 100 duizend minder"),
        (0, 4_000, "negligible", "hooguit € 4.000 goedkoper"),
        (
            0,
            300_000,
            "undecided",
            "goedkoper dan wanneer ieder voor zich goed plant en elke wijk haar straten afstemt, misschien niets",
        ),
        (0, None, "undecided", "er is nog geen ondergrens"),
    ],
)
def test_the_headline_says_the_interval_and_its_word(low: int, high: int | None, word: Word, said: str) -> None:
    words = {"proven": "bewezen", "indicated": "aannemelijk", "negligible": "verwaarloosbaar", "undecided": "onbeslist"}
    sentence = Sentences(DUTCH).headline(
        "equal_delivery", whole(low, high, word), result("equal_delivery", "streets", 1_000_000)
    )
    assert said in sentence
    assert words[word] in sentence


def test_bundling_is_not_credited_with_alignment() -> None:
    assert "bovenop afstemmen, hooguit € 5.000: onbeslist" in Sentences(DUTCH).bundling(whole(0, 5_000, "undecided"))
    assert Sentences(DUTCH).bundling(None) == ""


def combined(low: int, found: float | None, left: int, plans: int = 60_000) -> Comparison:
    """What combining adds to sharing, with the market scenario of five and three percent."""
    rise = BreakEven(
        question="equal_delivery", source="shared", to="bundled", word="proven",
        combinable_eur=1_000_000, low_percent=low / 10_000, combined_eur=400_000, found_percent=found,
    )  # fmt: skip
    figures = {"market_percent": 5, "coordination_percent": 3}
    known = {
        name: Assumption(value=value, source="-", date="2026", trust="assumption") for name, value in figures.items()
    }
    row = ScenarioSaving(question="equal_delivery", source="shared", to="bundled", plans_eur=plans, left_eur=left)
    return comparison(
        savings=(saving("equal_delivery", "shared", "bundled", low, 90_000),),
        break_even=(rise,),
        scenario=Scenario(assumptions=known, bundling_effect_percent=100, euros=(), savings=(row,)),
    )


def test_combining_is_said_with_what_would_undo_it_and_what_is_left_then() -> None:
    assert Sentences(DUTCH).combining(combined(20_000, 15.0, -8_000), "equal_delivery") == (
        "Samen aanbesteden scheelt tussen € 20 duizend en € 90 duizend (bewezen), en dat is weg als inschrijvingen "
        "door minder mededinging 2,00 % "
        "stijgen, wat het beste plan ook combineert; aangenomen is 5,0 % door minder inschrijvers en een opslag van "
        "3,0 % voor een hoofdaannemer, "
        "en dan kost het € 8.000 meer in plaats van € 60 duizend minder, tussen de gevonden plannen."
    )
    assert "in the plans found it is gone once less competition makes bids rise by 15.00 %" in Sentences(
        ENGLISH
    ).combining(combined(0, 15.0, 0), "equal_delivery")
    assert "ruimte voor hogere inschrijvingen is er niet" in Sentences(DUTCH).combining(
        combined(0, None, 0), "equal_delivery"
    )
    assert (
        "en dan is niet bekend wat er overblijft: de gevonden plannen zijn samen niet goedkoper dan apart."
        in Sentences(DUTCH).combining(combined(20_000, None, 0, plans=0), "equal_delivery")
    )
    assert Sentences(DUTCH).combining(comparison(), "equal_delivery") == ""


@pytest.mark.parametrize(
    ("mean", "equal", "said"),
    [
        (3.2, True, "3,2 weken eerder klaar dan in het vergelijkingsplan, bij gelijke of lagere kosten: betaald wordt"),
        (
            3.2,
            False,
            "3,2 weken eerder klaar dan in het vergelijkingsplan, maar niet bij gelijke kosten: betaald wordt",
        ),
        (0.0, True, "even vroeg klaar als in het vergelijkingsplan, bij gelijke of lagere kosten"),
        (-7.5, True, "gemiddeld 7,5 weken later klaar dan in het vergelijkingsplan: betaald wordt"),
    ],
)
def test_weeks_are_gained_at_equal_cost_only_where_the_cost_is_equal(mean: float, equal: bool, said: str) -> None:
    gained = WeeksGained(
        mean_weeks=mean,
        weeks={},
        mean_weeks_late_baseline=0.4,
        mean_weeks_late_bundled=0.0,
        cash_baseline=9_000,
        cash_bundled=8_000,
        at_equal_or_lower_cost=equal,
    )
    told = Sentences(DUTCH).weeks_gained(gained)
    assert said in told
    assert "gemiddeld 0,0 weken, daar 0,4 weken" in told


def test_optimal_by_a_claim_alone_is_not_called_certified() -> None:
    assert Sentences(DUTCH).status(result("all_in", "aligned", 10, status="optimal", bound=10)) == "optimaal"
    assert "niet gecertificeerd" in Sentences(DUTCH).status(result("all_in", "aligned", 10, status="optimal", bound=9))
