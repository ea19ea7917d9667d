"""Whether this is the night, when more is drawn, and drawn anew (``WIJKPLAN_DRAWN_ANEW=1``, set by ``.ci/nightly``)."""

from __future__ import annotations

import os

ANEW = bool(os.environ.get("WIJKPLAN_DRAWN_ANEW"))
