"""Names of sheets, columns and choices in Dutch and English: the one table that is written by hand. Units stand in the
headings.

When to modify: a new field of the schema needs its heading here, a new choice its label; a test asks for both.
"""

from __future__ import annotations

from collections.abc import Mapping

from wijkplan.planner.text import Language

from .layout import FORM, Column, Table

Pair = tuple[str, str]  # Dutch, English

SHEETS: Mapping[str, Pair] = {
    FORM: ("Begin", "Start"),
    "crews": ("Ploegen", "Crews"),
    "crews.leave": ("Afwezigheid", "Absence"),
    "projects": ("Projecten", "Projects"),
    "projects.places": ("Werk", "Work"),
    "projects.prerequisites": ("Vergunningen", "Permits"),
    "projects.links": ("Volgorde", "Order"),
    "projects.activities": ("Eigen activiteiten", "Own activities"),
    "projects.activities.hours": ("Uren per vak", "Hours per trade"),
    "projects.pins": ("Vaste weken", "Fixed weeks"),
    "projects.norms": ("Eigen uren", "Own hours"),
    "projects.places.amounts": ("Eigen hoeveelheden", "Own amounts"),
    "budgets": ("Budgetten", "Budgets"),
    "frameworks": ("Raamcontracten", "Frameworks"),
    "streets": ("Straten", "Streets"),
    "districts": ("Wijken", "Districts"),
    "grid_areas": ("Netgebieden", "Grid areas"),
    "grid_areas.extra": ("Netuitbreiding", "Grid extension"),
    "flexibility": ("Speling", "Flexibility"),
    "part_timers": ("Deeltijders", "Part-timers"),
    "hiring": ("Inhuur", "Hiring"),
    "trades": ("Eigen vakken", "Own trades"),
    "work_types": ("Eigen werksoorten", "Own work types"),
    "packages": ("Eigen werkpakketten", "Own packages"),
    "packages.hours": ("Uren van werkpakketten", "Hours of packages"),
    "packages.opening_hours": ("Uren openen", "Hours of opening"),
    "packages.closing_hours": ("Uren sluiten", "Hours of closing"),
    "norms": ("Eigen normen", "Own norms"),
    "calendars": ("Eigen kalenders", "Own calendars"),
    "closed": ("Dichte dagen", "Closed days"),
    "rates": ("Eigen tarieven", "Own rates"),
    "package_prices": ("Eigen prijzen", "Own prices"),
    "figures": ("Eigen cijfers", "Own figures"),
    "subsidies": ("Subsidies", "Subsidies"),
    "subsidy_budgets": ("Budgetten van regelingen", "Budgets of schemes"),
    "agreements": ("Straatafspraken", "Street agreements"),
    "combinations.name": ("Combinaties", "Combinations"),
    "combinations.force": ("Verplichte combinaties", "Forced combinations"),
    "combinations.forbid": ("Verboden combinaties", "Forbidden combinations"),
    "forward_plans": ("Plannen van anderen", "Plans of others"),
    "deliveries": ("Leveranciers", "Suppliers"),
    "deliveries.deliveries": ("Leveringen", "Deliveries"),
}
LISTS: Pair = ("Keuzelijsten", "Lists")
FINDINGS: Pair = ("Bevindingen", "Findings")
# Rows that begin with one of these are never data.
EXAMPLE: Pair = ("voorbeeld", "example")
IF_EMPTY: Pair = ("bij leeg", "if empty")
TRADES_ASKED: Pair = ("vraagt vakken", "asks trades")

# Labels of the form by kind of submission and path, where one kind calls it differently.
FORM_LABELS: Mapping[str, Pair] = {
    "programme/name": ("Naam van het programma", "Name of the programme"),
    "programme/start": ("Eerste week of datum", "First week or date"),
}
# By table and path where a table calls it differently, else by path.
HEADINGS: Mapping[str, Pair] = {
    "kind": ("Soort opgave", "Kind of submission"),
    "format_version": ("Versie van dit formulier", "Version of this form"),
    "id": ("Kenmerk", "Id"),
    "name": ("Naam organisatie", "Name of organisation"),
    "sector": ("Sector", "Sector"),
    "regime": ("Aanbestedingsregime", "Procurement regime"),
    "note": ("Opmerking", "Note"),
    "desk_places": ("Aanbestedingen tegelijk (aantal)", "Tenders at a time (number)"),
    "start": ("Van week of datum", "From week or date"),
    "end": ("Tot en met week of datum", "Up to and including week or date"),
    "weeks": ("Horizon (weken)", "Horizon (weeks)"),
    "seed": ("Toevalsgetal", "Seed"),
    "amount": ("Aantal erbij", "Amount added"),
    "crews/id": ("Ploeg", "Crew"),
    "crews/teams": ("Aantal ploegen", "Number of crews"),
    "crews/heads": ("Mensen per ploeg (personen)", "Heads per crew (persons)"),
    "hiring/heads": ("Te huur (personen)", "For hire (persons)"),
    "crews.leave/heads": ("Afwezig (personen)", "Away (persons)"),
    "trade": ("Vak", "Trade"),
    "region": ("Arbeidsmarktregio", "Labour-market region"),
    "status": ("Vastgelegd of vrij", "Committed or free"),
    "lendable_percent": ("Uit te lenen (%)", "May be lent (%)"),
    "reachable_regions": ("Werkt ook in regio's", "Also works in regions"),
    "consent": ("Akkoord met uitlenen", "Consent to lend"),
    "workers": ("Mensen zelf akkoord", "People themselves agree"),
    "appointed_by": ("Aangewezen door netbeheerders", "Appointed by network operators"),
    "lends_as": ("Leent uit als", "Lends as"),
    "network_operator": ("Netbeheerder", "Network operator"),
    "legal_basis": ("Grondslag voor uitlenen", "Legal basis to lend"),
    "projects/id": ("Projectnummer", "Project number"),
    "work_type": ("Werksoort", "Work type"),
    "district": ("Wijk", "District"),
    "wanted.start": ("Gewenst van week of datum", "Wanted from week or date"),
    "wanted.end": ("Gewenst tot en met week of datum", "Wanted up to and including week or date"),
    "title": ("Omschrijving", "Title"),
    "award": ("Hoe vergeven", "How awarded"),
    "client": ("Opdrachtgever", "Client"),
    "employer": ("Werkgever", "Employer"),
    "framework": ("Raamcontract", "Framework"),
    "work": ("Deel van werk", "Part of work"),
    "window.start": ("Niet eerder dan week of datum", "Not before week or date"),
    "window.end": ("Niet later dan week of datum", "Not after week or date"),
    "target": ("Streefdatum", "Target date"),
    "idle_earning_percent": ("Leegloop die elders loon verdient (%)", "Idle hours that earn elsewhere (%)"),
    "min_weeks_hired": ("Inhuur minstens (weken)", "Hired for at least (weeks)"),
    "min_weeks_lent": ("Inlenen minstens (weken)", "Lent for at least (weeks)"),
    "min_weeks_partner": ("Van partners minstens (weken)", "From partners for at least (weeks)"),
    "turnover_per_person_eur": ("Werven per persoon (EUR)", "Finding a person (EUR)"),
    "publisher": ("Wie de open data publiceert", "Who publishes the open data"),
    "publish_values": ("Ramingen publiceren", "Publish estimates"),
    "grain_heads": ("Kleinste deel van een persoon", "Least part of a person"),
    "flexible_weeks": ("Te verschuiven (weken)", "May move (weeks)"),
    "projects/after": ("Na projecten", "After projects"),
    "participation_percent": ("Deelname bewoners (%)", "Homes taking part (%)"),
    "consent_decision": ("Besluit bewoners op", "Residents decide on"),
    "projects.links/project": ("Wacht op project", "Waits for project"),
    "projects.links/type": ("Soort volgorde", "Kind of order"),
    "lag_weeks": ("Weken ertussen (weken)", "Weeks between (weeks)"),
    "projects.places/id": ("Plek", "Place"),
    "street": ("Straat", "Street"),
    "homes": ("Woningen (aantal)", "Homes (number)"),
    "insulation_light_homes": ("Isolatie spouw en vloer (woningen)", "Insulation cavity and floor (homes)"),
    "insulation_full_homes": ("Isolatie volledig (woningen)", "Insulation full (homes)"),
    "hybrid_heat_pump_homes": ("Hybride warmtepomp (woningen)", "Hybrid heat pump (homes)"),
    "electric_heat_pump_homes": ("Elektrische warmtepomp (woningen)", "Electric heat pump (homes)"),
    "heat_network_homes": ("Aansluiting warmtenet (woningen)", "Heat network connection (homes)"),
    "meter_cupboard_homes": ("Meterkast (woningen)", "Meter cupboard (homes)"),
    "gas_removal_homes": ("Gas eruit (woningen)", "Gas removal (homes)"),
    "connection_upgrade_homes": ("Verzwaring aansluiting (woningen)", "Connection upgrade (homes)"),
    "sewer_metres": ("Riool (m)", "Sewer (m)"),
    "heat_pipe_metres": ("Warmteleiding (m)", "Heat pipe (m)"),
    "mv_cable_metres": ("MS-kabel (m)", "MV cable (m)"),
    "lv_cable_metres": ("LS-kabel (m)", "LV cable (m)"),
    "stations": ("Transformatorhuisjes (stuks)", "Transformer stations (pieces)"),
    "charger_poles": ("Laadpalen (stuks)", "Charger poles (pieces)"),
    "water_metres": ("Waterleiding (m)", "Water main (m)"),
    "telecom_metres": ("Telecombuis (m)", "Telecom duct (m)"),
    "paving_m2": ("Bestrating (m2)", "Paving (m2)"),
    "trees": ("Bomen (stuks)", "Trees (pieces)"),
    "projects.places.amounts/package": ("Eigen werkpakket", "Own package"),
    "projects.places.amounts/amount": ("Hoeveelheid", "Amount"),
    "english": ("Engelse naam", "English name"),
    "sectors": ("Sectoren", "Sectors"),
    "rate_eur": ("Uurtarief (EUR)", "Rate an hour (EUR)"),
    "hire_premium_eur": ("Toeslag inhuur per uur (EUR)", "Hiring premium an hour (EUR)"),
    "market_heads": ("Te huur per regio (personen)", "For hire per region (persons)"),
    "hours_per_head_week": ("Uren per mensweek", "Hours per head-week"),
    "trades/id": ("Code van het vak", "Code of the trade"),
    "trades/name": ("Naam van het vak", "Name of the trade"),
    "work_types/id": ("Code van de werksoort", "Code of the work type"),
    "work_types/name": ("Naam van de werksoort", "Name of the work type"),
    "cpv": ("CPV-code", "CPV code"),
    "contract": ("Soort contract", "Sort of contract"),
    "packages/id": ("Code van het werkpakket", "Code of the package"),
    "packages/name": ("Naam van het werkpakket", "Name of the package"),
    "unit": ("Eenheid", "Unit"),
    "crews": ("Ploeggroottes (personen)", "Crew sizes (persons)"),
    "calendar": ("Kalender", "Calendar"),
    "value_eur": ("Waarde per eenheid (EUR)", "Value per unit (EUR)"),
    "depth": ("Volgorde in de straat (laagste eerst)", "Order in the street (lowest first)"),
    "opening_eur": ("Graven en bestraten per eenheid (EUR)", "Digging and paving per unit (EUR)"),
    "load_kw": ("Belasting per eenheid (kW)", "Load per unit (kW)"),
    "after": ("Na", "After"),
    "packages.hours/hours": ("Uren per eenheid", "Hours per unit"),
    "packages.opening_hours/hours": ("Uren per eenheid", "Hours per unit"),
    "packages.closing_hours/hours": ("Uren per eenheid", "Hours per unit"),
    "norms/hours": ("Uren per eenheid", "Hours per unit"),
    "projects.norms/hours": ("Uren per eenheid", "Hours per unit"),
    "calendars/id": ("Code van de kalender", "Code of the calendar"),
    "calendars/name": ("Naam van de kalender", "Name of the calendar"),
    "bouwvak_percent": ("Werk in de bouwvak (%)", "Work in bouwvak (%)"),
    "christmas_percent": ("Werk rond kerst (%)", "Work at Christmas (%)"),
    "weather": ("Verlet door weer", "Weather costs time"),
    "frost_closed": ("Dicht in vorstmaanden", "Closed in months of frost"),
    "closed/start": ("Dicht van", "Closed from"),
    "closed/end": ("Dicht tot en met", "Closed up to and including"),
    "calendars": ("Kalenders", "Calendars"),
    "reason": ("Reden", "Reason"),
    "figure": ("Cijfer", "Figure"),
    "value": ("Waarde", "Value"),
    "projects.prerequisites/kind": ("Vergunning of melding", "Permit or notice"),
    "requested_on": ("Aangevraagd op", "Requested on"),
    "met_by": ("Er op", "There by"),
    "projects.activities/id": ("Activiteit", "Activity"),
    "place": ("Plek", "Place"),
    "package": ("Werkpakket", "Package"),
    "crew_heads": ("Ploeggrootte (personen)", "Crew size (persons)"),
    "opens_street": ("Straat open", "Opens the street"),
    "projects.activities/after": ("Na activiteiten", "After activities"),
    "hours": ("Uren (manuren)", "Hours (person-hours)"),
    "activity": ("Activiteit", "Activity"),
    "projects.pins/start": ("Start in week of datum", "Start in week or date"),
    "frameworks/id": ("Raamcontract", "Framework"),
    "type": ("Raam of concessie", "Framework or concession"),
    "holders": ("Contractpartijen", "Holders"),
    "work_types": ("Werksoorten", "Work types"),
    "year": ("Jaar", "Year"),
    "eur": ("Bedrag (EUR)", "Amount (EUR)"),
    "scheme": ("Regeling", "Scheme"),
    "eur_per_unit": ("Subsidie per eenheid (EUR)", "Subsidy per unit (EUR)"),
    "remaining_eur": ("Nog af te roepen (EUR)", "Left to call off (EUR)"),
    "streets/id": ("Straatcode", "Street id"),
    "streets/name": ("Straatnaam", "Street name"),
    "shops": ("Winkels (aantal)", "Shops (number)"),
    "rest_weeks": ("Rustperiode (weken)", "Rest period (weeks)"),
    "reopening_forbidden": ("Opnieuw openen verboden", "Reopening forbidden"),
    "last_closed": ("Laatst dichtgemaakt op", "Last closed on"),
    "districts/name": ("Naam van de wijk", "Name of the district"),
    "districts/municipality": ("Gemeente (CBS-code)", "Municipality (CBS code)"),
    "districts/homes": ("Woningen in de wijk (aantal)", "Homes in the district (number)"),
    "max_open_streets": ("Straten tegelijk open (hoogstens)", "Streets open at a time (at most)"),
    "grid_areas/id": ("Netgebied", "Grid area"),
    "districts": ("Wijken", "Districts"),
    "spare_kw": ("Ruimte nu (kW)", "Spare now (kW)"),
    "kw_per_station": ("Erbij per transformatorhuisje (kW)", "Added per transformer station (kW)"),
    "forward_plans/id": ("Kenmerk plan", "Plan id"),
    "owner": ("Van wie", "Owner"),
    "what": ("Wat", "What"),
    "geometry": ("Geometrie (WKT of GeoJSON)", "Geometry (WKT or GeoJSON)"),
    "certainty": ("Zekerheid", "Certainty"),
    "clients": ("Opdrachtgevers", "Clients"),
    "agreements/new": ("Nog te maken", "Still to be made"),
    "material": ("Materiaal", "Material"),
    "projects": ("Projecten", "Projects"),
    "form": ("Vorm", "Form"),
    "combinations.name/name": ("Naam combinatie", "Name of combination"),
    "combinations.force/name": ("Naam combinatie", "Name of combination"),
    "lead_client": ("Penvoerder", "Lead client"),
    "mandate": ("Mandaat", "Mandate"),
    "cost_key": ("Verdeelsleutel", "Cost key"),
}
# Other headings that planners use.
ALIASES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "code"),
    "crews/id": ("ploegnaam", "ploegcode", "crew name"),
    "crews/heads": ("heads", "personen", "aantal personen", "koppen", "koppen per ploeg", "mensen", "fte"),
    "crews/teams": ("ploegen", "crews"),
    "crews.leave/heads": ("heads", "personen", "afwezig", "away"),
    "region": ("regio", "region"),
    "trade": ("vakgebied", "functie", "discipline"),
    "package": ("pakket", "werkpakket", "package"),
    "projects/id": ("project", "projectnr", "projectcode", "project id", "id"),
    "projects.places/id": ("plek", "locatie", "id"),
    "street": ("straatnaam", "street name"),
    "streets/name": ("straat", "naam", "street", "name", "openbare ruimte", "openbareruimtenaam"),
    "homes": ("woningen", "aantal woningen", "homes"),
    "shops": ("winkels", "aantal winkels", "shops"),
    "district": ("buurt", "wijk/buurt", "neighbourhood"),
    "wanted.start": (
        "begin",
        "start",
        "van",
        "startdatum",
        "startweek",
        "beginweek",
        "gewenst begin",
        "gewenst van",
        "from",
    ),
    "wanted.end": (
        "eind",
        "einde",
        "tot",
        "tot en met",
        "t/m",
        "einddatum",
        "eindweek",
        "gewenst eind",
        "gewenst tot",
        "gewenst tot en met",
        "gewenst t/m",
        "until",
        "end",
        "finish",
    ),
    "start": ("begin", "start", "van", "startdatum", "startweek", "from"),
    "end": ("eind", "einde", "t/m", "tot en met", "einddatum", "eindweek", "until"),
    "title": ("titel", "projectnaam", "description"),
    "geometry": ("wkt", "geojson", "geometrie", "gebied"),
    "owner": ("eigenaar", "beheerder", "aanvrager", "initiatiefnemer"),
    "what": ("werkzaamheden", "omschrijving", "beschrijving", "description"),
    "certainty": ("status",),
    "work_type": ("soort", "soort werk", "type werk", "type of work"),
}
CHOICES: Mapping[str, Pair] = {
    "employer": ("werkgever", "employer"),
    "client": ("opdrachtgever", "client"),
    "programme": ("programma", "programme"),
    "builder": ("bouw", "builder"),
    "installer": ("installatie", "installer"),
    "grid": ("netbeheer", "grid"),
    "civil": ("grond-, weg- en waterbouw", "civil works"),
    "charging": ("laadpalen", "charging"),
    "committed": ("vastgelegd", "committed"),
    "agree": ("akkoord", "agree"),
    "disagree": ("niet akkoord", "disagree"),
    "collegial": ("collegiaal tegen kostprijs", "collegial at cost"),
    "admitted": ("toegelaten (Wtta)", "admitted (Wtta)"),
    "not-admitted": ("niet toegelaten", "not admitted"),
    "free": ("vrij", "free"),
    "works": ("werken", "works"),
    "services": ("diensten", "services"),
    "supplies": ("leveringen", "supplies"),
    "retrofit": ("woningaanpassing", "retrofit"),
    "heat": ("warmtenet", "heat network"),
    "cabling": ("bekabeling", "cabling"),
    "sewer": ("riolering", "sewer"),
    "water": ("waterleiding", "water main"),
    "telecom": ("telecom en glasvezel", "telecom"),
    "paving": ("bestrating", "paving"),
    "trees": ("bomen en groen", "trees"),
    "in-house": ("eigen dienst", "in-house"),
    "contracted": ("gegund", "contracted"),
    "call-off": ("afroep", "call-off"),
    "to-tender": ("nog aan te besteden", "to tender"),
    "private": ("particulier", "private"),
    "classic": ("klassieke aanbestedende dienst", "classic"),
    "special-sector": ("speciale sector", "special sector"),
    "contested": ("betwist (corporatie)", "contested"),
    "framework": ("raamovereenkomst", "framework agreement"),
    "concession": ("concessie", "concession"),
    "FS": ("einde-begin", "finish-start"),
    "SS": ("begin-begin", "start-start"),
    "FF": ("einde-einde", "finish-finish"),
    "SF": ("begin-einde", "start-finish"),
    "undivided": ("ongedeeld", "undivided"),
    "agreed": ("afgesproken", "agreed"),
    "intended": ("voornemen", "intended"),
    "lots": ("in percelen", "in lots"),
}
"""What people call kinds of work besides their names; each the work that its own columns count."""
"""What people call a trade besides its name in the reference data."""
"""What may mean several trades: these are asked about."""
"""Trades that people have and no package of the reference data asks for."""
YES: Pair = ("ja", "yes")
NO: Pair = ("nee", "no")


def at(language: Language) -> int:
    """Place of a language in a pair."""
    return 0 if language == "nl" else 1


def heading_pair(table: str, column: Column) -> Pair:
    """Both headings of a column; one that repeats a key is called as in the table of that key."""
    home = column.owner if column.owner is not None else table
    return HEADINGS.get(f"{home}/{column.path}") or HEADINGS[column.path]


def heading(table: Table, column: Column, language: Language) -> str:
    """Heading of a column."""
    return heading_pair(table.name, column)[at(language)]


def form_label(kind: object, column: Column) -> Pair:
    """Both labels of a value of the form of a kind of submission."""
    return FORM_LABELS.get(f"{kind}/{column.path}") or heading_pair(FORM, column)


def aliases(table: str, column: Column) -> tuple[str, ...]:
    """Other headings by which a column is known, the name of its field among them."""
    home = column.owner if column.owner is not None else table
    more = ALIASES.get(f"{home}/{column.path}") or ALIASES.get(column.path, ())
    return (column.path, column.path.replace(".", " ").replace("_", " "), *more)


def choice(value: str, language: Language) -> str:
    """Label of a choice."""
    return CHOICES[value][at(language)]
