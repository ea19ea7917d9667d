"""What ``certificates.json`` holds of a comparison, and its certificates by what they are for."""

from __future__ import annotations

from typing import Any

from wijkplan.planner.experiment.comparison_types import Compared
from wijkplan.planner.record.certificates import (
    FORMAT_VERSION,
    NAME,
    BoundProof,
    Certificates,
    DissolutionProof,
    Dissolved,
    TransferProof,
    Transferred,
    priced,
)

from . import forced_record, guarantee_record

__all__ = ["NAME", "by_problem", "certificates", "dissolutions", "forced", "guarantee", "transfers"]


def certificates(compared: Compared) -> Certificates:
    """All certificates that prove a bound of the comparison."""
    return Certificates(
        format_version=FORMAT_VERSION,
        certificates=_bounds(compared),
        transfers=tuple(
            TransferProof(
                question=t.question,
                source=t.source,
                to=t.to,
                euros=t.euros,
                certificate=Transferred.model_validate(t.certificate),
            )
            for t in compared.transfers
        ),
        dissolutions=tuple(
            DissolutionProof(
                question=d.question,
                source=d.source,
                to=d.to,
                partner_crews=d.partner_crews,
                euros=d.euros,
                certificate=Dissolved.model_validate(d.certificate),
            )
            for d in compared.dissolutions
        ),
        guarantee=guarantee_record.proof(compared),
        forced=tuple(forced_record.proofs(compared.forced)),
    )


def _bounds(compared: Compared) -> tuple[BoundProof, ...]:
    """Per problem its certificate, with the variants whose bound it is."""
    rows: dict[tuple[str, str], BoundProof] = {}
    for run in compared.all_runs:
        if not run.certified or run.bound_from is None or run.bound is None:
            continue
        key = run.question, run.bound_from
        if key in rows:
            rows[key] = rows[key].model_copy(update={"proves": (*rows[key].proves, run.variant)})
            continue
        owner = compared.run(run.question, run.bound_from)
        rows[key] = BoundProof(
            question=run.question,
            bound_from=run.bound_from,
            bound=run.bound,
            proves=(run.variant,),
            certificate=priced(owner.certificate),
        )
    return tuple(rows.values())


def by_problem(file: Certificates) -> dict[tuple[str, str], dict[str, Any]]:
    """The certificates of bounds by the question and variant whose problem they are for, as the checker reads them."""
    return {(row.question, row.bound_from): row.certificate.to_values() for row in file.certificates}


def transfers(file: Certificates) -> dict[tuple[str, str, str], dict[str, Any]]:
    """Those of transfers by question and pair of variants."""
    return {(row.question, row.source, row.to): row.certificate.to_values() for row in file.transfers}


def dissolutions(file: Certificates) -> dict[tuple[str, str, str, bool], dict[str, Any]]:
    """Those of dissolutions by question and pair of variants, with or without partner crews."""
    return {
        (row.question, row.source, row.to, row.partner_crews): row.certificate.to_values() for row in file.dissolutions
    }


def forced(file: Certificates) -> dict[tuple[str, tuple[int, ...], str], dict[str, Any]]:
    """Those of forced combinations by question, project numbers and what they prove."""
    return {(row.question, row.projects, row.what): row.certificate.to_values() for row in file.forced}


def guarantee(file: Certificates) -> dict[str, dict[str, Any]]:
    """Those of bounds without a guarantee, by question."""
    return {row.question: row.certificate.to_values() for row in file.guarantee}
