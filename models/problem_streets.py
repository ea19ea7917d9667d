"""What a problem knows of streets, districts, and of what is used up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Joint:
    """What joining two neighbouring digs of a street takes: at most ``gap`` weeks between them, and one contract,
    ``own`` work of one named employer, or (``agreement``) a street agreement of their clients at ``interface`` euros.
    ``new``: they have no such agreement today."""

    gap: int = 0
    agreement: bool = False
    interface: int = 0
    own: bool = False
    new: bool = False


@dataclass(frozen=True, slots=True)
class Street:
    """A street segment. ``digs`` are activities in the fixed order of the street; ``joints[i]`` is between dig ``i``
    and ``i + 1``.

    Between one opening's end and the next one's start at least ``rest`` weeks pass; breaking that costs ``rest_price``
    euros each time, or is forbidden where it is ``None``. ``closed`` is the week (0 or before) in which the last
    opening before the horizon ended. ``burden`` is euros per week that the street is open."""

    district: int
    digs: tuple[int, ...]
    joints: tuple[Joint, ...] = ()
    rest: int = 0
    rest_price: int | None = 0
    closed: int | None = None
    burden: int = 0


@dataclass(frozen=True, slots=True)
class District:
    """A neighbourhood. ``max_open`` is the agreed number of openings at a time. At equal delivery only: ``due``, the
    week by whose end everything in the district is finished, ``max_burden`` (euros of term ``burden`` in its streets)
    and ``max_broken_rests``."""

    region: int
    max_open: int | None = None
    due: int | None = None
    max_burden: int | None = None
    max_broken_rests: int | None = None


@dataclass(frozen=True, slots=True)
class Reservoir:
    """A level that rises with ``supply`` (total available per week, non-decreasing or not) and ``releases`` and falls
    with ``loads``.

    ``loads`` are (activity, amount), taken at the activity's start and kept; ``releases`` are (activity, amount),
    added at its end and kept. In every week the loads taken are at most the supply plus the releases. Grid areas (rule
    ``grid``) have all three; deliveries of materials (rule ``ready``) and budgets in euros
    (rule ``budget``) have no releases. ``renewals`` are weeks in which what was taken is forgotten: a budget of which
    nothing stays for the next year."""

    supply: tuple[int, ...]
    loads: tuple[tuple[int, int], ...]
    releases: tuple[tuple[int, int], ...] = ()
    renewals: tuple[int, ...] = ()

    def counts_until(self, week: int, horizon: int) -> int:
        """The week before which what is taken in ``week`` counts."""
        return next((one for one in self.renewals if one > week), horizon)
