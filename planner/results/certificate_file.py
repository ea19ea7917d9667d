"""``certificates.json``: the numbers from which every bound of a comparison can be derived again.

A certificate belongs to the problem of one variant in one question (a run's ``bound_from``) and proves the same bound
for every narrower variant; it is stored once, with the variants whose bound it is."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from wijkplan.planner.experiment.comparison_types import Compared

from . import forced_record, guarantee_record

NAME = "certificates.json"
K = TypeVar("K", bound=Hashable)
FORMAT_VERSION = 2


class NotCertificates(ValueError):
    """A file that does not hold what wijkplan writes there; the message says what is amiss."""


def to_json(compared: Compared) -> dict[str, Any]:
    """All certificates that prove a bound of the comparison."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for run in compared.all_runs:
        if run.certified and run.bound_from is not None:
            owner = compared.run(run.question, run.bound_from)
            row = rows.setdefault(
                (run.question, run.bound_from),
                {
                    "question": run.question,
                    "bound_from": run.bound_from,
                    "bound": run.bound,
                    "proves": [],
                    "certificate": owner.certificate,
                },
            )
            row["proves"].append(run.variant)
    moved = [
        {"question": t.question, "from": t.source, "to": t.to, "euros": t.euros, "certificate": t.certificate}
        for t in compared.transfers
    ]
    apart = [
        {
            "question": d.question,
            "from": d.source,
            "to": d.to,
            "partner_crews": d.partner_crews,
            "euros": d.euros,
            "certificate": d.certificate,
        }
        for d in compared.dissolutions
    ]
    return {
        "format_version": FORMAT_VERSION,
        "certificates": list(rows.values()),
        "transfers": moved,
        "dissolutions": apart,
        "guarantee": guarantee_record.proof(compared),
        "forced": forced_record.proofs(compared.forced),
    }


def by_problem(value: Mapping[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    """The certificates of a file by the question and variant whose problem they are for. Raises
    :class:`NotCertificates`."""
    rows = _rows(value, "certificates", ("question", "bound_from"))
    return _once(((row["question"], row["bound_from"]), row["certificate"]) for row in rows)


def transfers(value: Mapping[str, Any]) -> dict[tuple[str, str, str], dict[str, Any]]:
    """The transfers of a file by question and pair of variants. Raises :class:`NotCertificates`."""
    return _once(((row["question"], row["from"], row["to"]), row["certificate"]) for row in _pairs(value, "transfers"))


def dissolutions(value: Mapping[str, Any]) -> dict[tuple[str, str, str, bool], dict[str, Any]]:
    """The dissolutions of a file by question and pair of variants, with or without partner crews. Raises
    :class:`NotCertificates`."""
    rows = _pairs(value, "dissolutions")
    return _once(
        ((row["question"], row["from"], row["to"], row.get("partner_crews") is True), row["certificate"])
        for row in rows
    )


def forced(value: Mapping[str, Any]) -> dict[tuple[str, tuple[int, ...], str], dict[str, Any]]:
    """The certificates of forced combinations by question, project numbers and what they prove. Raises
    :class:`NotCertificates`."""
    rows = _rows(value, "forced", ("question", "what"))
    return _once(((row["question"], _group(row.get("projects")), row["what"]), row["certificate"]) for row in rows)


def guarantee(value: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The certificates of bounds without a guarantee, by question. Raises :class:`NotCertificates`."""
    return _once((row["question"], row["certificate"]) for row in _rows(value, "guarantee", ("question",)))


def _group(projects: object) -> tuple[int, ...]:
    if not isinstance(projects, list) or not all(type(p) is int for p in projects):
        raise NotCertificates(f"{NAME} has a forced combination that does not name its projects")
    return tuple(projects)


def _pairs(value: Mapping[str, Any], name: str) -> Iterator[dict[str, Any]]:
    return _rows(value, name, ("question", "from", "to"))


def _rows(value: Mapping[str, Any], name: str, keys: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    rows = value.get(name)
    if value.get("format_version") != FORMAT_VERSION or not isinstance(rows, list):
        raise NotCertificates(f"{NAME} does not hold what wijkplan writes")
    return _sound(rows, keys)


def _sound(rows: list[Any], names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for row in rows:
        if (
            not isinstance(row, dict)
            or not isinstance(row.get("certificate"), dict)
            or not all(isinstance(row.get(n), str) for n in names)
        ):
            raise NotCertificates(f"{NAME} has a certificate without numbers, or of nothing")
        yield row


def _once(rows: Iterable[tuple[K, dict[str, Any]]]) -> dict[K, dict[str, Any]]:
    """Certificates by what they are for; of two for one thing nobody could say which counts."""
    found: dict[K, dict[str, Any]] = {}
    for key, certificate in rows:
        if key in found:
            raise NotCertificates(f"{NAME} has two certificates for {key}")
        found[key] = certificate
    return found
