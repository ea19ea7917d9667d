"""Rule ``law``, the check: what it says, read again from the submissions and the data; shares no code with the filter
and the valuation.

No candidate tender breaks a hard procurement rule; its value, procedure, lead time and cost are constants from
quantities and norms."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wijkplan.models.problem import Tender
from wijkplan.planner.compile import Compiled
from wijkplan.planner.compile.names import TenderName
from wijkplan.planner.programme import Programme
from wijkplan.planner.reference.law_data import Part, Procedure
from wijkplan.planner.submission.schema import Project, ProjectRegime, Regime


@dataclass(frozen=True, slots=True)
class Unlawful:
    """A tender that breaks a hard rule: which, by id of its provision, and what is wrong."""

    tender: str
    provision: str
    what: str


def violations(programme: Programme, compiled: Compiled, tenders: Iterable[int] | None = None) -> Iterator[Unlawful]:
    """What is unlawful in these candidates (by index; all where left out)."""
    judge = _Judge(programme, compiled)
    for t in range(len(compiled.problem.tenders)) if tenders is None else tenders:
        yield from judge.tender(compiled.names.tenders[t], compiled.problem.tenders[t])


class _Judge:
    def __init__(self, programme: Programme, compiled: Compiled) -> None:
        self.programme, self.compiled, self.law = programme, compiled, programme.reference.law
        self.projects = {project.id: project for _, project in programme.projects}
        self.value = {name.id: name.value_eur for name in compiled.names.projects}
        regimes = {client.id: client.regime for client in compiled.names.clients}
        self.part = {
            p.id: self.law.regimes[self.regime(p, regimes[p.client or f"{sender.id}:private"])].part
            for sender, p in programme.projects
        }
        for client in programme.clients:
            for under in client.frameworks:
                if under.type == "concession":  # whoever holds it builds it: no order under part 2 or 3
                    ordered = (p for _, p in programme.projects if p.award == "call-off" and p.framework == under.id)
                    self.part |= {p.id: "concession" for p in ordered}

    def regime(self, project: Project, client: Regime) -> ProjectRegime:
        """What the project states; else part 3 where an authority does what part 3 is about; else as its client."""
        if project.regime:
            return project.regime
        moved = {(row.regime, row.work_type): row.becomes for row in self.law.activities}
        return moved.get((client, project.work_type), client)

    def tender(self, name: TenderName, tender: Tender) -> Iterator[Unlawful]:
        members = [self.projects[p] for p in name.projects]
        called = [p for p in members if p.award == "call-off"]
        if any(p.award not in ("call-off", "to-tender") or p.pins for p in members):
            yield Unlawful(name.id, "no-splitting", "it buys work that is not to be bought")
        if called and (len(called) < len(members) or len({(p.framework, p.employer, p.client) for p in members}) > 1):
            yield Unlawful(
                name.id, "call-off-parties", "a call-off with work outside its framework or with another party"
            )
        for client in self.programme.clients:
            for framework in client.frameworks:
                total = sum(self.value[p.id] for p in called if p.framework == framework.id)
                if framework.remaining_eur is not None and total > framework.remaining_eur:
                    yield Unlawful(
                        name.id,
                        "call-off-ceiling",
                        f"{total} euros under framework {framework.id}, {framework.remaining_eur:g} are left",
                    )
        if {self.part[p.id] for p in members} > {"private"}:
            yield Unlawful(name.id, "private-apart", "private clients with others")
        for lot in tender.lots:
            if len({self.part[self.compiled.names.projects[p].id] for p in lot.projects}) > 1:
                yield Unlawful(name.id, "mixed-parts", "one lot under two parts of the Act")
        yield from self.terms(name, tender, members, bool(called))

    def begun(self, members: list[Project]) -> bool:
        """Whether work of one of these projects is reported to have begun."""
        agreed = self.programme.agreed
        facts = [] if agreed is None else [line.activity for line in agreed.lines if line.state in ("started", "done")]
        return any(fact.startswith(f"{project.id}/") for project in members for fact in facts)

    def terms(self, name: TenderName, tender: Tender, members: list[Project], called: bool) -> Iterator[Unlawful]:
        """Its procedure, weeks and cost against those that its value asks."""
        by_part = (
            dict.fromkeys((self.part[p.id] for p in members), self.law.procedures["call-off"])
            if called
            else self.procedures(members)
        )
        needed = list(by_part.values())
        least = max(math.ceil(sum(step.days for step in p.steps if step.statutory) / 7) for p in needed)
        stated = self.law.procedures[name.procedure]
        if stated not in needed:
            yield Unlawful(
                name.id, "sum-of-lots", f"it goes by {stated.id}, its value asks {' and '.join(p.id for p in needed)}"
            )
        if (tender.preparation, tender.lead) == (0, 0) and self.begun(members):
            return  # work under it has begun: its weeks are past, and no longer ours to plan
        if tender.lead < least:
            yield Unlawful(name.id, "standstill", f"{tender.lead} weeks from publication to work, the Act asks {least}")
        asked = (max(p.preparation_weeks for p in needed), max(p.lead_weeks for p in needed))
        if (tender.preparation, tender.lead) != asked:
            yield Unlawful(
                name.id, "sum-of-lots", f"preparation and lead are {(tender.preparation, tender.lead)}, not {asked}"
            )
        parts = [{self.part[self.compiled.names.projects[p].id] for p in lot.projects} for lot in tender.lots]
        if all(len(one) == 1 and one <= by_part.keys() for one in parts):  # what it costs otherwise has no meaning
            client, bidders = self.cost([by_part[part] for one in parts for part in one])
            given = (name.client_eur, name.bidders_eur, tender.procurement)
            if given != (client, bidders, client + bidders):
                yield Unlawful(
                    name.id,
                    "sum-of-lots",
                    f"client, bidders and both pay {given} euros, not {(client, bidders, client + bidders)}",
                )

    def cost(self, lots: list[Procedure]) -> tuple[int, int]:
        """Euros of clients and of bidders: each procedure once for the client, each lot for the client and for every
        bid on it."""
        client, bidders, seen = 0, 0, []
        for procedure in lots:
            if procedure.id not in seen:
                seen.append(procedure.id)
                client += procedure.client_eur
            client += procedure.lot_client_eur
            bidders += math.floor(procedure.bids * procedure.bid_eur + 0.5)
        return client, bidders

    def procedures(self, members: list[Project]) -> dict[Part, Procedure]:
        """Per part of the Act the procedure for the whole works of these projects."""
        value, kinds = self.whole_value(members), [self.law.cpv[p.work_type].kind for p in members]
        main = max(
            kinds, key=lambda kind: sum(self.value[p.id] for p, k in zip(members, kinds, strict=True) if k == kind)
        )
        last = self.programme.monday(self.programme.weeks)
        found: dict[Part, Procedure] = {}
        for part in dict.fromkeys(self.part[p.id] for p in members):
            limits = [t for t in self.law.thresholds if (t.part, t.kind) == (part, main)]
            now = [t.value_eur for t in limits if t.valid_to >= self.programme.start and t.valid_from <= last]
            limit = min(now) if now else max(limits, key=lambda t: t.valid_to).value_eur if limits else 0
            for band in self.law.bands:
                if band.part == part and value < (limit if band.below_threshold else band.below_eur or value + 1):
                    found[part] = self.law.procedures[band.procedure]
                    break
        return found

    def whole_value(self, members: list[Project]) -> int:
        """Euros of the works, each project once; of these projects alone where they may leave the regime as small
        lots."""
        own = sum(self.value[p.id] for p in members)
        if any(self.part[p.id] == "private" for p in members):
            return own
        works = {self.work(p) for p in members if self.part[p.id] != "concession"}
        rest = [p for p in self.projects.values() if self.part[p.id] != "concession" or p in members]
        whole = [p for p in rest if p in members or (p.award == "to-tender" and not p.pins and self.work(p) in works)]
        if own <= self.law.figure("small-lot-value") and all(
            self.part[p.id] != "concession" and self.small(p, [q for q in whole if self.work(q) == self.work(p)])
            for p in members
        ):
            return own
        return sum(self.value[p.id] for p in whole)

    def small(self, project: Project, work: list[Project]) -> bool:
        """Whether this lot and all smaller ones together stay within the share that may leave the regime."""
        rank = (self.value[project.id], project.id)
        upto = sum(self.value[p.id] for p in work if (self.value[p.id], p.id) <= rank)
        share = 100 * upto <= self.law.figure("small-lots-share") * sum(self.value[p.id] for p in work)
        return share and self.value[project.id] <= self.law.figure("small-lot-value")

    def work(self, project: Project) -> tuple[str | None, str]:
        return project.client, project.work or f"{project.work_type}:{project.district}"
