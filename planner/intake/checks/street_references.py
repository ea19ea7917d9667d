"""Streets: work that opens the ground lies in a street of its own district, each street is listed once, and who else
digs there is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher

from wijkplan.planner.findings.finding import Finding, error, hint, warning
from wijkplan.planner.submission.schema import Project, StreetRecord, Weeks
from wijkplan.planner.text import say

from .context import At, Context

MOST_COMPARED = 500  # streets of one district with the same digits
ALIKE = 0.88  # share of two folded names that is the same
SHORT = (
    ("straat", "str"),
    ("laan", "ln"),
    ("plein", "pln"),
    ("weg", "wg"),
    ("dijk", "dk"),
)  # as maps and registers shorten them


def check(context: Context) -> Iterator[Finding]:
    """A street for every dig; streets of the project's district; streets listed twice; other work wanted in the same
    street and weeks."""
    for at, project in context.projects:
        index = {place.id: i for i, place in enumerate(project.places)}
        for piece in context.pieces(project):
            if piece.opens_street and piece.place in index and project.places[index[piece.place]].street is None:
                what = say("Work that opens the ground needs its street.")
                yield error(
                    "missing-street", *at.down(piece.path).place, piece.place, what, say("Add street to this place.")
                )
        for i, place in enumerate(project.places):
            street = context.streets.get(place.street or "")
            known = context.reference.districts
            if street and street.district != project.district in known and street.district in known:
                what = say(
                    "Street {street} lies in district {district}, the project in {project_district}.",
                    street=street.id,
                    district=street.district,
                    project_district=project.district,
                )
                yield error(
                    "street-elsewhere",
                    *at.down(f"places[{i}].street").place,
                    street.id,
                    what,
                    say("Correct the street or the district."),
                )
    yield from _alike(context)
    yield from _overlaps(context)


def _alike(context: Context) -> Iterator[Finding]:
    """Streets of one district that are probably the same."""
    for at, settings in context.settings_files[:1]:
        before: dict[tuple[str, str], list[tuple[str, StreetRecord]]] = defaultdict(list)
        for i, street in enumerate(settings.streets):
            name = _plain(street.name)
            alike = before[street.district, "".join(c for c in name if c.isdigit())]
            for other_name, other in alike[-MOST_COMPARED:]:
                if street.id != other.id and _same(name, other_name):
                    what = say(
                        "Street {id} ({name}) of the same district is probably the same.", id=other.id, name=other.name
                    )
                    remedy = say("Keep one of them, and name that one in the projects.")
                    yield warning("streets-alike", *at.down(f"streets[{i}].name").place, street.name, what, remedy)
                    break
            alike.append((name, street))


def _plain(name: str) -> str:
    plain = "".join(c for c in name.casefold() if c.isalnum())
    for whole, short in SHORT:
        plain = plain.removesuffix(short) + whole if plain.endswith(short) and not plain.endswith(whole) else plain
    return plain


def _same(a: str, b: str) -> bool:
    """Nearly the same letters, of two names with exactly the same digits: 1e straat and 2e straat are two streets."""
    if abs(len(a) - len(b)) > 3 or not a:
        return False
    return a == b or (min(len(a), len(b)) >= 8 and SequenceMatcher(None, a, b).ratio() >= ALIKE)


def _overlaps(context: Context) -> Iterator[Finding]:
    """Streets in which other work is wanted in the same weeks. Whose it is stays untold."""
    digs: dict[str, list[tuple[At, Project, Weeks]]] = defaultdict(list)
    for at, project in context.projects:
        opened = {piece.place for piece in context.pieces(project) if piece.opens_street}
        for i, place in enumerate(project.places):
            if place.street is not None and place.id in opened:
                digs[place.street].append((at.down(f"places[{i}].street"), project, place.wanted or project.wanted))
    found: dict[str, list[tuple[At, str]]] = defaultdict(list)
    for street, works in digs.items():
        for at, project in _meeting(works):
            found[project.id].append((at, street))
    for streets in found.values():
        names = ", ".join(dict.fromkeys(street for _, street in streets))
        what = say("Other work in this street is wanted in the same weeks ({streets}).", streets=names)
        remedy = say(
            "They will be planned one after the other; an agreement to share the opening saves breaking the street "
            "open twice."
        )
        yield hint("street-overlap", *streets[0][0].place, streets[0][1], what, remedy)


def _meeting(works: list[tuple[At, Project, Weeks]]) -> Iterator[tuple[At, Project]]:
    """Works of a street whose weeks meet those of another project, in the order given. By their starts, each meets one
    before it if the latest end there of another project is not before its start, and one after it if the first of
    another project starts by its end."""
    order = sorted(range(len(works)), key=lambda k: works[k][2].start)
    met: set[int] = set()
    latest: list[tuple[date, str]] = []  # the latest ends so far of two different projects
    for k in order:
        _, project, weeks = works[k]
        if any(end >= weeks.start for end, other in latest if other != project.id):
            met.add(k)
        ends = dict(sorted([*((other, end) for end, other in latest), (project.id, weeks.end)], key=lambda row: row[1]))
        latest = sorted(((end, other) for other, end in ends.items()), reverse=True)[:2]
    following: tuple[int, int | None] | None = None  # the next work, and the next one of another project than that
    for k in reversed(order):
        _, project, weeks = works[k]
        if following is not None:
            nearest, other = following
            then = nearest if works[nearest][1].id != project.id else other
            if then is not None and works[then][2].start <= weeks.end:
                met.add(k)
            following = k, then
        else:
            following = k, None
    for k, (at, project, _) in enumerate(works):
        if k in met:
            yield at, project
