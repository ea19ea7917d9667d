"""What was sent, read and named, in words: the last lines of ``wijkplan check``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wijkplan.planner.text import Text, say

from .ledger import Count, Reckoning

NAMES: Mapping[str, Text] = {
    "files": say("files"),
    "sheets": say("sheets"),
    "rows": say("rows"),
    "projects": say("projects"),
    "works": say("works"),
    "crews": say("crews"),
    "leave": say("times of leave"),
    "homes": say("homes"),
    "metres": say("metres"),
    "pieces": say("poles and stations"),
    "heads": say("heads"),
    "head-weeks": say("head-weeks"),
}
ONE: Mapping[str, Text] = {
    "files": say("file"),
    "sheets": say("sheet"),
    "rows": say("row"),
    "projects": say("project"),
    "works": say("work"),
    "crews": say("crew"),
    "leave": say("time of leave"),
    "homes": say("home"),
    "metres": say("metre"),
    "pieces": say("pole or station"),
    "heads": say("head"),
    "head-weeks": say("head-week"),
}


def sentences(counts: Reckoning) -> Iterator[Text]:
    """One line where all that was sent is read; else one more per kind of which some is not."""
    there = {name: count for name, count in counts.items() if count.sent}
    if not there:
        return
    listed = None
    for name, count in there.items():
        part = say("{amount} {name}", amount=_shown(count.sent), name=(ONE if count.sent == 1 else NAMES)[name])
        listed = part if listed is None else say("{so_far}, {part}", so_far=listed, part=part)
    left = {name: count for name, count in there.items() if count.named}
    if not left:
        yield say("Sent: {listed}. All of it is read.", listed=listed)
        return
    yield say("Sent: {listed}.", listed=listed)
    for name, count in left.items():
        yield _line(name, count)


def _line(name: str, count: Count) -> Text:
    return say(
        "{name}: {sent} sent = {read} read + {named} named in findings.",
        name=NAMES[name],
        sent=_shown(count.sent),
        read=_shown(count.read),
        named=_shown(count.named),
    )


def _shown(amount: float) -> float | int:
    return int(amount) if float(amount).is_integer() else round(amount, 1)
