"""What the checker of bounds says of a certificate that does not hold."""

from __future__ import annotations


class Refused(ValueError):
    """The certificate proves nothing; the message says why."""
