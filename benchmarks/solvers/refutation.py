"""A certificate that no plan is shorter, from what Pumpkin writes down while it searches: a log of inferences and of
combinations that do not occur (format DRCP: Flippo, Sidorov, Marijnissen, Smits and Demirovic, CP 2024).

Pumpkin is asked about the very statements that the checker argues from (:mod:`wijkplan.models.check.statements`), so
that its names for constraints are indices there. Of its log only the order of inferences is kept, as hints; steps on
which the end does not rest and hints that narrow nothing are left out."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pumpkin_solver
from pumpkin_solver import constraints

from wijkplan.models.check.refutation import Argument, opposite
from wijkplan.models.check.statements import Atom, Statements, statements
from wijkplan.models.problem import Problem

LONGEST_LOG = 150_000_000
"""Bytes of a log above which it is not read: that would take minutes."""
MOST_PAIRS = 5_000
RELATIONS = (">=", "<=", "==", "!=")
Step = tuple[tuple[Atom, ...], list[Any]]
_ATOM = re.compile(r"a (\d+) \[n(\d+) (>=|<=|==|!=) (-?\d+)\]")


class TooLong(ValueError):
    """Pumpkin refutes it, in more steps than are read."""


def refutation(problem: Problem, project: int, end: int, seconds: float, seed: int = 1) -> dict[str, Any] | None:
    """A certificate that the project cannot have ended by week ``end``; ``None`` where Pumpkin does not say so in that
    time. Raises :class:`TooLong`."""
    given = statements(problem, project, end)
    steps: list[Step] = [((), [i for i, (terms, most) in enumerate(given.sums) if not terms and most < 0])]
    pairs = in_the_way(given)
    for one, other in pairs:
        given.one_by_one(one, other)
    if not steps[0][1] and all(least <= most for least, most in given.domains):
        with tempfile.TemporaryDirectory() as folder:
            log = Path(folder) / "log.drcp"
            hints = _search(given, log, seconds, seed)
            if hints is None:
                return None
            if log.stat().st_size > LONGEST_LOG:
                raise TooLong(f"{log.stat().st_size} bytes of log")
            with log.open(encoding="utf-8") as lines:
                steps = shortened(given, list(_steps(lines, hints)))
    return {
        "kind": "refutation",
        "project": str(project),
        "end": end,
        "pairs": [list(pair) for pair in pairs],
        "steps": [[[list(atom) for atom in atoms], rest] for atoms, rest in steps],
    }


def in_the_way(given: Statements) -> list[tuple[int, int]]:
    """Pairs of tasks that cannot be at work together though neither their windows nor chains keep them apart; none
    where there are more than :data:`MOST_PAIRS` of them."""
    after: dict[int, set[int]] = {}
    for terms, _ in given.sums:
        if [factor for factor, _ in terms] == [1, -1]:
            after.setdefault(terms[0][1], set()).add(terms[1][1])
    behind: dict[int, set[int]] = {}

    def reached(n: int) -> set[int]:
        if n not in behind:
            behind[n] = set()
            behind[n] = {m for b in after.get(n, ()) for m in (b, *reached(b))}
        return behind[n]

    pairs = set()
    for sharing in given.sharings:
        for (one, weeks, heads), (other, length, others) in combinations(sharing.tasks, 2):
            if heads + others <= sharing.capacity or other in reached(one) or one in reached(other):
                continue
            (first, last), (earliest, latest) = given.domains[one], given.domains[other]
            if last + weeks > earliest and latest + length > first:
                pairs.add((min(one, other), max(one, other)))
    return sorted(pairs) if len(pairs) <= MOST_PAIRS else []


def _search(given: Statements, log: Path, seconds: float, seed: int) -> dict[int, Any] | None:
    """Let Pumpkin write its log; per constraint of its the hint that stands for it. ``None`` where it does not refute
    in that time."""
    model = pumpkin_solver.Model(proof=str(log), seed=seed)
    hints = _posted(model, given)
    refuted = model.is_inconsistent() or isinstance(
        model.satisfy(timeout=seconds), pumpkin_solver.SatisfactionResult.Unsatisfiable
    )
    del model  # which writes the rest of the log
    return hints if refuted else None


def _posted(model: Any, given: Statements) -> dict[int, Any]:
    """Tell Pumpkin the statements; per constraint of its the hint that stands for it: of those that share ``[pool]``,
    of what means nothing by itself ``None``."""
    numbers = [model.new_integer_variable(*ends, name=f"n{i}") for i, ends in enumerate(given.domains)]
    hints: dict[int, Any] = {}

    def tag(hint: Any) -> Any:
        new = model.new_constraint_tag()
        hints[int(new)] = hint
        return new

    comparators = pumpkin_solver.Comparator
    kinds = (
        comparators.GreaterThanOrEqual, comparators.LessThanOrEqual, comparators.Equal, comparators.NotEqual,
    )  # fmt: skip
    truths: dict[Atom, Any] = {}

    def truth(atom: Atom) -> Any:
        if atom not in truths:
            predicate = pumpkin_solver.Predicate(numbers[atom[0]], kinds[atom[1]], atom[2])
            truths[atom] = model.predicate_as_boolean(predicate, tag(None), name=f"t{len(truths)}")
        return truths[atom]

    for i, (terms, most) in enumerate(given.sums):
        if not terms:
            continue  # Pumpkin gives up the whole process over a sum of nothing
        scaled = [numbers[n].scaled(factor) for factor, n in terms]
        model.add_constraint(constraints.LessThanOrEquals(scaled, most, tag(i)))
    for i, atoms in enumerate(given.excluded):
        clause = [truth(opposite(atom)) for atom in atoms]
        model.add_constraint(constraints.Clause(clause, tag(len(given.sums) + i)))
    for r, sharing in enumerate(given.sharings):
        if sum(heads for _, _, heads in sharing.tasks) > sharing.capacity:
            starts, weeks, heads = ([task[k] for task in sharing.tasks] for k in range(3))
            model.add_constraint(
                constraints.Cumulative([numbers[n] for n in starts], weeks, heads, sharing.capacity, tag([r]))
            )
    return hints


def _steps(lines: Iterable[str], hints: dict[int, Any]) -> Iterator[Step]:
    """The combinations that a log excludes, with hints; an earlier step is ``("step", number)``."""
    atoms: dict[int, Atom] = {}
    inferences: dict[str, Any] = {}
    number: dict[int, int] = {}
    for line in lines:
        parts = line.split()
        if parts[0] == "a":
            found = _ATOM.fullmatch(line.strip())
            if found is None:
                continue
            name, n, relation, value = found.groups()
            atom: Atom = (int(n), RELATIONS.index(relation), int(value))  # type: ignore[assignment]
            atoms[int(name)], atoms[-int(name)] = atom, opposite(atom)
        elif parts[0] == "i":
            cut = parts.index("0", 2)
            tag = next((int(part[2:]) for part in parts[cut:] if part.startswith("c:")), 0)
            if tag in number:
                inferences[parts[1]] = ("step", number[tag])
                continue
            hint = hints.get(tag)
            if isinstance(hint, list):
                moved = next((atoms[int(part)][0] for part in parts[cut + 1 :] if part.lstrip("-").isdecimal()), None)
                hint = [*hint, moved]
            inferences[parts[1]] = hint
        elif parts[0] == "n":
            cut = parts.index("0", 2)
            used = [inferences[part] for part in parts[cut + 1 :]]
            yield tuple(atoms[int(part)] for part in parts[2:cut]), [hint for hint in used if hint is not None]
            number[int(parts[1])] = len(number)
            inferences.clear()


def shortened(given: Statements, steps: list[Step]) -> list[Step]:
    """Only the hints that narrow something, then only the steps that others, and the last, rest on."""
    argument = Argument(given)
    base = len(given.sums) + len(given.excluded)
    kept: list[list[Any]] = []
    for i, (atoms, hints) in enumerate(steps):
        numbers = argument.numbers.copy()
        for atom in atoms:
            numbers.keep(atom)
        useful = []
        for hint in hints:
            if numbers.empty:
                break
            before = numbers.left.copy()
            if isinstance(hint, tuple):
                hint = base + hint[1]
            elif isinstance(hint, list) and hint[1] is None:
                hint = [hint[0], given.sharings[hint[0]].tasks[0][0]]
            argument.use(i, numbers, hint)
            if numbers.empty or numbers.left != before:
                useful.append(hint)
        argument.add(i, atoms, useful)
        kept.append(useful)
        if not atoms:
            break
    needed = {len(kept) - 1}
    needed |= {i for i, (atoms, _) in enumerate(steps[: len(kept)]) if len(atoms) == 1}
    for i in range(len(kept) - 1, -1, -1):
        if i in needed:
            needed |= {hint - base for hint in kept[i] if isinstance(hint, int) and hint >= base}
    place = {i: base + k for k, i in enumerate(sorted(needed))}
    return [
        (steps[i][0], [place[h - base] if isinstance(h, int) and h >= base else h for h in kept[i]])
        for i in sorted(needed)
    ]
