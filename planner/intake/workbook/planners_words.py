"""What planners call trades and work types: names by which cells are read, besides our own."""

from __future__ import annotations

from collections.abc import Mapping

WORK_TYPES: Mapping[str, tuple[str, ...]] = {
    "retrofit": (
        "isolatie",
        "woningisolatie",
        "na-isolatie",
        "woningen",
        "woningverduurzaming",
        "verduurzaming woningen",
        "warmtepompen",
        "warmtepomp",
        "hybride warmtepomp",
        "hybride warmtepompen",
    ),
    "heat": ("warmte", "stadsverwarming", "stadswarmte", "warmteleiding", "warmteleidingen", "district heating"),
    "cabling": (
        "kabels",
        "elektriciteit",
        "elektriciteitsnet",
        "netverzwaring",
        "LS-kabel",
        "MS-kabel",
        "laagspanning",
        "middenspanning",
        "kabels leggen",
    ),
    "charging": ("laadpaal", "laadpunten", "laadinfrastructuur", "laadinfra", "EV-laden", "charge points"),
    "sewer": (
        "riool",
        "rioolvervanging",
        "riolering vervangen",
        "riool vervangen",
        "rioolrenovatie",
        "rioleringswerk",
        "gescheiden riool",
        "gescheiden stelsel",
        "hemelwaterafvoer",
        "DWA",
        "HWA",
        "sewers",
    ),
    "water": ("drinkwater", "waterleidingen", "drinkwaterleiding"),
    "telecom": ("glasvezel", "fiber", "fibre"),
    "paving": ("verharding", "herbestrating", "straatwerk", "asfalt", "asfalteren", "wegwerk"),
    "trees": ("bomen", "groen", "boomwerk", "groenvoorziening"),
}
TRADES: Mapping[str, tuple[str, ...]] = {
    "HPT": (
        "warmtepompinstallateur",
        "monteur warmtepompen",
        "F-gassenmonteur",
        "F-gassen monteur",
        "koudetechnicus",
        "koeltechnicus",
    ),
    "PLB": (
        "cv-monteur",
        "verwarmingsmonteur",
        "monteur cv",
        "W-monteur",
        "loodgieter",
        "installateur W",
        "monteur W",
        "gasfitter",
    ),
    "ELE": (
        "elektricien",
        "elektromonteur",
        "electrician",
        "E-monteur",
        "installateur E",
        "monteur E",
        "elektrotechnisch monteur",
    ),
    "EVM": ("monteur laadpalen", "laadpaalinstallateur"),
    "LVM": (
        "LS-monteur",
        "kabelmonteur",
        "monteur kabels",
        "lasser LS-kabels",
        "laagspanningsmonteur",
        "monteur LS",
        "LV jointer",
    ),
    "MVM": ("MS-monteur", "stationsmonteur", "middenspanningsmonteur", "monteur MS"),
    "HNP": ("warmtenetmonteur", "monteur warmtenet", "leidingmonteur"),
    "WLD": ("lasser", "welder", "lasser warmtenet"),
    "INS": ("isoleerder",),
    "GRW": ("kabelwerker", "grondwerker"),
    "MCH": ("kraanmachinist", "machinist", "kraandrijver"),
    "PAV": ("straatmaker", "opperman bestrating"),
    "SEW": ("rioolwerker", "rioolmonteur", "rioleringsmonteur", "rioollegger"),
    "CAR": ("timmerman", "kozijnmonteur", "glaszetter"),
    "TEL": ("glasvezelmonteur", "telecommonteur", "monteur glasvezel"),
    "TRE": ("boomverzorger", "hovenier", "groenvoorziener"),
    "WVB": ("uitvoerder", "werkvoorbereider", "projectleider uitvoering"),
}
MAYBE_TRADES: Mapping[str, tuple[str, ...]] = {
    "BEI-VP": ("LVM", "MVM"),
    "VP": ("LVM", "MVM"),
    "BEI-VOP": ("LVM", "MVM"),
    "monteur": ("LVM", "MVM", "ELE", "PLB"),
    "installateur": ("PLB", "ELE", "HPT"),
    "grondmonteur": ("GRW",),
}
OTHER_TRADES = ("dakdekker", "metselaar", "schilder", "stukadoor", "steigerbouwer", "tegelzetter", "verkeersregelaar")

# What people write for how work is awarded, and what it probably means; it is asked, not read.
AWARDS: Mapping[str, str] = {
    "raamcontract": "call-off",
    "raamovereenkomst": "call-off",
    "nadere overeenkomst": "call-off",
    "openbaar": "to-tender",
    "onderhands": "to-tender",
    "aanbesteding": "to-tender",
    "opdracht verstrekt": "contracted",
    "eigen beheer": "in-house",
}
