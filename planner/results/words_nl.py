"""How the report says things, in Dutch."""

from __future__ import annotations

from wijkplan.planner.compile.labels import WORK_TYPES as WORK_TYPES

WORDS = {
    "proven": "bewezen",
    "proven dearer": "bewezen duurder",
    "indicated": "aannemelijk",
    "negligible": "verwaarloosbaar",
    "undecided": "onbeslist",
}

WORDS_MEAN = {
    "proven": "de ondergrens ligt boven nul en beide grenzen zijn gecertificeerd: nagerekend in gehele getallen, los "
    "van de rekenkern",
    "proven dearer": "de bovengrens ligt onder nul: het plan ervoor vraagt minder, en is daarom goedkoper",
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

LETTERS = {"retrofit": "H", "heat": "W", "cabling": "K", "charging": "L", "sewer": "R",
           "water": "D", "telecom": "T", "paving": "V", "trees": "B"}  # fmt: skip

STEPS = {
    "streets": "straten",
    "districts": "wijken",
    "aligning": "afstemmen",
    "sharing": "mensen delen",
    "combining": "samen aanbesteden",
}

CAUSES = {
    "procedures": "procedures",
    "mobilisation": "opstarten van ploegen",
    "openings": "straten open: werk, arbeid van samen graven, afspraken, hinder, graafrust",
    "crews": "ploegen: arbeid, leegloop, inhuur, reizen, lenen, partners",
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
    "idle_head_weeks_in_span": "waarvan tussen eerste en laatste werk",
    "changes": "wisselingen: mensen die vaste ploegen van kwartaal tot kwartaal op- en afschalen",
    "spells": "keren dat vaste mensen opnieuw beginnen",
    "mean_weeks_moved": "weken verschoven, gemiddeld",
    "tenders": "aanbestedingen",
    "combined_tenders": "waarvan gecombineerd",
}

QUESTIONS = {
    "equal_delivery": "Gelijke oplevering",
    "all_in": "Alles meegerekend",
    "sooner": "Eerder, binnen de weken die afzenders zelf accepteren",
    "sooner_free": "Eerder, met werk dat zo ver naar voren mag als het kan",
}

QUESTIONS_MEAN = {
    "equal_delivery": (
        "Geen wijk later klaar dan in het vergelijkingsplan, met niet meer hinder: hoeveel minder kost het? Alleen "
        "euro's die echt betaald worden."
    ),
    "all_in": "Ook wachten, hinder, gebroken graafrust en verschoven weken tellen mee, tegen maatschappelijke prijzen.",
}

STANDING = {"surely not worse": "zeker niet slechter", "not worse": "niet slechter", "worse": "slechter"}

TRUST = {"sourced": "bron", "stated": "eigen opgave", "derived": "afgeleid", "assumption": "aanname"}

ACCESS = {
    "outside_firms": "ondernemingen buiten het programma, per sector en regio",
    "outside_heads": "mensen van zo'n onderneming",
    "outside_own_percent": "deel van de uren dat zij zelf doet (%)",
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

TOGETHER = {
    "one contract": "ja, in één contract",
    "in lots": "ja, in percelen per regime",
    "apart": "nee, te ver uit elkaar in plaats of tijd",
    "unlawful": "nee, de wet staat het niet toe",
    "not free": "nee, niet alles is aan te besteden",
}
REASONS = {
    "shared-street": "een straat",
    "shared-trade": "een vak",
    "shared-weeks": "weken",
    "one-client": "de opdrachtgever",
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
