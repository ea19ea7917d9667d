"""How the report says things, in Dutch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.labels import WORK_TYPES as WORK_TYPES

WORDS = {"proven": "bewezen", "indicated": "aannemelijk", "negligible": "verwaarloosbaar", "undecided": "onbeslist"}

WORDS_MEAN = {
    "proven": "de ondergrens ligt boven nul en beide grenzen zijn gecertificeerd: nagerekend in gehele getallen, los van de rekenkern",
    "indicated": "de ondergrens ligt boven nul, maar een van beide grenzen is niet gecertificeerd",
    "negligible": "zelfs de bovengrens is minder dan 0,5 % van de beïnvloedbare kosten",
    "undecided": "de ondergrens is nul en de bovengrens niet klein: het kan veel zijn of niets",
}

STATUS = {
    "optimal": "optimaal",
    "feasible": "plan gevonden",
    "stored": "vastgelegd plan",
    "no_plan": "geen plan gevonden",
    "infeasible": "geen plan mogelijk",
}

TERMS = {
    "labour": "arbeid",
    "hire": "inhuur",
    "travel": "reizen",
    "lending": "uitlenen",
    "mobilisation": "opstarten van ploegen",
    "procurement": "aanbesteden",
    "opening": "openbreken en bestraten",
    "interface": "afstemming tussen contracten",
    "delay": "vertraging",
    "burden": "hinder open straten",
    "rest": "graafrust gebroken",
    "moved": "verschoven weken",
}

LETTERS = {"retrofit": "H", "heat": "W", "cabling": "K", "charging": "L", "sewer": "R"}

STEPS = {"aligning": "afstemmen", "sharing": "mensen delen", "combining": "samen aanbesteden"}

CAUSES = {
    "procedures": "procedures",
    "mobilisation": "opstarten van ploegen",
    "openings": "straten open: werk, afspraken, hinder, graafrust",
    "crews": "ploegen: arbeid, inhuur, reizen, lenen, partners",
    "timing": "wachten en verschoven weken",
}

MEASURES = {
    "projects_meeting_target": "projecten op tijd",
    "openings": "opbrekingen",
    "weeks_open": "weken dat een straat open ligt",
    "broken_rests": "keer graafrust gebroken",
    "hired_head_weeks": "ingehuurde mensweken",
    "lent_head_weeks": "uitgeleende mensweken",
    "consortium_head_weeks": "mensweken uit een combinatie",
    "idle_head_weeks": "leegloop in mensweken",
    "mean_weeks_moved": "weken verschoven, gemiddeld",
    "tenders": "aanbestedingen",
    "combined_tenders": "waarvan gecombineerd",
}

QUESTIONS = {"equal_delivery": "Gelijke oplevering", "all_in": "Alles meegerekend", "second_reading": "Tweede lezing"}

QUESTIONS_MEAN = {
    "equal_delivery": (
        "Dezelfde wijken op dezelfde datum klaar, met niet meer hinder dan vandaag: hoeveel minder kost het? Alleen euro's die echt betaald worden."
    ),
    "all_in": "Ook wachten, hinder, gebroken graafrust en verschoven weken tellen mee, tegen maatschappelijke prijzen.",
}

RULES = {
    "once": "Werk ontbreekt of staat dubbel",
    "window": "Buiten het venster",
    "ready": "Voordat alles gereed is",
    "calendar": "In een gesloten week",
    "precedence": "In de verkeerde volgorde",
    "crew": "Zonder ploeg die mag",
    "capacity": "Te weinig mensen",
    "lending": "Uitlenen buiten de afspraak",
    "hire": "Meer inhuur dan de markt heeft",
    "tender": "Niet in precies één aanbesteding",
    "lead": "Voordat de aanbesteding rond is",
    "contract": "Langer dan het contract",
    "street_order": "Ondiep voor diep in dezelfde straat",
    "opening": "Opbreking niet te delen",
    "rest": "Binnen de graafrust",
    "exclusive": "Straten tegelijk open",
    "grid": "Meer dan het elektriciteitsnet kan",
    "frozen": "Vastgezet werk verschoven",
    "delivery": "Later of meer hinder dan afgesproken",
    "nonrenewable": "Voorraad op",
}

TRUST = {"sourced": "bron", "stated": "eigen opgave", "derived": "afgeleid", "assumption": "aanname"}

ACCESS = {
    "turnover_per_head_low_eur": "omzet per persoon en jaar, laag (€)",
    "turnover_per_head_high_eur": "omzet per persoon en jaar, hoog (€)",
    "reference_reach_percent": "grootste referentie, % van de jaaromzet",
    "small_firm_percent": "grootste perceel dat past, % van de jaaromzet van de middelste onderneming",
    "least_bidders": "minste ondernemingen per perceel",
}

FORMS = {
    "single": "één project",
    "undivided": "ongedeeld",
    "lots-work-type": "percelen per werksoort",
    "lots-regime": "percelen per regime",
    "lots-district": "percelen per wijk",
    "lots-client": "percelen per opdrachtgever",
    "lots-project": "een perceel per project",
}

AWARDS = {
    "to-tender": "nog aan te besteden",
    "call-off": "afroep onder een raamcontract",
    "contracted": "onder contract",
    "in-house": "in eigen beheer",
    "private": "particulier",
}

SOURCES = {"own": "eigen", "lent": "geleend", "consortium": "combinatie", "hired": "ingehuurd"}


def euros(amount: float | None) -> str:
    """Whole euros with Dutch thousands; a dash where there is nothing."""
    return "–" if amount is None else f"€ {amount:,.0f}".replace(",", ".")


def brief(amount: float | None) -> str:
    """Euros in thousands or millions, for sentences."""
    if amount is None:
        return "–"
    if abs(amount) >= 999_500:
        return f"€ {number(amount / 1e6, 2 if abs(amount) < 1e7 else 1)} mln"
    if abs(amount) >= 10_000:
        return f"€ {amount / 1000:,.0f} duizend".replace(",", ".")
    return euros(amount)


def number(value: float, digits: int = 0) -> str:
    """A number with decimal comma and points between thousands."""
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def percent(share: float | None, digits: int = 1) -> str:
    """A share as a percentage."""
    return "–" if share is None else f"{number(100 * share, digits)} %"


def interval(low: int, high: int | None) -> str:
    """An interval in euros, for sentences."""
    if high is None:
        return f"ten minste {brief(low)}"
    return brief(low) if brief(low) == brief(high) else f"tussen {brief(low)} en {brief(high)}"


def status(row: Mapping[str, Any]) -> str:
    """How a result came out; *optimal* says whose word that is where the bound shown does not prove it."""
    claimed = row["status"] == "optimal" and row["bound"] != row["cost"]
    return "optimaal volgens de rekenkern, niet gecertificeerd" if claimed else STATUS[row["status"]]


def headline(question: str, saving: Mapping[str, Any] | None, base: Mapping[str, Any] | None) -> str:
    """The sentence of one question. ``saving`` is from repaired to bundled, ``base`` the repaired result."""
    lead = "Gelijke oplevering: hetzelfde werk op dezelfde datum" if question == "equal_delivery" else "Alles meegerekend: het hele programma"
    if saving is None or base is None or not base["decidable_cost"]:
        return f"{lead}: er is geen vergelijking, omdat een plan ontbreekt."
    low, high, decidable = saving["low"], saving["high"], base["decidable_cost"]
    word = WORDS[saving["word"]]
    if saving["word"] == "negligible":
        return f"{lead} wordt door afstemmen, delen en samen aanbesteden hooguit {brief(high)} goedkoper dan vandaag: {word}."
    if saving["word"] == "undecided":
        if high is None:
            return f"{lead}: wat afstemmen, delen en samen aanbesteden schelen is {word}; er is nog geen ondergrens."
        return f"{lead} wordt door afstemmen, delen en samen aanbesteden hooguit {brief(high)} goedkoper dan vandaag, misschien niets: {word}."
    ends = dict.fromkeys(percent(end / decidable, 0) for end in (low, high) if end is not None)
    shares = f"{' tot '.join(ends)} van de kosten die een planning kan beïnvloeden"
    return f"{lead} kost door afstemmen, delen en samen aanbesteden {interval(low, high)} minder dan vandaag ({shares}): {word}."


def bundling(saving: Mapping[str, Any] | None) -> str:
    """What sharing and combining add to alignment, so that they are not credited with what alignment achieves."""
    if saving is None or saving["high"] is None:
        return ""
    low, high = saving["low"], saving["high"]
    amount = interval(low, high) if low > 0 else f"hooguit {brief(high)}"
    return f"Daarvan komt van mensen delen en samen aanbesteden, bovenop afstemmen, {amount}: {WORDS[saving['word']]}."


def break_even(row: Mapping[str, Any]) -> str:
    """By how much bids may rise before combining is no longer cheaper: from the low end of the saving, and beside it from the plans found."""
    low, found = row["low_percent"], row["found_percent"]
    if low is None:
        return "Er is geen werk dat samen aanbesteed kan worden."
    plans = "de gevonden plannen combineren niets" if found is None else f"in de gevonden plannen {number(found, 2)} %"
    if low > 0:
        return (
            f"Samen aanbesteden blijft goedkoper zolang inschrijvingen door het combineren minder dan {number(low, 2)} % stijgen, "
            f"wat het beste plan ook combineert ({WORDS[row['word']]}); {plans}."
        )
    return f"Hoeveel inschrijvingen door het combineren mogen stijgen is onbeslist: de ondergrens van de besparing laat geen ruimte; {plans}."


def losers(pair: Mapping[str, Any], names: Mapping[str, str], key: str) -> str:
    """Which clients pay more in the wider variant."""
    lost, payers = pair[key], len(pair["clients"])
    if not lost:
        return f"geen van de {payers} opdrachtgevers gaat erop achteruit"
    return f"{len(lost)} van de {payers} opdrachtgevers {'gaat' if len(lost) == 1 else 'gaan'} erop achteruit: {', '.join(names[c] for c in lost)}"


def second_reading(saving: Mapping[str, Any] | None) -> str:
    """What sharing and combining save when the districts are finished as in the aligned plan."""
    if saving is None:
        return ""
    low, high, word = saving["low"], saving["high"], WORDS[saving["word"]]
    if low > 0:
        return f"Dan kost alles samen {interval(low, high)} minder dan afgestemd: {word}."
    if high is None:
        return f"Wat alles samen dan scheelt met afgestemd is {word}; er is nog geen ondergrens."
    return f"Alles samen is dan hooguit {brief(high)} goedkoper dan afgestemd: {word}."


def weeks_gained(gained: Mapping[str, Any]) -> str:
    """How much sooner districts are finished, with what is paid for it on both sides; later is said as plainly as sooner."""
    mean, before, after = gained["mean_weeks"], gained["cash_repaired"], gained["cash_bundled"]
    price = "bij gelijke of lagere kosten" if gained["at_equal_or_lower_cost"] else "maar niet bij gelijke kosten"
    when = f"{number(mean, 1)} weken eerder klaar dan vandaag, {price}"
    if abs(mean) < 0.05:
        when = f"even vroeg klaar als vandaag, {price}"
    elif mean < 0:
        when = f"{number(abs(mean), 1)} weken later klaar dan vandaag"
    late = [f"{number(gained[key], 1)} weken" for key in ("mean_weeks_late_bundled", "mean_weeks_late_repaired")]
    return (
        f"In het plan waarin alles samen gaat (alles meegerekend) is een wijk, gewogen naar woningen, gemiddeld {when}: betaald wordt "
        f"{brief(after)} tegen {brief(before)} vandaag. Over de laatste streefdatum heen gaat een wijk gemiddeld {late[0]}, vandaag {late[1]}."
    )
