"""The tenders of a plan as OCDS planning releases, so that the market can see them coming in a public standard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wijkplan.models.plan import Plan, Publication
from wijkplan.planner.compile import Compiled
from wijkplan.planner.compile.labels import project_label
from wijkplan.planner.compile.names import ClientName
from wijkplan.planner.law.legal_terms import deadline
from wijkplan.planner.programme import Programme
from wijkplan.planner.reference.law_data import Kind, Procedure
from wijkplan.planner.submission.schema import Combinations
from wijkplan.planner.tenders.redact import unnamed

from .ocds_schema import (
    Budget,
    Classification,
    Item,
    Lot,
    Milestone,
    Organization,
    OrganizationReference,
    Period,
    Planning,
    Publisher,
    Release,
    ReleasePackage,
    Tender,
    Value,
)

LOTS = "https://raw.githubusercontent.com/open-contracting-extensions/ocds_lots_extension/master/extension.json"
PREFIX = "ocds-000000"
"""Stands for the prefix that a publisher registers; see :mod:`wijkplan.planner.tenders.ocds.left_out`."""
TO_FILL_IN = "[in te vullen: organisatie die publiceert]"
DUTCH = ZoneInfo("Europe/Amsterdam")
MOST_TITLE = 149
"""Characters of a title: the standard asks for less than 150."""
CATEGORY: dict[Kind, str] = {"works": "works", "services": "services", "supplies": "goods"}


def exported(compiled: Compiled, plan: Plan) -> list[Publication]:
    """Tenders that the export holds: public clients, no call-offs."""
    names, problem = compiled.names, compiled.problem
    return [
        p
        for p in sorted(plan.tenders, key=lambda p: p.tender)
        if names.tenders[p.tender].procedure != "call-off"
        and all(names.clients[c].regime != "private" for c in problem.tenders[p.tender].clients)
    ]


def leads(programme: Programme) -> dict[frozenset[str], str]:
    """Per combination of which it is known, the client that leads."""
    wishes = programme.settings.combinations or Combinations()
    return {
        frozenset(row.projects): row.lead_client for row in (*wishes.name, *wishes.force) if row.lead_client is not None
    }


def publisher(programme: Programme) -> str:
    """The organisation that publishes: as the programme says, else its only public client, else a place to be filled
    in."""
    public = [client.name for client in programme.clients if client.regime != "private"]
    return programme.settings.publisher or (public[0] if len(public) == 1 else TO_FILL_IN)


def package(
    programme: Programme, compiled: Compiled, plan: Plan, rationale: Mapping[str, str], now: datetime
) -> ReleasePackage:
    """The release package. ``rationale`` is why, by id of tender; ``now`` when it is made. Raises ``ValueError`` where
    it fits no model."""
    make = _Maker(programme, compiled, plan, rationale, now)
    return ReleasePackage(
        uri=f"urn:wijkplan:{programme.start.isoformat()}:{abs(programme.seed)}",
        publishedDate=now,
        publisher=Publisher(name=publisher(programme)),
        extensions=(LOTS,),
        releases=tuple(make.release(p) for p in exported(compiled, plan)),
    )


class _Maker:
    def __init__(
        self, programme: Programme, compiled: Compiled, plan: Plan, rationale: Mapping[str, str], now: datetime
    ) -> None:
        self.law, self.names, self.problem = programme.reference.law, compiled.names, compiled.problem
        self.rationale, self.now, self.placed = rationale, now, plan.by_activity()
        self.leads, self.plain = leads(programme), unnamed(programme)
        self.values = programme.settings.publish_values

    def release(self, publication: Publication) -> Release:
        name, tender = self.names.tenders[publication.tender], self.problem.tenders[publication.tender]
        clients = [self.names.clients[c] for c in tender.clients]
        leading = self.leading(publication.tender)
        budget = Budget(
            description="raming naar normen van het programma, exclusief omzetbelasting",
            amount=self.value(name.value_eur),
        )
        before = Milestone(
            id="preparation",
            title="begin voorbereiding",
            type="preProcurement",
            dueDate=self.day(publication.week - tender.preparation),
        )
        return Release(
            ocid=f"{PREFIX}-{name.id}",
            id=f"{name.id}-planning",
            date=self.now,
            parties=tuple(self.party(c, leading) for c in clients),
            buyer=leading,
            planning=Planning(rationale=self.rationale.get(name.id), budget=budget, milestones=(before,)),
            tender=self.tender(publication),
        )

    def party(self, client: ClientName, leading: OrganizationReference | None) -> Organization:
        """A client, with whether it carries out the procedure."""
        procures = leading is not None and client.id == leading.id
        return Organization(
            id=client.id, name=client.name, roles=("buyer", "procuringEntity") if procures else ("buyer",)
        )

    def leading(self, tender: int) -> OrganizationReference | None:
        """Who carries out the procedure: the only client, or the one that leads."""
        clients = [self.names.clients[c] for c in self.problem.tenders[tender].clients]
        lead = self.leads.get(frozenset(self.names.tenders[tender].projects))
        found = [c for c in clients if len(clients) == 1 or c.id == lead]
        return OrganizationReference(id=found[0].id, name=found[0].name) if found else None

    def value(self, euros: int) -> Value | None:
        """An estimate, where these are published."""
        return Value(amount=euros) if self.values else None

    def tender(self, publication: Publication) -> Tender:
        name, tender = self.names.tenders[publication.tender], self.problem.tenders[publication.tender]
        procedure = self.law.procedures[name.procedure]
        start, end = self.span(tender.projects)
        published = self.monday(publication.week)
        until = deadline(published, _bidding(procedure))
        judged = until + timedelta(days=1)
        awarded = max(judged, published + timedelta(weeks=tender.lead) - timedelta(days=1))
        kinds = {self.law.cpv[self.names.projects[p].work_type].kind for p in tender.projects}
        return Tender(
            id=name.id,
            title=_short(self.plain(name.title) if name.title else self.projects(tender.projects)),
            description=self.projects(tender.projects),
            procuringEntity=self.leading(publication.tender),
            value=self.value(name.value_eur),
            procurementMethod=procedure.ocds_method,
            procurementMethodDetails=procedure.dutch,
            mainProcurementCategory=CATEGORY["works" if "works" in kinds else min(kinds)],
            tenderPeriod=_period(published, until),
            awardPeriod=_period(judged, awarded),
            contractPeriod=_period(self.monday(start), self.monday(end) - timedelta(days=1)),
            items=tuple(self.item(p, k) for k, lot in enumerate(tender.lots) for p in lot.projects),
            lots=tuple(self.lot(k, lot.projects, lot.period) for k, lot in enumerate(tender.lots)),
            milestones=(Milestone(id="start", title="begin werk", type="delivery", dueDate=self.day(start)),),
        )

    def item(self, project: int, lot: int) -> Item:
        name = self.names.projects[project]
        cpv = self.law.cpv[name.work_type]
        code = Classification(id=cpv.code.split("-")[0], description=cpv.dutch)
        return Item(id=name.id, description=self.project(project), classification=code, relatedLot=_lot_id(lot))

    def lot(self, k: int, projects: Sequence[int], period: int) -> Lot:
        return Lot(
            id=_lot_id(k),
            title=_short(self.projects(projects)),
            description=self.projects(projects),
            value=self.value(sum(self.names.projects[p].value_eur for p in projects)),
            contractPeriod=Period(durationInDays=7 * period),
        )

    def projects(self, projects: Sequence[int]) -> str:
        return "; ".join(map(self.project, projects))

    def project(self, project: int) -> str:
        return self.plain(project_label(self.names, project))

    def span(self, projects: Sequence[int]) -> tuple[int, int]:
        """Weeks from first start to last end."""
        own = [self.placed[a] for p in projects for a in self.problem.members[p]]
        return min(p.start for p in own), max(p.end for p in own)

    def monday(self, week: int) -> date:
        return self.names.monday(week)

    def day(self, week: int) -> datetime:
        return _moment(self.monday(week))


def _bidding(procedure: Procedure) -> int:
    """Days from publication to the last tender: the steps up to and including that of the tenders."""
    days = 0
    for step in procedure.steps:
        days += step.days
        if step.id in ("tenders", "offer"):
            break
    return days


def _lot_id(k: int) -> str:
    return f"perceel-{k + 1}"


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), DUTCH)


def _last_moment(day: date) -> datetime:
    """The standard's time of an ``endDate`` that is a day: the last hour of that day counts."""
    return datetime.combine(day, time(23, 59, 59), DUTCH)


def _period(first: date, last: date) -> Period:
    """From a first to and including a last day."""
    return Period(startDate=_moment(first), endDate=_last_moment(last))


def _short(title: str) -> str:
    """A title as long as the standard allows; the description has it whole."""
    return title if len(title) <= MOST_TITLE else title[: MOST_TITLE - 1].rstrip() + "…"
