"""Reads a plan file, also one typed by hand: fills in what is missing, and finds fault with what it cannot understand.

It does not judge the plan: weeks, crews and tenders that break rules are read as they stand, for the checker.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

from wijkplan.models.plan import Placement, Plan, Publication
from wijkplan.models.problem import Demand, Mode, Pattern, Position, Source
from wijkplan.planner.compile import Compiled
from wijkplan.planner.findings.finding import Finding, error, hint, suggestion, warning
from wijkplan.planner.text import say

from .plan_keys import unknown_keys

FORMAT_VERSION: Literal[1] = 1


def from_json(compiled: Compiled, data: object, file: str = "plan") -> tuple[Plan, tuple[Finding, ...]]:
    """The plan in JSON values, with a finding for everything that could not be read; what could not is left out.

    Filled in are: the mode (by ``openings`` its place in an opening; of those the one that ends at ``end``, else the
    smallest crew), the end (by the calendar), staffing (own crews first), and where ``tenders`` is missing every
    project's own tender, published as late as its first work allows."""
    reader = _Reader(compiled, file)
    if not isinstance(data, dict) or data.get("kind") != "plan":
        reader.fault(
            "kind",
            data.get("kind") if isinstance(data, dict) else None,
            say("This is not a plan file."),
            say('It needs "kind": "plan".'),
        )
        return Plan(()), tuple(reader.findings)
    if data.get("format_version") != FORMAT_VERSION:
        reader.fault(
            "format_version",
            data.get("format_version"),
            say("This version is not known."),
            say("Use {version}.", version=FORMAT_VERSION),
        )
    reader.findings += unknown_keys(data, file)
    if data.get("programme") not in (None, compiled.names.programme):
        what = say("This plan was made for another programme than {name}.", name=compiled.names.programme)
        reader.findings.append(
            warning(
                "plan-file", file, "programme", None, data["programme"], what, say("Name the files of that programme.")
            )
        )
    if "activities" not in data:
        reader.fault(
            "activities", None, say("No work is planned here."), say("List activities, each with activity and start.")
        )
    joined = frozenset(reader.joints(data))
    placements = tuple(reader.placements(data, joined))
    tenders = tuple(reader.tenders(data)) if "tenders" in data else tuple(reader.own_tenders(placements))
    intake = reader.newcomers(data)
    return Plan(placements, tenders, joined, intake), tuple(sorted(reader.findings, key=lambda f: f.order))


class _Reader:
    def __init__(self, compiled: Compiled, file: str) -> None:
        self.compiled, self.problem, self.names, self.file = compiled, compiled.problem, compiled.names, file
        self.findings: list[Finding] = []

    def fault(self, path: str, value: object, what: str, remedy: str) -> None:
        self.findings.append(error("plan-file", self.file, path, None, value, what, remedy))

    def rows(self, data: Mapping[str, Any], key: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Path and value of each object of a list."""
        listed = data.get(key, [])
        if not isinstance(listed, list):
            self.fault(key, listed, say("This is not a list."), say("Give a list of objects."))
            return
        for i, row in enumerate(listed):
            if isinstance(row, dict):
                yield f"{key}[{i}]", row
            else:
                self.fault(f"{key}[{i}]", row, say("This is not an object."), say("Give an object with named values."))

    def known(self, path: str, value: object, index: Mapping[str, int]) -> int | None:
        """Index of an id, or a finding."""
        if isinstance(value, str) and value in index:
            return index[value]
        self.fault(path, value, say("This id does not exist in the programme."), suggestion(str(value), index))
        return None

    def week(self, row: Mapping[str, Any], path: str, key: str, inclusive: bool = False) -> int | None:
        """Slot from ``<key>_week`` or else from the date ``key``; ``None`` when neither is there, a finding where they
        contradict each other. ``inclusive``: the date lies in the last week."""
        number, day = row.get(f"{key}_week"), row.get(key)
        counted = number if isinstance(number, int) and not isinstance(number, bool) else None
        if day is None and (counted is not None or number is None):
            return counted
        try:
            dated = self.names.week_of(date.fromisoformat(str(day))) + inclusive
            if counted is not None and dated != counted:
                what = say(
                    "The date {day} lies in another week than {name} says.",
                    day=str(day),
                    name=f"{key}_week = {counted}",
                )
                self.fault(f"{path}.{key}", day, what, say("Leave one of the two out, or correct it."))
            return dated if counted is None else counted
        except (ValueError, OverflowError):
            self.fault(
                f"{path}.{key}" if number is None else f"{path}.{key}_week",
                day if number is None else number,
                say("This is neither a date nor a week."),
                say("Write 2027-05-31 or a whole number."),
            )
            return None

    def joints(self, data: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
        for path, row in self.rows(data, "openings"):
            pair = row.get("joined")
            if not isinstance(pair, list) or len(pair) != 2:
                self.fault(
                    f"{path}.joined",
                    pair,
                    say("A joint has two digs."),
                    say("Give the ids of two activities that follow each other."),
                )
                continue
            a, b = (self.known(f"{path}.joined[{k}]", name, self.names.activity_index) for k, name in enumerate(pair))
            if a is None or b is None:
                continue
            place, other = self.problem.street_of.get(a), self.problem.street_of.get(b)
            if place is not None and other == (place[0], place[1] + 1):
                yield place
            else:
                self.fault(
                    f"{path}.joined",
                    ", ".join(pair),
                    say("These are no neighbours in the order of one street."),
                    say("Name the deeper one first."),
                )

    def placements(self, data: Mapping[str, Any], joined: frozenset[tuple[int, int]]) -> Iterator[Placement]:
        for path, row in self.rows(data, "activities"):
            activity = self.known(f"{path}.activity", row.get("activity"), self.names.activity_index)
            start = self.week(row, path, "start")
            if activity is None:
                continue
            self.trades(path, row, activity)
            if start is None and row.get("start") is None and row.get("start_week") is None:
                self.fault(
                    f"{path}.start",
                    row.get("start"),
                    say("It is not stated when this starts."),
                    say("Give start (a date) or start_week."),
                )
            if start is None:
                continue
            end = self.week(row, path, "end", inclusive=True)
            mode = self.mode(path, row, activity, start, end, joined)
            if mode is None:
                continue
            chosen = self.problem.activities[activity].modes[mode]
            patterns = tuple(self.pattern(path, row, demand) for demand in chosen.demands)
            if end is None:
                end = self.problem.end(activity, mode, start) or start + chosen.duration
            if all(pattern is not None for pattern in patterns):
                yield Placement(activity, start, end, mode, tuple(p for p in patterns if p is not None))

    def mode(
        self,
        path: str,
        row: Mapping[str, Any],
        activity: int,
        start: int,
        end: int | None,
        joined: frozenset[tuple[int, int]],
    ) -> int | None:
        """Index of the mode as stated, else as the joints, the end and the smallest crew say."""
        modes = self.problem.activities[activity].modes
        stated = row.get("mode")
        if stated is None:
            position = self.position(activity, joined)
            fitting = [m for m, mode in enumerate(modes) if mode.position is position]
            ending = [m for m in fitting if self.problem.end(activity, m, start) == end]
            return (ending or fitting or [0])[0]
        for m, mode in enumerate(modes):
            if isinstance(stated, dict) and _same_mode(mode, stated):
                return m
        options = "; ".join(f"{mode.duration} weeks, {mode.position.name.lower()}" for mode in modes)
        self.fault(
            f"{path}.mode",
            stated,
            say("This work has no such mode."),
            say("Leave it out, or use one of: {options}.", options=options),
        )
        return None

    def position(self, activity: int, joined: frozenset[tuple[int, int]]) -> Position:
        place = self.problem.street_of.get(activity)
        if place is None:
            return Position.ALONE
        before, after = (place[0], place[1] - 1) in joined, place in joined
        return (
            Position.MIDDLE
            if before and after
            else Position.FIRST
            if after
            else Position.LAST
            if before
            else Position.ALONE
        )

    def trades(self, path: str, row: Mapping[str, Any], activity: int) -> None:
        """A finding for staffing of a trade that this work does not need."""
        needed = {
            self.names.trades[demand.trade].id
            for mode in self.problem.activities[activity].modes
            for demand in mode.demands
        }
        listed = row.get("staffing")
        for i, stated in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(stated, dict) and stated.get("trade") not in needed:
                what = say("This work needs no such trade.")
                self.fault(
                    f"{path}.staffing[{i}].trade",
                    stated.get("trade"),
                    what,
                    suggestion(str(stated.get("trade")), needed),
                )

    def pattern(self, path: str, row: Mapping[str, Any], demand: Demand) -> int | None:
        """Index of the staffing pattern that is stated for a trade, else of the first."""
        trade = self.names.trades[demand.trade].id
        for where, stated in self.rows({f"{path}.staffing": row.get("staffing", [])}, f"{path}.staffing"):
            if stated.get("trade") != trade:
                continue
            for k, pattern in enumerate(demand.patterns):
                if self.staffed(pattern, stated):
                    return k
            self.fault(
                where,
                f"{trade}: {stated.get('own')} + {stated.get('other')}",
                say("Nobody there can staff this work in this way."),
                say(
                    "It needs {heads:g} heads {trade}; name pools or employers that can work there, or leave staffing "
                    "out.",
                    heads=demand.heads / 100,
                    trade=trade,
                ),
            )
            return None
        return 0

    def staffed(self, pattern: Pattern, stated: Mapping[str, Any]) -> bool:
        """Whether a pattern is what is stated: pools by id or by employer, and heads where they are given."""
        own, other = stated.get("own"), stated.get("other")
        if "source" in stated and stated["source"] != pattern.source.name.lower():
            return False
        heads = (stated.get("own_heads"), pattern.own_heads), (stated.get("other_heads"), pattern.other_heads)
        if any(isinstance(h, int | float) and not abs(h * 100 - there) <= 0.5 for h, there in heads):
            return False
        names = self.names.markets if pattern.source is Source.HIRED else self.names.pools
        mine = None if pattern.own is None else self.names.pools[pattern.own]
        theirs = None if pattern.other is None else names[pattern.other]
        sides = (own, mine), (other, theirs)
        return all(
            said is None if pool is None else said in (pool.id, pool.employer or "market") for said, pool in sides
        )

    def tenders(self, data: Mapping[str, Any]) -> Iterator[Publication]:
        for path, row in self.rows(data, "tenders"):
            tender = self.known(f"{path}.tender", row.get("tender"), self.names.tender_index)
            week = self.week(row, path, "published")
            if (
                tender is not None
                and week is None
                and row.get("published") is None
                and row.get("published_week") is None
            ):
                self.fault(
                    f"{path}.published",
                    row.get("published"),
                    say("It is not stated when this is published."),
                    say("Give published (a date)."),
                )
            elif tender is not None and week is not None:
                yield Publication(tender, week)

    def newcomers(self, data: Mapping[str, Any]) -> tuple[int, ...]:
        """How many start in each cohort; nothing where the file names nobody."""
        recruits = self.compiled.recruits
        names = () if recruits is None else recruits.names
        index = {name.id: c for c, name in enumerate(names)}
        numbers = [0] * len(names)
        for path, row in self.rows(data, "cohorts"):
            cohort, number = self.known(f"{path}.cohort", row.get("cohort"), index), row.get("number")
            if cohort is None:
                continue
            if isinstance(number, int) and not isinstance(number, bool):
                numbers[cohort] += number
            else:
                self.fault(f"{path}.number", number, say("This is not a whole number."), say("Say how many start."))
        return tuple(numbers) if any(numbers) else ()

    def own_tenders(self, placements: tuple[Placement, ...]) -> Iterator[Publication]:
        first: dict[int, int] = {}
        for placement in placements:
            project = self.problem.activities[placement.activity].project
            first[project] = min(first.get(project, placement.start), placement.start)
        what = say("No tenders are stated; every project has its own, published as late as its first work allows.")
        self.findings.append(
            hint("plan-file", self.file, "tenders", None, None, what, say("List tenders to say otherwise."))
        )
        for index, tender in enumerate(self.problem.tenders):
            if not tender.combined and tender.projects[0] in first:
                yield Publication(index, max(tender.preparation, first[tender.projects[0]] - tender.lead))


def _same_mode(mode: Mode, stated: Mapping[str, Any]) -> bool:
    position = stated.get("position", "alone")
    return bool(stated.get("weeks") == mode.duration and position == mode.position.name.lower())
