"""``python -m wijkplan.planner.cli``: the command line where no script is installed."""

from __future__ import annotations

from .main import main

main()
