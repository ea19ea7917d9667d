"""Euros and shares of newcomers that are well-formed and look like those of another unit: thousands, fractions, or more
paid towards a newcomer than it costs."""

from __future__ import annotations

from collections.abc import Iterator

from wijkplan.planner.findings.finding import Finding, hint, warning
from wijkplan.planner.reference import Reference
from wijkplan.planner.submission.newcomers import Newcomers, Track
from wijkplan.planner.text import say

FEW = 100
"""Euros: training that costs less, or is paid with less, was probably stated in thousands."""


def amounts(file: str, newcomers: Newcomers, reference: Reference) -> Iterator[Finding]:
    """All of it."""
    for i, track in enumerate(newcomers.tracks):
        for name in ("cost_eur", "subsidy_eur"):
            eur = getattr(track, name)
            if 0 < eur < FEW:
                what = say("This is {eur} euros for one newcomer.", eur=f"{eur:g}")
                remedy = say("State euros, not thousands of them.")
                yield hint("wrong-quantity", file, f"tracks[{i}].{name}", None, eur, what, remedy)
        yield from _paid_for(file, f"tracks[{i}].subsidy_eur", track, reference)
    for i, row in enumerate(newcomers.agreed_places):
        if 0 < row.share_percent < 1:
            what = say("This is less than one percent: {share} of a hundred.", share=f"{row.share_percent:g}")
            remedy = say("State percent, not a fraction: 5 for 5 percent.")
            yield hint("wrong-quantity", file, f"agreed_places[{i}].share_percent", None, row.share_percent, what,
                       remedy)  # fmt: skip


def _paid_for(file: str, at: str, track: Track, reference: Reference) -> Iterator[Finding]:
    """A subsidy above the training and all wages while learning: each newcomer would earn its employer money."""
    if track.trade not in reference.trades:
        return
    weeks = sum(phase.weeks for phase in track.phases)
    hour = reference.trades[track.trade].rate_eur
    most = track.cost_eur + weeks * reference.week_hours(track.trade) * hour * track.wage_percent / 100
    if track.subsidy_eur > most:
        what = say(
            "The subsidy is more than training and wages cost while somebody learns ({most} euros): each newcomer "
            "would earn money by coming.",
            most=round(most),
        )
        remedy = say("State what is paid towards one newcomer over the whole track.")
        yield warning("wrong-quantity", file, at, None, track.subsidy_eur, what, remedy)
