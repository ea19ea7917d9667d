"""How CP-SAT is run: the one place where its parameters are set."""

from __future__ import annotations

from ortools.sat.python import cp_model


def parameters(*, workers: int, seed: int, seconds: float, work: float | None = None, tiny: bool = False) -> cp_model.SatParameters:
    """Parameters of one run of ``seconds`` of wall time at most.

    ``work`` is a limit in CP-SAT's deterministic seconds; with it and one worker the same seed gives the same result.
    ``tiny`` models are solved faster than they are presolved in depth.
    """
    p = cp_model.SatParameters()
    p.num_workers = workers
    p.random_seed = seed
    p.max_time_in_seconds = seconds
    if work is not None:
        p.max_deterministic_time = work
    if tiny:
        p.symmetry_level = 0
        p.cp_model_probing_level = 0
    return p
