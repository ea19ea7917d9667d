"""Plan a problem in parts: rounds of prices for the bound, rounds of plans part by part, everything in files.

The driver holds no state but the folder: ended at any moment and started again, it makes the same tasks, finds the
outcomes that are there and goes on with those that are missing, so the result is the same at equal work. Each bound is
valued by the checker here; each joined plan is judged as a whole."""

from __future__ import annotations

from wijkplan.planner.text import say

from .plan_rounds import PlanRounds
from .price_rounds import price_rounds
from .record import PartRecord
from .session import Found, Session


class Driver(Session):
    """All of one run."""

    def run(self) -> Found:
        """Bounds, then plans. Raises what the back end raises to end this process, with all files where they are."""
        count = len(self.parts)
        self.tell(
            say(
                "{works} works in {parts} parts; {shared} resources shared",
                works=len(self.problem.activities),
                parts=count,
                shared=len(self.common),
            )
        )
        price_rounds(self)
        PlanRounds(self).run()
        found = self.found
        values: list[int | None] = [*found.values] or [None] * count
        found.parts = [
            PartRecord(
                part=self.hashes[i],
                activities=len(of.activities),
                districts=len(of.districts),
                value=values[i],
                bound_cpu_seconds=round(self.spent[i][0], 3),
                plan_cpu_seconds=round(self.spent[i][1], 3),
                peak_mib=int(self.spent[i][2]),
                missing=tuple(self.absent[i]),
            )
            for i, of in enumerate(self.parts)
        ]
        whole = self.spent[count:]
        found.whole_spent = (
            sum(one[0] for one in whole),
            sum(one[1] for one in whole),
            int(max((one[2] for one in whole), default=0)),
        )
        return found
