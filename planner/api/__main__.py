"""``python -m wijkplan`` is the command ``wijkplan``."""

from wijkplan.planner.cli import main

main()
