"""What all tests share: commands that they run write their log to a folder of the tests, never to that of whoever runs
them."""

from __future__ import annotations

import os
import tempfile

os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp(prefix="wijkplan-tests-")
