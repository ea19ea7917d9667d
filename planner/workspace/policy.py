"""Who may do what: one table, and one function that reads it. Pages, the API, files and jobs ask nobody else.

``may(actor, verb, thing)``: an unknown verb, kind or role is a no. Whether a thing exists may itself be private
(:func:`private`): then it is as if it did not exist, and not forbidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

PUBLIC = "public"
COLUMNS = ("employer", "client", "school", "union", "core-team", "operator", "reader", PUBLIC)
"""Roles in the order of the table."""

SCOPES: Mapping[str, str] = MappingProxyType(
    {
        "yes": "all of the programme",
        "own": "its own",
        "own, open": "its own, until the hand-in is closed",
        "own, chief": "its own, its planner-in-chief only",
        "shared": "of the shared zone",
        "able": "those it may bid for, once published",
        "published": "once published",
        "-": "no",
    }
)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a role, and the organisation and programme that it holds in. ``programme`` is ``None`` for the
    operator, who stands beside all programmes, and for the public."""

    role: str = PUBLIC
    party: str = ""
    programme: str | None = None
    chief: bool = False
    number: str = ""
    organisation: int | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """What is asked about. ``owner`` is the party that it belongs to, empty where it is of the whole programme;
    ``shared`` says that it holds nothing but the shared zone, ``open`` that its hand-in is not closed; ``bidders`` are
    the employers that may bid for a tender."""

    kind: str
    programme: str | None = None
    owner: str = ""
    shared: bool = False
    open: bool = True
    published: bool = False
    bidders: frozenset[str] = field(default_factory=frozenset)


def _row(*scopes: str) -> Mapping[str, str]:
    return MappingProxyType(dict(zip(COLUMNS, scopes, strict=True)))


_NOBODY_ELSE = ("-", "-", "-", "-")
_SUBMITTED = _row("own", "own", "-", "-", "-", "yes", "-", "-")
_HANDED_IN = _row("own, open", "own, open", *_NOBODY_ELSE, "-", "-")
_ANSWERED = _row("own", "-", *_NOBODY_ELSE, "-", "-")
_OWN_PLAN = _row("own", "own", "-", "-", "-", "yes", "-", "-")
_COUNTED = _row("-", "-", "-", "-", "yes", "yes", "-", "-")
_CORE = _row("-", "-", "-", "-", "yes", "-", "-", "-")
_CORE_AND_OPERATOR = _COUNTED
_OPERATOR = _row("-", "-", "-", "-", "-", "yes", "-", "-")
_MEMBERS = _row("yes", "yes", "yes", "yes", "yes", "yes", "yes", "-")
_CHIEFS = _row(*("own, chief",) * 5, "yes", "own, chief", "-")

TABLE: Mapping[tuple[str, str], Mapping[str, str]] = MappingProxyType(
    {
        ("programme", "see"): _MEMBERS,
        ("programme", "make"): _OPERATOR,
        ("submission", "read"): _SUBMITTED,
        ("submission", "write"): _HANDED_IN,
        ("submission", "count"): _COUNTED,
        ("findings", "read"): _SUBMITTED,
        ("findings", "count"): _COUNTED,
        ("progress", "read"): _SUBMITTED,
        ("progress", "write"): _ANSWERED,
        ("answers", "read"): _SUBMITTED,
        ("answers", "write"): _ANSWERED,
        ("plan", "read"): _OWN_PLAN,
        ("price", "ask"): _ANSWERED,
        ("feed", "write"): _ANSWERED,
        ("comparison", "read"): _row("shared", "shared", "shared", "shared", "shared", "yes", "shared", "-"),
        ("public page", "read"): _row(*("yes",) * 8),
        ("role page", "read"): _row("-", "-", "yes", "yes", "-", "yes", "-", "-"),
        ("outlook", "read"): _MEMBERS,
        ("tender", "read"): _row("able", "own", "-", "-", "yes", "yes", "-", "published"),
        ("round", "see"): _MEMBERS,
        ("round", "open"): _CORE_AND_OPERATOR,
        ("round", "remind"): _CORE_AND_OPERATOR,
        ("round", "close"): _CORE_AND_OPERATOR,
        ("preview", "read"): _row(*_NOBODY_ELSE, "shared", "yes", "-", "-"),
        ("round", "approve"): _CORE,
        ("round", "publish"): _OPERATOR,
        ("export", "make"): _OPERATOR,
        ("job", "start"): _CORE_AND_OPERATOR,
        ("job", "see"): _CORE_AND_OPERATOR,
        ("job", "read"): _OPERATOR,
        ("job", "stop"): _OPERATOR,
        ("decision", "read"): _row("own", "own", "-", "-", "yes", "yes", "yes", "-"),
        ("decision", "write"): _CORE,
        ("members", "read"): _CHIEFS,
        ("members", "write"): _CHIEFS,
        ("accounts", "read"): _OPERATOR,
        ("accounts", "write"): _OPERATOR,
        ("audit", "read"): _row("own", "own", "own", "own", "shared", "yes", "-", "-"),
        ("clearing zone", "read"): _OPERATOR,
    }
)
"""Per kind of thing and verb the scope of each role; what is not here nobody may."""


def may(actor: Actor, verb: str, thing: Thing) -> bool:
    """Whether somebody may do something to a thing."""
    scope = TABLE.get((thing.kind, verb), {}).get(actor.role, "-")
    if scope == "-" or not _inside(actor, thing):
        return False
    if scope == "yes":
        return True
    mine = thing.owner != "" and thing.owner == actor.party
    return {
        "own": mine,
        "own, open": mine and thing.open,
        "own, chief": mine and actor.chief,
        "shared": thing.shared,
        "able": thing.published and actor.party in thing.bidders,
        "published": thing.published,
    }.get(scope, False)


UNSAID = frozenset({"job", "preview", "export"})
"""Kinds of which a role that may do nothing with them does not hear how many there are."""


def private(actor: Actor, thing: Thing) -> bool:
    """Whether it has to stay unsaid that a thing exists: it is of another programme, of another party that this role
    sees nothing of, or of a kind that it has nothing to do with."""
    if not _inside(actor, thing):
        return True
    if thing.kind in UNSAID and all(
        row.get(actor.role, "-") == "-" for (kind, _), row in TABLE.items() if kind == thing.kind
    ):
        return True
    kinds = {scope for (kind, _), row in TABLE.items() if kind == thing.kind and (scope := row.get(actor.role, "-"))}
    return thing.owner not in ("", actor.party) and not kinds & {"yes"}


def _inside(actor: Actor, thing: Thing) -> bool:
    """Whether a thing is of the programme that somebody takes part in."""
    if actor.role == "operator" or (actor.role == PUBLIC and thing.kind in ("public page", "tender")):
        return True
    return thing.programme is not None and thing.programme == actor.programme


def as_table() -> str:
    """The table as documentation, in Markdown."""
    head = [f"| what | verb | {' | '.join(COLUMNS)} |", f"|{'---|' * (2 + len(COLUMNS))}"]
    rows = [
        f"| {kind} | {verb} | {' | '.join(scopes[role] for role in COLUMNS)} |"
        for (kind, verb), scopes in TABLE.items()
    ]
    words = [f"*{scope}*: {meaning}" for scope, meaning in SCOPES.items() if scope != "-"]
    return "\n".join([*head, *rows, "", "; ".join(words) + "."]) + "\n"
