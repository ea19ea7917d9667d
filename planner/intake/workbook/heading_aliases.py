"""Other headings that planners use, besides those of our templates."""

from __future__ import annotations

from collections.abc import Mapping

from .layout import Column

# By table and path where a table calls it differently, else by path.
ALIASES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "code"),
    "after": ("na", "after"),
    "crews/id": ("ploegnaam", "ploegcode", "ploegnummer", "crew name"),
    "crews/heads": ("heads", "personen", "aantal personen", "koppen", "koppen per ploeg", "mensen", "fte"),
    "crews/teams": ("ploegen", "crews"),
    "crews.leave/heads": ("heads", "personen", "afwezig", "away"),
    "region": ("regio", "region"),
    "window.start": ("niet eerder dan", "niet voor", "not before"),
    "window.end": ("niet later dan", "not after"),
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
        "vanaf",
        "week van",
        "van week",
        "van week of datum",
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
        "week t/m",
        "week tot en met",
        "t/m week",
        "tot en met week",
        "tot en met week of datum",
        "until",
        "end",
        "finish",
    ),
    "start": ("begin", "start", "van", "vanaf", "week van", "van week", "startdatum", "startweek", "from"),
    "end": (
        "eind",
        "einde",
        "t/m",
        "tot en met",
        "week t/m",
        "week tot en met",
        "t/m week",
        "tot en met week",
        "einddatum",
        "eindweek",
        "until",
    ),
    "award": ("vergeven", "gunning", "wijze van vergeven"),
    "title": ("titel", "projectnaam", "description"),
    "geometry": ("wkt", "geojson", "geometrie", "gebied"),
    "owner": ("eigenaar", "beheerder", "aanvrager", "initiatiefnemer"),
    "what": ("werkzaamheden", "omschrijving", "beschrijving", "description"),
    "certainty": ("status",),
    "work_type": ("soort", "soort werk", "type werk", "type of work"),
}


def aliases(table: str, column: Column) -> tuple[str, ...]:
    """Other headings by which a column is known, the name of its field among them."""
    home = column.owner if column.owner is not None else table
    more = ALIASES.get(f"{home}/{column.path}") or ALIASES.get(column.path, ())
    return (column.path, column.path.replace(".", " ").replace("_", " "), *more)
