"""How CP-SAT is run: the one place where its parameters are set."""

from __future__ import annotations

from ortools.sat.python import cp_model


def parameters(
    *,
    workers: int,
    seed: int,
    seconds: float,
    work: float | None = None,
    tiny: bool = False,
    neighbourhood: bool = False,
) -> cp_model.SatParameters:
    """Parameters of one run of at most ``seconds`` of wall time.

    ``work`` is a limit in CP-SAT's deterministic seconds; with it and one worker the same seed gives the same result.

    Presolve does without probing, which took 40 s of a programme of 641 activities and found next to nothing. ``tiny``
    models and a ``neighbourhood`` (hinted) do without symmetry too. With 60 free activities one round of presolve
    takes 0.1 s instead of 1 s, and cumulatives in the linear relaxation (level 2) bring in one second what level 1
    does not bring in ten."""
    p = cp_model.SatParameters()
    p.num_workers = workers
    p.random_seed = seed
    p.cp_model_probing_level = 0
    p.max_time_in_seconds = seconds
    p.catch_sigint_signal = (
        False  # it would swallow Ctrl-C during a solve, and leave the default handler behind after it
    )
    if work is not None:
        p.max_deterministic_time = work
    if tiny or neighbourhood:
        p.symmetry_level = 0
    if neighbourhood:
        p.max_presolve_iterations = 1
        p.linearization_level = 2
    return p
