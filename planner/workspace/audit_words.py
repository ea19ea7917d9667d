"""What a line of the audit log says, in words for its page. The log itself keeps the words that it was written in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from wijkplan.planner.text import Text, say

ACTS: Mapping[str, Text] = {
    "add organisation": say("organisation added"),
    "approve": say("approved"),
    "block account": say("account blocked"),
    "close hand-in": say("hand-in closed"),
    "close round": say("round closed"),
    "decide": say("decided"),
    "disclose": say("sent to its audience"),
    "erase account": say("account erased"),
    "hand in": say("handed in"),
    "invite": say("invited"),
    "join": say("joined"),
    "make key": say("key made"),
    "make programme": say("programme made"),
    "open round": say("round opened"),
    "read clearing zone": say("clearing zone read"),
    "remind": say("reminded"),
    "revoke key": say("key ended"),
    "stop job": say("job stopped"),
    "take off second factor": say("second factor taken off"),
    "take out member": say("member taken out"),
    "tidy": say("tidied"),
    "unblock account": say("account let in again"),
}
"""Of each act; a job that is started is told by its kind."""

OBJECTS: tuple[tuple[str, Callable[..., Text]], ...] = (
    (r"version (\d+)", lambda number: say("version {number}", number=number)),
    (r"job (\d+) of round (.+)", lambda job, name: say("job {job} of round {name}", job=job, name=name)),
    (
        r"plan of job (\d+) of round (.+)",
        lambda job, name: say("plan of job {job} of round {name}", job=job, name=name),
    ),
    (
        r"round (.+), publication (\d+)",
        lambda name, n: say("round {name}, publication {number}", name=name, number=n),
    ),
    (r"round (.+), export", lambda name: say("round {name}, files made", name=name)),
    (r"round (.+): (\d+) parties", lambda name, n: say("round {name}: {n} parties", name=name, n=n)),
    (r"job (\d+)", lambda job: say("job {job}", job=job)),
    (r"account (\S+)", lambda number: say("account {number}", number=number)),
    (r"key (\d+)", lambda number: say("key {number}", number=number)),
    (r"(\d+) things", lambda n: say("{n} things", n=n)),
    (r"by invitation", lambda: say("by invitation")),
    (r"by the organisation's own sign-in", lambda: say("by the organisation's own sign-in")),
    (r"planner-in-chief", lambda: say("planner-in-chief")),
    (r"member", lambda: say("member")),
    (r"for the API", lambda: say("for the API")),
)
"""What it was done to, where that is a sentence and no name."""


def act_words(act: str) -> str:
    """What was done; as it was written where nothing better is known."""
    if act.startswith("start "):
        return say("job asked for: {kind}", kind=KINDS.get(act.removeprefix("start "), act.removeprefix("start ")))
    return ACTS.get(act, act)


def object_words(about: str) -> str:
    """To what it was done."""
    for pattern, words in OBJECTS:
        found = re.fullmatch(pattern, about)
        if found:
            return words(*found.groups())
    return about


KINDS: Mapping[str, Text] = {
    "plan": say("planning"),
    "publish": say("sending round"),
    "check": say("checking all hand-ins together"),
    "conflicts": say("what cannot hold together"),
    "repair": say("ways out of what cannot hold together"),
    "why": say("price of another week"),
    "export": say("files for others"),
    "outlook": say("outlook"),
    "parts": say("planning in parts"),
}
"""Kinds of jobs, in the middle of a sentence."""
