"""How a certificate names what its numbers are for: by index, written in one way only."""

from __future__ import annotations

from .refused import Refused


def index(key: object, size: int, what: str) -> int:
    """The index that a key of a certificate stands for: ``"0"``, ``"1"``, ... below ``size``.

    Any other spelling of a number (``"01"``, ``"+1"``, digits of another script) is refused: two keys that mean one
    thing would be counted twice. Raises :class:`~wijkplan.models.check.refused.Refused`; ``what`` is what there is
    none of."""
    if (
        isinstance(key, str)
        and key.isascii()
        and key.isdecimal()
        and len(key) < 19
        and str(int(key)) == key
        and int(key) < size
    ):
        return int(key)
    raise Refused(f"there is no {what} {key!r}")
