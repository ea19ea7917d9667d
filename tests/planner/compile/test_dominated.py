"""Tenders that another way of buying makes superfluous: leaving them out changes no best purchase, whatever the desks
and weeks."""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations, product
from random import Random

import pytest

from wijkplan.models.problem import Lot, Tender
from wijkplan.planner.compile.dominated import Row, Undominated
from wijkplan.planner.compile.names import Form, TenderName

WEEKS = 5


def row(
    form: Form, lots: list[tuple[int, ...]], clients: tuple[int, ...], euros: int, preparation: int = 1, lead: int = 1
) -> Row:
    projects = tuple(sorted(p for lot in lots for p in lot))
    tender = Tender(tuple(Lot(lot, 10) for lot in lots), clients, procurement=euros, preparation=preparation, lead=lead)
    ids = tuple(f"P{p}" for p in projects)
    return tender, TenderName(f"{form}:{'+'.join(ids)}", form, ids, "multiple-private", 0, 0, euros, 0)


def undominated(
    rows: list[Row], wanted: Collection[tuple[str, ...]], desks: dict[int, int]
) -> tuple[list[Row], list[Row]]:
    """What stays and what is left out of these."""
    listed = Undominated(wanted, desks)
    for one in rows:
        listed.add(*one)
    return listed.kept, listed.left_out


def test_lots_that_are_bought_apart_at_no_more_are_no_candidate() -> None:
    singles = [row("single", [(p,)], (p,), 10) for p in (0, 1, 2)]
    dear, cheap = row("lots-project", [(0,), (1,)], (0, 1), 20), row("lots-project", [(1,), (2,)], (1, 2), 19)
    kept, out = undominated([*singles, dear, cheap], (), {0: 1, 1: 1, 2: 1})
    assert [name.id for _, name in out] == ["lots-project:P0+P1"] and len(kept) == 4
    kept, out = undominated([*singles, dear, cheap], {("P0", "P1")}, {0: 1, 1: 1, 2: 1})
    assert out == []  # the core team asked for it


def test_a_client_whose_desk_may_be_full_keeps_its_lots_together() -> None:
    rows = [row("single", [(p,)], (0,), 10) for p in (0, 1)] + [row("lots-project", [(0,), (1,)], (0,), 20)]
    assert undominated(rows, (), {0: 1})[1] == []
    assert len(undominated(rows, (), {0: 2})[1]) == 1


def test_a_longer_wait_or_a_closed_week_keeps_a_candidate() -> None:
    slow = [row("single", [(0,)], (0,), 10, lead=2), row("single", [(1,)], (1,), 10)]
    assert undominated([*slow, row("lots-project", [(0,), (1,)], (0, 1), 20)], (), {0: 1, 1: 1})[1] == []


def cheapest(rows: list[Row], desks: dict[int, int], due: tuple[int, ...]) -> int | None:
    """Least euros that buy every project in time: every exact cover, every week of publication."""
    best: int | None = None
    tenders = [t for t, _ in rows]
    for size in range(1, len(due) + 1):
        for chosen in combinations(tenders, size):
            if sorted(p for t in chosen for p in t.projects) != list(range(len(due))):
                continue
            euros = sum(t.procurement + t.mobilisation for t in chosen)
            if best is not None and euros >= best:
                continue
            latest = [min(due[p] for p in t.projects) - t.lead for t in chosen]
            spans = [
                [w for w in range(t.preparation, last + 1) if w not in t.closed]
                for t, last in zip(chosen, latest, strict=True)
            ]
            for weeks in product(*spans):
                busy = [
                    [c for t, w in zip(chosen, weeks, strict=True) if w - t.preparation <= now < w for c in t.clients]
                    for now in range(WEEKS)
                ]
                if all(now.count(c) <= desks[c] for now in busy for c in now):
                    best = euros
                    break
    return best


@pytest.mark.parametrize("seed", range(60))
def test_the_cheapest_way_to_buy_is_still_there(seed: int) -> None:
    random = Random(seed)
    projects = 4
    clients = [random.randrange(3) for _ in range(projects)]
    desks = {c: random.choice((1, 1, 2)) for c in range(3)}
    rows = [
        row("single", [(p,)], (clients[p],), random.randint(5, 9), 1, random.choice((1, 1, 2))) for p in range(projects)
    ]
    for size in (2, 3, 4):
        for group in combinations(range(projects), size):
            who = tuple(sorted({clients[p] for p in group}))
            base = sum(rows[p][0].procurement for p in group)
            if random.random() < 0.7:
                rows.append(row("undivided", [group], who, base + random.randint(-6, 2), 1, random.choice((1, 2))))
            if random.random() < 0.8:
                rows.append(
                    row(
                        "lots-project",
                        [(p,) for p in group],
                        who,
                        base + random.randint(-3, 3),
                        1,
                        random.choice((1, 2)),
                    )
                )
            if size > 2 and random.random() < 0.8:
                cut = random.randrange(1, size)
                parts = [group[:cut], group[cut:]]
                rows.append(row("lots-district", parts, who, base + random.randint(-5, 2), 1, random.choice((1, 2))))
    kept, out = undominated(rows, (), desks)
    assert len(kept) + len(out) == len(rows)
    for due in (tuple(random.randint(3, WEEKS) for _ in range(projects)) for _ in range(3)):
        assert cheapest(kept, desks, due) == cheapest(rows, desks, due)
