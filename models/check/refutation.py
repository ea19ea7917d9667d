"""Certified lower bounds on how late a project ends, from a refutation: step by step, combinations that occur in no
plan in which it has ended by some week, until no combination is left.

A step names atoms (:mod:`.statements`) and *hints*. To see that the atoms do not all hold they are taken for true, and
each hint, in order, is used once: sums (one, or several added up) and earlier combinations narrow the numbers that they
are about, and of a pool one task is moved out of the weeks in which those who are certainly at work leave it too few
heads. A step is accepted where some number has no value left. One without atoms says that there is no such plan at all;
the last one must be. (Reverse unit propagation with hints: Goldberg and Novikov 2003, Cruz-Filipe et al. 2017; nogoods
of constraint solvers: Flippo et al. 2024; time-tables: Lahrichi 1982; adding up: Farkas 1902.)

Keys of a certificate: ``kind`` = "refutation"; ``project``; ``end``: the week by which it cannot have ended;
``pairs``: ``[number, number]`` of tasks of which it is asked which comes first
(:meth:`~.statements.Statements.one_by_one`); ``steps``: ``[atoms, hints]``, an atom ``[number, relation, value]``, a
hint the index of a sum, of an excluded combination after those, of an earlier step after those, ``[pool, number]`` for
a task, or ``[[sum, how often], ...]``. Nothing is taken over from who made it: a step that does not follow is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from ..problem import Problem
from .keys import index
from .refused import Refused
from .statements import AT_LEAST, AT_MOST, EQUAL, OTHER, Atom, Relation, Sharing, Statements, Term, statements

LARGEST = 1 << 20
"""Numbers of a certificate are below it."""


def refutation(problem: Problem, certificate: Mapping[str, Any]) -> int:
    """The lower bound in euros that the certificate proves. Raises
    :class:`~wijkplan.models.check.refused.Refused` where it does not follow."""
    if set(certificate) != {"kind", "project", "end", "pairs", "steps"}:
        raise Refused("a refutation has the keys kind, project, end, pairs and steps")
    if "delay" not in problem.priced:
        raise Refused("delay has no price in this problem")
    q = index(certificate["project"], len(problem.projects), "project")
    end, steps = certificate["end"], certificate["steps"]
    if not _whole(end) or end > problem.horizon or not isinstance(steps, list) or not steps:
        raise Refused("end should be a week from zero to the horizon, steps a list")
    given = statements(problem, q, end)
    pairs = certificate["pairs"]
    for pair in pairs if isinstance(pairs, list) else [pairs]:
        if not isinstance(pair, list) or len(pair) != 2 or not all(map(_whole, pair)):
            raise Refused(f"{pair!r} is no pair of tasks")
        given.one_by_one(*pair)
    argument = Argument(given)
    for i, step in enumerate(steps):
        if not isinstance(step, list) or len(step) != 2 or not all(isinstance(part, list) for part in step):
            raise Refused(f"step {i}: atoms and hints are not given")
        atoms = tuple(argument.atom(i, row) for row in step[0])
        argument.add(i, atoms, step[1])
    if steps[-1][0]:
        raise Refused("the last step still has atoms: nothing is refuted")
    project = problem.projects[q]
    late: int = end + 1 - project.target
    return project.delay_price * max(0, late)


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < LARGEST


class Numbers:
    """The values that are left to each number: a bit per value, and the least and the largest of them."""

    __slots__ = ("empty", "least", "left", "most")

    def __init__(self, left: list[int], least: list[int], most: list[int]) -> None:
        self.left, self.least, self.most = left, least, most
        self.empty = False

    def copy(self) -> Numbers:
        copied = Numbers(self.left.copy(), self.least.copy(), self.most.copy())
        copied.empty = self.empty
        return copied

    def keep(self, atom: Atom) -> None:
        """Only the values with which the atom holds."""
        n, relation, value = atom
        if relation == AT_LEAST:
            if value <= self.least[n]:
                return
            left = self.left[n] >> value << value if value < LARGEST else 0
        elif relation == AT_MOST:
            if value >= self.most[n]:
                return
            left = self.left[n] & ((1 << value + 1) - 1) if value >= 0 else 0
        else:
            bit = 1 << value if 0 <= value < LARGEST else 0
            left = self.left[n] & (bit if relation == EQUAL else ~bit)
        self.left[n] = left
        if left:
            self.least[n], self.most[n] = (left & -left).bit_length() - 1, left.bit_length() - 1
        else:
            self.empty = True

    def holds(self, atom: Atom) -> bool:
        """Whether the atom holds with every value that is left."""
        n, relation, value = atom
        if relation == AT_LEAST:
            return self.least[n] >= value
        if relation == AT_MOST:
            return self.most[n] <= value
        if relation == EQUAL:
            return self.least[n] == self.most[n] == value
        return not (0 <= value < LARGEST and self.left[n] >> value & 1)


def opposite(atom: Atom) -> Atom:
    """The atom that holds where the other does not."""
    n, relation, value = atom
    if relation == AT_LEAST:
        return n, AT_MOST, value - 1
    if relation == AT_MOST:
        return n, AT_LEAST, value + 1
    return n, OTHER if relation == EQUAL else EQUAL, value


class Argument:
    """The statements, what follows from them so far, and the values that are left without any atom."""

    def __init__(self, given: Statements) -> None:
        self.given = given
        self.excluded = list(given.excluded)
        least, most = [low for low, _ in given.domains], [high for _, high in given.domains]
        values = [(2 << high) - (1 << low) if low <= high else 0 for low, high in given.domains]
        self.numbers = Numbers(values, least, most)
        self.numbers.empty = not all(values)
        self.shares = [{task[0]: task for task in sharing.tasks} for sharing in given.sharings]

    def atom(self, i: int, row: object) -> Atom:
        """The atom of step ``i`` that three numbers stand for."""
        if (
            isinstance(row, list)
            and len(row) == 3
            and all(map(_whole, (row[0], row[1])))
            and (_whole(row[2]) or (type(row[2]) is int and -LARGEST < row[2] < 0))
            and row[0] < len(self.given.domains)
            and row[1] in get_args(Relation)
        ):
            return row[0], row[1], row[2]
        raise Refused(f"step {i}: {row!r} is no atom")

    def add(self, i: int, atoms: tuple[Atom, ...], hints: list[object]) -> None:
        """Take over a step that follows. Raises :class:`~wijkplan.models.check.refused.Refused` for one that does
        not."""
        numbers = self.numbers.copy()
        for atom in atoms:
            numbers.keep(atom)
        for hint in hints:
            if numbers.empty:
                break
            self.use(i, numbers, hint)
        if not numbers.empty:
            raise Refused(f"step {i}: its hints do not show that its atoms exclude each other")
        self.excluded.append(atoms)
        if len(atoms) <= 1:
            exclude(self.numbers, atoms)

    def use(self, i: int, numbers: Numbers, hint: object) -> None:
        """Narrow what is left by a hint of step ``i``."""
        sums = self.given.sums
        if _whole(hint) and isinstance(hint, int) and hint < len(sums) + len(self.excluded):
            if hint < len(sums):
                add_up(numbers, *sums[hint])
            else:
                exclude(numbers, self.excluded[hint - len(sums)])
        elif isinstance(hint, list) and len(hint) == 2 and all(map(_whole, hint)) and hint[0] < len(self.shares):
            pool, number = hint
            if number not in self.shares[pool]:
                raise Refused(f"step {i}: number {number} is no task of pool {pool}")
            share(numbers, self.given.sharings[pool], self.shares[pool][number])
        elif isinstance(hint, list) and hint and all(isinstance(row, list) for row in hint):
            add_up(numbers, *self.combined(i, hint))
        else:
            raise Refused(f"step {i}: there is no statement or earlier step {hint!r}")

    def combined(self, i: int, rows: list[list[Any]]) -> tuple[tuple[Term, ...], int]:
        """What sums add up to together, each taken as often as a row says."""
        factors: dict[int, int] = {}
        most = 0
        for row in rows:
            if len(row) != 2 or not all(map(_whole, row)) or row[0] >= len(self.given.sums):
                raise Refused(f"step {i}: {row!r} is no sum and how often it is taken")
            terms, limit = self.given.sums[row[0]]
            most += row[1] * limit
            for factor, n in terms:
                factors[n] = factors.get(n, 0) + row[1] * factor
        return tuple((factor, n) for n, factor in factors.items() if factor), most


def add_up(numbers: Numbers, terms: tuple[Term, ...], most: int) -> None:
    """No term is larger than what the least of the others leave of the sum."""
    least, largest = numbers.least, numbers.most
    spare = most - sum(factor * (least[n] if factor > 0 else largest[n]) for factor, n in terms)
    if spare < 0:
        numbers.empty = True
        return
    for factor, n in terms:
        if factor > 0:
            numbers.keep((n, AT_MOST, least[n] + spare // factor))
        else:
            numbers.keep((n, AT_LEAST, largest[n] - spare // -factor))


def exclude(numbers: Numbers, atoms: tuple[Atom, ...]) -> None:
    """Where all atoms but one hold that one does not, and where all hold nothing is left."""
    open_one = None
    for atom in atoms:
        if numbers.holds(atom):
            continue
        if open_one is not None:
            return
        open_one = atom
    if open_one is None:
        numbers.empty = True
    else:
        numbers.keep(opposite(open_one))


def share(numbers: Numbers, sharing: Sharing, task: tuple[int, int, int]) -> None:
    """Nothing is left where those who are certainly at work are too many; else the task is not in weeks in which all
    others that certainly are leave it too few heads."""
    least, most = numbers.least, numbers.most
    number, weeks, heads = task
    changes: dict[int, int] = {}
    for other, length, others in sharing.tasks:
        since, until = most[other], least[other] + length
        if since < until and other != number:
            changes[since] = changes.get(since, 0) + others
            changes[until] = changes.get(until, 0) - others
    busy, taken, since = [], 0, 0
    for week in sorted(changes):
        if taken > sharing.capacity:
            numbers.empty = True
            return
        if taken + heads > sharing.capacity:
            busy.append((since, week))
        taken, since = taken + changes[week], week
    first, last = least[number], most[number]
    for since, until in busy:
        if first < until and first + weeks > since:
            first = until
    for since, until in reversed(busy):
        if last < until and last + weeks > since:
            last = since - weeks
    numbers.keep((number, AT_LEAST, first))
    if not numbers.empty:
        numbers.keep((number, AT_MOST, last))
