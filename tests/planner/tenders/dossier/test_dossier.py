"""Dossiers: every sentence leads to its fields, every number is a fact, no firm is named."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from docx import Document

from tests.planner.compile.world import CIVIL, FIRM, GRIDCO, programme
from tests.planner.law.members import LAW, LOW_LIMITS
from tests.planner.tenders.dossier.chosen import (
    ALL,
    CONCEDED,
    LED,
    SEWER,
    TWO_CALL_OFFS,
    TWO_REGIMES,
    TWO_SEWERS,
    TWO_WORK_TYPES,
    case,
    lending_rivals,
    world,
)
from tests.planner.tenders.dossier.test_documents import papers
from wijkplan.planner.access.rival_lending import RivalLending
from wijkplan.planner.programme import Programme
from wijkplan.planner.reference import load
from wijkplan.planner.tenders import dossier
from wijkplan.planner.tenders.dossier import facts_of
from wijkplan.planner.tenders.dossier.filled_sentences import PLACE, chapters
from wijkplan.planner.tenders.dossier.texts import texts

IDS = [tender for _, tender in ALL]


def told(made: Programme, tender: str, week: int = 10) -> str:
    return "\n".join(s.text for c in chapters(facts_of(case(made, tender, week))) for s in c.sentences)


def test_facts_are_collected_once_for_all_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(dossier, "facts_of", lambda one: asked.append(one.name.id) or facts_of(one))
    assert set(papers(*ALL[0])) == {"md", "docx", "json"}
    assert asked == [ALL[0][1]]


def test_texts_have_no_figures_of_their_own() -> None:
    for section in texts().section:
        for text in section.texts:
            assert not re.search(r"\d", PLACE.sub("", text.text)), text.text
            assert "{" not in PLACE.sub("", text.text), text.text


def test_every_duty_to_motivate_is_in_the_texts() -> None:
    cited = {
        name.removeprefix("law.")
        for section in texts().section
        for text in section.texts
        for name in PLACE.findall(text.text)
    }
    duties = {
        name for name, one in LAW.provisions.items() if one.severity == "motivate" and not name.startswith("framework")
    }
    assert len(duties) >= 5 and duties <= cited


@pytest.mark.parametrize(("made", "tender"), ALL, ids=IDS)
def test_every_sentence_leads_to_facts_with_a_source(made: Programme, tender: str) -> None:
    sidecar = json.loads(papers(made, tender)["json"])
    assert len(sidecar["sentences"]) > (15 if tender == "undivided:C0+C1" else 40)  # an order note has less to weigh
    for sentence in sidecar["sentences"]:
        facts = [sidecar["facts"][field] for field in sentence["fields"]]
        assert all("#" in fact["from"] or fact["from"] == "candidates" for fact in facts)
    flags = facts_of(case(made, tender)).single
    wanted = {
        s.title
        for s in texts().section
        if s.only is None or bool(flags["tender.call_off"].value) != s.only.startswith("!")
    }
    assert {s["chapter"] for s in sidecar["sentences"]} == wanted


@pytest.mark.parametrize(("made", "tender"), ALL, ids=IDS)
def test_every_provision_that_is_cited_applies(made: Programme, tender: str) -> None:
    """By part of the Act, value and procedure, read from the data again."""
    one = case(made, tender)
    regimes = {c.id: c.regime for c in made.clients}
    asked = {project.id: regimes[sender.id] for sender, project in made.projects if sender.id in regimes}
    parts = {LAW.regimes[asked[p]].part for p in one.name.projects}
    used = {LAW.procedures[one.name.procedure]} | ({LAW.procedures["multiple-private"]} if len(parts) > 1 else set())
    for chapter in chapters(facts_of(one)):
        for name in {f.removeprefix("art.") for s in chapter.sentences for f in s.fields if f.startswith("art.")}:
            rule = LAW.provisions[name]
            assert parts & set(rule.parts), (tender, name)
            assert not rule.procedures or {p.id for p in used} & set(rule.procedures), (tender, name)
            if rule.above_threshold is not None:
                assert any(p.european == rule.above_threshold and p.id != "call-off" for p in used), (tender, name)


def test_an_order_note_weighs_nothing() -> None:
    made = papers(TWO_CALL_OFFS, "undivided:C0+C1")
    assert made["md"].startswith("# Opdrachtnota") and "Afweging" not in made["md"] and "Conclusie" not in made["md"]
    assert "onder raamovereenkomst F, laatste dag" in made["md"]
    assert "Nog te doen: 1 plaats in te vullen" in made["md"]  # what is left of the framework is not known


def test_an_order_under_a_concession_cites_nothing_of_frameworks() -> None:
    text = papers(CONCEDED, "undivided:C0+C1")["md"]
    assert "deel 2a Aw 2012 (concessies)" in text and "onder concessie F, laatste dag" in text
    assert "voor haar houder" in text and "art. 43 Richtlijn 2014/23/EU" in text
    assert not [article for article in ("2.14", "3.80(", "3.75", "2.127", "C-23/20") if article in text]
    assert "(art. )" not in text and "Niet nagelezen zijn de teksten van: " in text
    assert "als concessie ingekocht" not in text and "Deze aankondiging valt daarna" not in text


def test_an_order_under_part_3_cites_no_article_of_part_2() -> None:
    text = papers(TWO_CALL_OFFS, "undivided:C0+C1")["md"]
    assert "3.80(2)-(3)" in text and "2.140" not in text and "(HvJ EU C-23/20)" in text


@pytest.mark.parametrize(("made", "tender"), ALL, ids=IDS)
def test_every_number_is_that_of_a_fact(made: Programme, tender: str) -> None:
    facts = facts_of(case(made, tender))
    known = {name: str(fact) for name, fact in facts.single.items()}
    known |= {
        f"{rows}[{i}].{key}": str(fact)
        for rows, listed in facts.rows.items()
        for i, row in enumerate(listed)
        for key, fact in row.items()
    }
    for chapter in chapters(facts):
        for sentence in chapter.sentences:
            rest = sentence.text.lower()
            for value in sorted((known[field].lower() for field in sentence.fields), key=len, reverse=True):
                rest = rest.replace(value, "")
            assert not re.search(r"\d", rest), (sentence.text, rest)


@pytest.mark.parametrize(("made", "tender"), ALL, ids=IDS)
def test_no_employer_is_named(made: Programme, tender: str) -> None:
    files = papers(made, tender)
    document = Document(io.BytesIO(files["docx"]))
    everything = files["md"] + files["json"] + "\n".join(p.text for p in document.paragraphs)
    names = [text for e in case(made, tender).names.employers for text in (e.id, e.name)]
    assert len(names) > 6
    for name in names:
        assert not re.search(rf"\b{re.escape(name)}\b", everything), name


def test_employers_are_not_named_by_titles_either() -> None:
    titles = ("Riool door Civil Contractor", "Na overleg met gridco")
    named = world([{**SEWER, "id": name, "title": title} for name, title in zip("AB", titles, strict=True)])
    text = told(named, "undivided:A+B")
    assert "Riool door [onderneming] (A)" in text and "Na overleg met [onderneming] (B)" in text
    assert "gridco" not in text.lower() and "civil contractor" not in text.lower()


def test_owners_known_by_their_builder_only_have_no_name() -> None:
    (work,) = FIRM["projects"]
    builder = {**FIRM, "projects": [{**work, "id": name, "award": "to-tender"} for name in ("I1", "I2")]}
    text = told(programme(employers=(GRIDCO, CIVIL, builder)), "undivided:I1+I2")
    assert "Particuliere opdrachtgevers koopt " in text and "onder geen deel; de wet bindt hem niet" in text
    assert "builder" not in text.lower()


def test_euros_of_two_sewers() -> None:
    # 100 m at 540 is 54,000 each: asking one firm costs 6,500; four trades mobilise for 4 x 960 = 3,840, once or
    # twice.
    facts = facts_of(case(TWO_SEWERS, "undivided:A+B")).single
    assert [facts[f"cost.{key}"].value for key in ("procurement", "mobilisation", "together", "less")] == [
        6_500,
        3_840,
        10_340,
        10_340,
    ]
    assert [facts[f"apart.{key}"].value for key in ("procedures", "procurement", "mobilisation", "cost")] == [
        2,
        13_000,
        7_680,
        20_680,
    ]
    assert facts["cost.break_even"].value == 9.6  # 10,340 of 108,000
    assert (facts["scenario.market"].value, facts["scenario.coordination"].value) == (
        2_160,
        2_700,
    )  # 2 % of 108,000, 5 % of 54,000
    assert str(facts["cost.together"]) == "€ 10.340"


def test_requirements_follow_the_lot() -> None:
    (lot,) = facts_of(case(TWO_SEWERS, "undivided:A+B")).rows["lots"]
    assert (lot["value"].value, lot["turnover"].value, lot["reference"].value) == (108_000, 324_000, 64_800)
    assert {str(lot[name]) for name in ("interested", "able", "able_free", "able_at_cap", "consortia", "reliance")} == {
        "minder dan 4"
    }


def test_a_lot_with_few_able_bidders_has_a_warning_and_a_call_off_has_none() -> None:
    few, large = (
        "kunnen naar verwachting minder dan 4 ondernemingen",
        "van de geschatte jaaromzet van de middelste onderneming",
    )
    text, call = told(TWO_WORK_TYPES, "undivided:RET+SEW"), told(TWO_CALL_OFFS, "undivided:C0+C1")
    assert few in text and large not in text  # no sector does three quarters of it itself; of one firm no size is told
    assert few not in call
    assert few not in told(TWO_SEWERS, "undivided:A+B")  # firms outside the programme can


def test_alternatives_are_priced_beside_the_choice() -> None:
    rows = facts_of(case(TWO_WORK_TYPES, "lots-work-type:RET+SEW")).rows["alternatives"]
    forms = [str(row["form"]) for row in rows]
    assert forms == ["afzonderlijk", "ongedeeld"]  # each project has a lot of its own already
    assert all(row["cost"].value == row["procurement"].value + row["mobilisation"].value for row in rows)  # type: ignore[operator]


def test_lots_are_weighed_where_the_choice_has_fewer() -> None:
    # One procedure: the client 4,200 + 2 x 400, a bid of 1,900 on each lot; and two times 3,840 to bring in crews.
    rows = facts_of(case(TWO_SEWERS, "undivided:A+B")).rows["alternatives"]
    assert [str(row["form"]) for row in rows] == ["afzonderlijk", "een perceel per project"]
    assert [row["cost"].value for row in rows] == [20_680, 16_480]
    calls = facts_of(case(TWO_CALL_OFFS, "undivided:C0+C1")).rows["alternatives"]
    assert [str(row["form"]) for row in calls] == ["afzonderlijk"]


def test_small_lots_apart_are_an_alternative_with_its_own_costs() -> None:
    """A street of a sixth of its work may leave the regime (art. 2.18(3)); the thresholds are low, to be reached."""
    metres = {"A": 100, "B": 100, "S": 40}
    rows = [
        {**SEWER, "id": name, "work": "riool", "places": [{**SEWER["places"][0], "sewer_metres": m}]}
        for name, m in metres.items()
    ]
    low = replace(load(), law=LOW_LIMITS)
    found = facts_of(case(world(rows, reference=low), "undivided:A+B+S"))
    by_form = {str(row["form"]): row for row in found.rows["alternatives"]}
    small, apart = by_form["kleine percelen apart, de rest (ongedeeld)"], by_form["afzonderlijk"]
    # 40 m at 540 are 21,600: several firms invited, 4,600 and 4 x 1,900; A and B in one European lot: 22,400 and
    # 8.5 x 6,600. Apart these are three procedures.
    assert (small["client"].value, small["bidders"].value) == (4_600 + 22_400, 7_600 + 56_100)
    assert (apart["client"].value, apart["bidders"].value) == (4_600 + 2 * 22_400, 7_600 + 2 * 56_100)
    assert small["cost"].value == 90_700 + small["mobilisation"].value  # type: ignore[operator]
    assert str(small["procedures"]) == "meervoudig onderhandse procedure en Europese openbare procedure"
    assert found.single["small.any"].value is True


def test_the_same_rule_of_two_parts_is_said_once_with_both_articles() -> None:
    text = told(TWO_REGIMES, "lots-regime:NET+SEW")
    said = [
        line for line in text.splitlines() if line.startswith("De gezamenlijke waarde van de percelen van een werk")
    ]
    assert said == [
        "De gezamenlijke waarde van de percelen van een werk bepaalt de procedure van elk perceel "
        "(art. 2.18(1)-(2) Aw 2012; 3.15 Aw 2012)."
    ]


@pytest.mark.parametrize(("made", "tender"), ALL, ids=IDS)
def test_what_nobody_has_read_is_named_as_a_place_to_fill_in(made: Programme, tender: str) -> None:
    found = facts_of(case(made, tender))
    sentences = [s for c in chapters(found) for s in c.sentences]
    cited = {f.removeprefix("art.") for s in sentences for f in s.fields if f.startswith("art.")}
    unread = {LAW.provisions[name].article for name in cited if LAW.provisions[name].origin.trust == "assumption"}
    assert set(found.single["text.unread"].value) == unread  # type: ignore[arg-type]
    assert [s.fill for s in sentences if "text.unread" in s.fields] == ([True] if unread else [])


def test_no_raw_id_of_a_tender_or_plan_is_in_the_text() -> None:
    for made, tender in ALL:
        text = told(made, tender)
        assert tender not in text and ".json" not in text and "-W" not in text


def test_savings_are_those_of_this_tender_only() -> None:
    text = told(TWO_SEWERS, "undivided:A+B")
    assert (
        "(gelijke oplevering), ten minste € 7.000 en ten hoogste € 18.500, opbrekingen en ploegen meegerekend." in text
    )
    assert "90.000" not in text  # what the whole programme saves
    other = told(TWO_REGIMES, "lots-regime:NET+SEW")
    assert "ten minste € 0 (gelijke oplevering); hoeveel ten hoogste is niet bekend." in other


def test_the_conclusion_is_a_draft_with_facts_for_and_against() -> None:
    dossier = chapters(facts_of(case(TWO_SEWERS, "undivided:A+B")))
    (draft,) = [chapter for chapter in dossier if chapter.title.startswith("Conclusie")]
    assert all(sentence.todo for sentence in draft.sentences)
    assert any(sentence.text.startswith("Vóór samenvoegen: aanbesteden") for sentence in draft.sentences)
    assert any("schrijf op waarom dat hier zo is" in sentence.text for sentence in draft.sentences)
    # two streets of 54,000 in one lot: what that asks of the entrepreneur is weighed too
    against = [sentence.text for sentence in draft.sentences if sentence.text.startswith("Tegen samenvoegen")]
    assert any("een perceel van € 108.000 aankunnen" in text and "ten hoogste € 54.000" in text for text in against)


def test_who_is_able_before_and_after_merging() -> None:
    facts = facts_of(case(TWO_SEWERS, "undivided:A+B")).single
    assert (facts["access.before"].value, facts["access.after"].value, facts["access.fewer"].value) == ("6", "6", False)
    assert (facts["access.losing"].value, facts["access.fewer_outside"].value) == (0, False)
    facts = facts_of(case(TWO_WORK_TYPES, "undivided:RET+SEW")).single
    assert (facts["access.before"].value, facts["access.after"].value, facts["access.fewer"].value) == (
        "6",
        "minder dan 4",
        True,
    )
    assert (facts["access.losing"].value, facts["access.fewer_outside"].value) == (2, True)  # nobody does both alone


def test_lending_between_firms_that_may_bid_is_said_with_its_end_and_without_names() -> None:
    made = lending_rivals()
    text = "\n".join(s.text for c in chapters(facts_of(made)) for s in c.sentences)
    assert "grondwerker (Groningen), van week" in text and "eindigt vóór de aankondiging op 15 maart 2027" in text
    assert "lender" not in text
    assert "elkaar mensen uit" not in told(TWO_SEWERS, "undivided:A+B")


def test_who_is_ordered_from_bids_against_nobody() -> None:
    made = lending_rivals()
    lending, names = RivalLending(made.programme, made.common.meter, made.plan), made.names
    assert lending.during(made.publication)
    ordered = tuple(replace(name, procedure="call-off") for name in names.tenders)
    lending.meter = SimpleNamespace(compiled=replace(made.compiled, names=replace(names, tenders=ordered)))  # type: ignore[assignment]
    assert lending.during(made.publication) == []


def test_a_publication_after_the_known_thresholds_is_said() -> None:
    warning = "Deze aankondiging valt daarna"
    assert warning not in told(TWO_SEWERS, "undivided:A+B", week=51)  # Monday 27 December 2027
    assert warning in told(TWO_SEWERS, "undivided:A+B", week=52)  # Monday 3 January 2028


def test_each_form_has_its_own_sentences() -> None:
    assert "dat moet in de aanbestedingsstukken worden gemotiveerd" in told(TWO_SEWERS, "undivided:A+B")
    assert "Nadere opdrachten kennen geen opschortende termijn" in told(TWO_CALL_OFFS, "undivided:C0+C1")
    mixed = told(TWO_REGIMES, "lots-regime:NET+SEW")
    assert "vallen onder verschillende delen van de wet" in mixed and "Wie leidt, met welk mandaat" in mixed
    assert "Perceel 2: " in told(TWO_WORK_TYPES, "lots-work-type:RET+SEW")


def test_what_clients_agreed_is_stated_and_else_left_to_them() -> None:
    open_, agreed = told(TWO_REGIMES, "lots-regime:NET+SEW"), told(LED, "lots-regime:NET+SEW")
    assert (
        "Penvoerder" not in open_ and "Wie leidt, met welk mandaat" in open_  # a place to fill in, not a fact
    )
    assert (
        "Penvoerder: Grid operator; mandaat: besluit 12; verdeelsleutel: naar waarde." in agreed
        and "Wie leidt" not in agreed
    )
    assert "aanbesteding Dorp." in agreed


def test_a_person_decides_whether_projects_of_one_client_are_one_work() -> None:
    asked = "Of projecten van dezelfde opdrachtgever in deze aanbesteding één werk zijn"
    assert asked not in told(
        TWO_SEWERS, "undivided:A+B"
    )  # one work by default: one client, one work type, one district
    assert asked in told(TWO_WORK_TYPES, "lots-work-type:RET+SEW")
    assert asked not in told(TWO_REGIMES, "lots-regime:NET+SEW")  # two clients


def test_lapsed_articles_are_said() -> None:
    one = case(TWO_SEWERS, "undivided:A+B")
    law = one.law
    old = replace(law.provisions["turnover-cap"], valid_to=date(2027, 3, 14))  # published on 15 March 2027
    reference = replace(one.programme.reference, law=replace(law, provisions={**law.provisions, "turnover-cap": old}))
    changed = replace(one, programme=replace(one.programme, reference=reference))
    text = "\n".join(s.text for c in chapters(facts_of(changed)) for s in c.sentences)
    assert "Op de dag van aankondiging gelden deze artikelen niet meer: 2.90(5) Aw 2012." in text
    assert "gelden deze artikelen niet meer" not in told(TWO_SEWERS, "undivided:A+B")
