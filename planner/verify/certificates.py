"""What the certificates in an output folder prove, each derived again by ``wijkplan.models.check`` from its numbers
and the problem it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from wijkplan.models.check.bounds import certified
from wijkplan.models.check.dissolution import dissolved
from wijkplan.models.check.refused import Refused
from wijkplan.models.check.transfer import transferred
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled
from wijkplan.planner.folder.stored_comparison import Folder, read_certificates
from wijkplan.planner.plan.variant_words import named
from wijkplan.planner.plan.variants import VARIANTS, in_variant, without_partners
from wijkplan.planner.results import certificate_file as certificates
from wijkplan.planner.text import say

Pair = tuple[str, str, str]
"""Question and two variants."""


def proofs_of(folder: Path, read: Folder, compiled: Compiled) -> Proofs:
    """The proofs in a folder that was read. Raises :class:`~wijkplan.planner.folder.stored_comparison.Stale`."""
    return Proofs(folder, {str(question): problem for question, problem in read.asked(compiled).items()})


class Proofs:
    """``asked`` is what each question asks by the stored plans. Raises
    :class:`~wijkplan.planner.folder.stored_comparison.Stale`."""

    def __init__(self, folder: Path, asked: Mapping[str, Problem]) -> None:
        self.stored, self.asked = read_certificates(folder), asked
        self.certificates = certificates.by_problem(self.stored)
        self.transfers = certificates.transfers(self.stored)
        self.dissolutions = certificates.dissolutions(self.stored)
        self.bounds: dict[tuple[str, str], tuple[int | None, str]] = {}

    def bound(self, question: str, variant: str) -> tuple[int | None, str]:
        """The bound that the stored certificate of a problem proves, or why it proves none."""
        key = question, variant
        if key not in self.bounds:
            certificate = self.certificates.get(key)
            if certificate is None:
                self.bounds[key] = None, say("there is no certificate of {variant}", variant=named(variant))
            elif question not in self.asked or variant not in VARIANTS:
                self.bounds[key] = (
                    None,
                    say(
                        "no plan says what {question} asks of {variant}",
                        question=named(question),
                        variant=named(variant),
                    ),
                )
            else:
                try:
                    self.bounds[key] = certified(in_variant(self.asked[question], VARIANTS[variant]), certificate), ""
                except Refused as refused:
                    self.bounds[key] = (
                        None,
                        say(
                            "the certificate of {variant} is refused: {refused}",
                            variant=named(variant),
                            refused=refused,
                        ),
                    )
        return self.bounds[key]

    def transfer(self, key: Pair) -> tuple[int | None, str]:
        """What the stored certificate of a transfer proves, or why it proves nothing."""
        pair = self._pair(key)
        if key not in self.transfers or pair is None:
            return None, say("there is no certificate for it")
        try:
            return transferred(*pair, self.transfers[key]), ""
        except Refused as refused:
            return None, say("the certificate is refused: {refused}", refused=refused)

    def dissolution(self, key: tuple[str, str, str, bool]) -> tuple[int | None, str]:
        """What the stored certificate of a dissolution proves, or why it proves nothing."""
        pair = self._pair(key[:3])
        if key not in self.dissolutions or pair is None:
            return None, say("there is no certificate for it")
        narrow, wide = pair
        try:
            return dissolved(narrow, wide if key[3] else without_partners(wide), self.dissolutions[key]), ""
        except Refused as refused:
            return None, say("the certificate is refused: {refused}", refused=refused)

    def _pair(self, key: Pair) -> tuple[Problem, Problem] | None:
        """The problems of two variants."""
        question, source, to = key
        if question not in self.asked or not {source, to} <= set(VARIANTS):
            return None
        return in_variant(self.asked[question], VARIANTS[source]), in_variant(self.asked[question], VARIANTS[to])
