"""A mapping guessed: headings by the names that are known, the sender by other mappings in the folder. A guess is
shown, never used unseen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from wijkplan.planner.intake.other_files import MAPPING_SUFFIX
from wijkplan.planner.intake.workbook.heading_aliases import aliases
from wijkplan.planner.intake.workbook.headings import heading_pair
from wijkplan.planner.intake.workbook.layout import all_tables
from wijkplan.planner.intake.workbook.lookups import folded
from wijkplan.planner.intake.workbook.recognise_sheets import bare, headings_in

from .grid import Form, Grid, hash_of
from .mapping import UNITS, ColumnMapping, fields, read_mapping

NEAR = 0.85
TABLES = (
    "projects",
    "projects.places",
    "crews",
    "crews.leave",
    "projects.prerequisites",
    "streets",
    "forward_plans",
    "frameworks",
    "districts",
)
"""Lists that a table may hold, those that are likelier first."""
FORWARD = "forward_plans"
_KINDS = {
    "crews": "employer",
    "crews.leave": "employer",
    "streets": "programme",
    FORWARD: "programme",
    "districts": "programme",
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mapping to look at; ``unknown`` are headings that nothing is known of."""

    mapping: ColumnMapping
    unknown: tuple[str, ...]


def known_headings(texts: Sequence[str]) -> int:
    """How many of these texts are headings of ours."""
    return headings_in([text for text in texts if isinstance(text, str) and folded(text)])


def propose(path: Path, grid: Grid, before: ColumnMapping | None) -> Proposal:
    """A mapping for a table. ``before``: one that was agreed for other headings, of which all that still fits is
    kept."""
    kept = before or _same_headings(path, grid)
    sheet = kept.sheet if kept else _sheet(grid.headings)
    names = _names(sheet)
    taken: set[str] = set()
    columns: dict[str, tuple[str, ...]] = {}
    unknown = []
    for heading in (h for h in dict.fromkeys(grid.headings) if h):
        if kept and heading in kept.columns:
            columns[heading] = kept.columns[heading]
            taken |= set(kept.columns[heading])
    for heading in (h for h in dict.fromkeys(grid.headings) if h and h not in columns):
        guess = _guess(heading, names, taken)
        columns[heading] = (guess,) if guess else ()
        taken |= {guess} if guess else set()
        if not guess and heading not in grid.quiet:
            unknown.append(heading)
    sender = kept.sender if kept else _sender(path, sheet)
    units = dict(kept.units) if kept else {}
    for heading, found in columns.items():
        if heading not in units and found and (unit := _unit(heading, found[0])):
            units[heading] = unit
    mapping = ColumnMapping(
        agreed=False,
        form=grid.form or Form(";", "utf-8", ","),
        sheet=sheet,
        headings=hash_of(grid.headings),
        sender=sender,
        columns={heading: columns[heading] for heading in dict.fromkeys(grid.headings) if heading},
        units={heading: unit for heading, unit in units.items() if heading in columns},
        values=dict(kept.values) if kept else {},
        constants=dict(kept.constants) if kept else {},
    )
    return Proposal(mapping, tuple(unknown))


def without_asking(grid: Grid) -> ColumnMapping | None:
    """The mapping of a list of forward plans whose headings are all ours: there is nothing to ask, as it belongs to
    the programme."""
    names, required = _names(FORWARD), {name for name, one in fields(FORWARD).items() if one.column.required}
    columns = {heading: names.get(folded(heading), "") for heading in grid.headings if heading}
    if not all(columns.values()) or not required <= set(columns.values()) or len(set(columns.values())) < len(columns):
        return None
    form, listed = grid.form or Form(";", "utf-8", ","), {heading: (name,) for heading, name in columns.items()}
    return ColumnMapping(True, form, FORWARD, hash_of(grid.headings), {"kind": "programme"}, listed)


def _others(path: Path) -> Iterable[ColumnMapping]:
    for other in sorted(path.parent.glob(f"*{MAPPING_SUFFIX}")):
        made, _ = read_mapping(other)
        if made is not None:
            yield made


def _same_headings(path: Path, grid: Grid) -> ColumnMapping | None:
    """The mapping of another table in the folder with the same headings, such as that of last year."""
    own = hash_of(grid.headings)
    return next((made for made in _others(path) if made.headings == own and made.agreed), None)


def _sender(path: Path, sheet: str) -> dict[str, object]:
    """Who sends it, where all mappings of the folder name the same one; else an id to fill in."""
    kind = _KINDS.get(sheet, "client")
    if kind == "programme":
        return {"kind": kind}
    senders = {
        str(made.sender.get("id")): made.sender for made in _others(path) if made.sender.get("kind") != "programme"
    }
    if len(senders) == 1:
        return dict(next(iter(senders.values())))
    return {
        "kind": kind,
        "id": "",
        "name": "",
        "sector" if kind == "employer" else "regime": "civil" if kind == "employer" else "classic",
    }


def _sheet(headings: Sequence[str]) -> str:
    """The list of which most headings are known; a flat table of projects and places is one of projects."""
    names = {sheet: _names(sheet) for sheet in TABLES if sheet in all_tables()}
    counts = {
        sheet: sum(folded(bare(h)) in known or folded(h) in known for h in headings) for sheet, known in names.items()
    }
    return max(counts, key=lambda sheet: counts[sheet])


def _names(sheet: str) -> dict[str, str]:
    """Fields of a list by the folded names that people give them; the first that has a name keeps it."""
    found: dict[str, str] = {}
    mine = {k: f for k, f in fields(sheet).items() if "." not in f.table.name.removeprefix(sheet).lstrip(".")}
    for name, one in mine.items():
        for text in heading_pair(one.table.name, one.column):
            found.setdefault(folded(text), name)
            found.setdefault(folded(bare(text)), name)
    for name, one in mine.items():
        for text in aliases(one.table.name, one.column):
            found.setdefault(folded(text), name)
    return found


def _guess(heading: str, names: dict[str, str], taken: set[str]) -> str | None:
    for text in (folded(heading), folded(bare(heading))):
        if text in names and names[text] not in taken:
            return names[text]
    near = get_close_matches(
        folded(bare(heading)), [text for text, name in names.items() if name not in taken], n=1, cutoff=NEAR
    )
    return names[near[0]] if near else None


def _unit(heading: str, name: str) -> str | None:
    """The unit in the brackets of a heading, where it is another than ours."""
    inside = heading[heading.find("(") + 1 : heading.find(")")].strip() if "(" in heading else ""
    unit = {
        "km": "km",
        "mw": "MW",
        "dagen": "days",
        "days": "days",
        "k€": "keur",
        "x1000 euro": "keur",
        "m€": "meur",
    }.get(inside.casefold())
    if unit is None:
        return None
    return unit if any(name == e or name.endswith((f"_{e}", f".{e}")) for e in UNITS[unit][0]) else None
