"""Checks of meaning, one module per subject. Each yields findings and relies on nothing that another has found."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from wijkplan.planner.findings.finding import Finding

from . import (
    amounts,
    awards,
    budgets,
    combinations,
    cycles,
    doubles,
    forward_plans,
    frameworks,
    ids,
    lending,
    norms,
    qualifications,
    references,
)
from . import (
    closed_weeks as stops,
)
from . import (
    crew_supply as supply,
)
from . import (
    date_order as dates,
)
from . import (
    double_crews as crews,
)
from . import (
    files_received as files,
)
from . import (
    own_work as own,
)
from . import (
    street_references as streets,
)
from . import (
    supply_levels as levels,
)
from . import (
    time_available as time,
)
from . import (
    travel as way,
)
from . import (
    whole_people as whole,
)
from .context import Context

CHECKS: tuple[Callable[[Context], Iterator[Finding]], ...] = (
    files.check,
    ids.check,
    references.check,
    own.check,
    awards.check,
    frameworks.check,
    budgets.check,
    amounts.check,
    dates.check,
    streets.check,
    norms.check,
    stops.check,
    cycles.check,
    crews.check,
    lending.check,
    qualifications.check,
    way.check,
    doubles.check,
    supply.check,
    whole.check,
    time.check,
    combinations.check,
    levels.check,
    forward_plans.check,
)
