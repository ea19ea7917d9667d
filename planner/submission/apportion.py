"""Dividing whole euros without losing one."""

from __future__ import annotations

from collections.abc import Sequence


def split(amount: int, parts: Sequence[int]) -> list[int]:
    """Divide ``amount`` in proportion to ``parts`` (equally when they are all 0); the shares add up to it exactly.

    Shares are rounded down and what is left goes, a euro each, to the largest remainders (earliest first among
    equals)."""
    weights = list(parts) if sum(parts) > 0 else [1] * len(parts)
    total = sum(weights)
    shares = [amount * weight // total for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(amount * weights[i] % total), i))
    for i in order[: amount - sum(shares)]:
        shares[i] += 1
    return shares
