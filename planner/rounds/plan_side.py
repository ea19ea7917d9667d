"""One side of a comparison of two plans: a plan file, or a plan in the folder of a comparison, with its programme
where that is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wijkplan.models.plan import Plan
from wijkplan.planner.compile import Compiled, Names
from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.findings.finding import has_errors
from wijkplan.planner.folder.stored_comparison import Stale, paths_of, read_comparison, read_folder, read_json
from wijkplan.planner.plan.plan_file import from_json, to_json
from wijkplan.planner.plan.variant_words import no_plan
from wijkplan.planner.plan.variants import VARIANTS, all_in, in_cash, in_variant, question_of
from wijkplan.planner.results.client_costs import by_client
from wijkplan.planner.share.audience import UnknownAudience, audience
from wijkplan.planner.text import say

from .difference import Values

Reader = Callable[[Sequence[Path]], Compiled]
"""Reads a programme; ends the command where it has errors."""


class NoSuchPlan(ValueError):
    """There is no plan there; the message says what there is."""


@dataclass(frozen=True, slots=True)
class Side:
    """A plan by names. ``euros`` is what each client pays for it in cash, ``compiled`` its programme; ``None`` where
    that is not known."""

    values: Values
    compiled: Compiled | None = None
    euros: Mapping[str, int] | None = None

    @property
    def names(self) -> Names | None:
        """What its programme calls things."""
        return None if self.compiled is None else self.compiled.names

    def week_label(self, week: int) -> str:
        """A week as ``2027-W08``, or where the programme is not known by its number."""
        return str(week) if self.compiled is None else week_label(self.compiled.names.start, week)


@dataclass(frozen=True, slots=True)
class Own:
    """What is one party's: its works, the tenders in which it has work where it is a client, and its id as a
    client."""

    works: frozenset[str]
    tenders: frozenset[str] = frozenset()
    client: str | None = None


def own_part(side: Side, reader: str) -> Own:
    """What an employer or client (``employer:ID``, ``client:ID``) may see of a plan; nothing where the programme does
    not have it.

    Raises :class:`~wijkplan.planner.share.audience.UnknownAudience`.
    """
    if side.compiled is None:
        raise UnknownAudience(say("whose work is {reader!r}? Name the programme with --programme", reader=reader))
    problem, names = side.compiled.problem, side.compiled.names
    who = audience(reader, names)
    if who.kind not in ("employer", "client"):
        raise UnknownAudience(
            say(
                "{reader!r} has no works of its own: use employer:ID or client:ID, or leave --audience out",
                reader=reader,
            )
        )
    if who.kind == "employer":
        mine = {p for p, one in enumerate(problem.projects) if names.employers[one.employer].id == who.id}
        return Own(_works(side.compiled, mine))
    mine = {p for p, one in enumerate(problem.projects) if names.clients[one.client].id == who.id}
    bought = frozenset(names.tenders[t].id for t, one in enumerate(problem.tenders) if mine & set(one.projects))
    return Own(_works(side.compiled, mine), bought, who.id)


def _works(compiled: Compiled, projects: set[int]) -> frozenset[str]:
    return frozenset(
        compiled.names.activities[a].id for a, one in enumerate(compiled.problem.activities) if one.project in projects
    )


def side(path: Path, programme: Sequence[Path], variant: str, question: str, read: Reader) -> Side:
    """The plan at a path. A folder of a comparison knows its programme; a plan file does where ``programme`` is named.

    Raises:
        NoSuchPlan: the folder has no plan of that variant and question.
        Stale: the file or folder cannot be used.
    """
    if path.is_dir():
        return _in_folder(path, programme, variant, question, read)
    values = read_json(path)
    if not programme:
        return Side(_complete(path, values))
    compiled = read(programme)
    plan, findings = from_json(compiled, values, str(path))
    if has_errors(findings):
        raise Stale(say("{path} does not fit the programme: {what}", path=path, what=findings[0].what))
    stated = values.get("variant")
    return _side(compiled, plan, stated if isinstance(stated, str) and stated in VARIANTS else "bundled")


def _in_folder(path: Path, programme: Sequence[Path], variant: str, question: str, read: Reader) -> Side:
    paths = tuple(programme) or paths_of(path)
    asked = question_of(question)
    stored = read_comparison(path).result(asked, variant)
    if stored is None or stored.plan is None:
        raise NoSuchPlan(no_plan(path, variant, question))
    compiled = read(paths)
    return _side(compiled, read_folder(path, compiled, paths).plans[asked, variant], variant)


def _side(compiled: Compiled, plan: Plan, variant: str) -> Side:
    problem = in_variant(in_cash(all_in(compiled.problem)), VARIANTS[variant])
    names = [client.id for client in compiled.names.clients]
    return Side(to_json(compiled, plan), compiled, dict(zip(names, by_client(problem, plan), strict=True)))


def _complete(path: Path, values: Values) -> Values:
    """A plan file that says all that is compared. One typed by hand, which leaves some of it out, needs its
    programme."""
    needed = {
        "activities": ("activity", "start_week", "end_week", "staffing"),
        "tenders": ("tender", "published_week"),
        "openings": ("street", "joined"),
    }
    for key, columns in needed.items():
        rows = values.get(key)
        if not isinstance(rows, list) or not all(isinstance(row, dict) and row.keys() >= set(columns) for row in rows):
            raise Stale(
                say(
                    "{path} does not say all of a plan ({key}: {listed}); name its programme with --programme",
                    path=path,
                    key=key,
                    listed=", ".join(columns),
                )
            )
    return values
