"""A case: one combined tender that some plan of a comparison chose, with all that its dossier draws on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from wijkplan.models.plan import Plan, Publication
from wijkplan.models.problem import Problem, Tender
from wijkplan.planner.access import Meter
from wijkplan.planner.compile import Compiled
from wijkplan.planner.compile.labels import project_label, work_type_label
from wijkplan.planner.compile.names import Names, TenderName
from wijkplan.planner.law import Member, Route, Valuation, concessions, member, route
from wijkplan.planner.plan.coherence import Coherence
from wijkplan.planner.programme import Programme
from wijkplan.planner.record import Comparison
from wijkplan.planner.record.places import PlacesRecord
from wijkplan.planner.reference.law_data import Law, Part
from wijkplan.planner.results.places_record import places_record
from wijkplan.planner.submission.schema import Combination, Combinations, Project
from wijkplan.planner.tenders.redact import unnamed

from .fact import listed

READ_FIRST = tuple(
    (question, variant) for question in ("equal_delivery", "all_in") for variant in ("bundled", "combined")
)
"""Plans that may combine, the one that a dossier draws on first."""
MOST_NAMED = 3
"""Districts in a title; of more their number is said."""


class Common:
    """What all cases of a comparison share, each made when the first asks for it."""

    def __init__(self, programme: Programme, compiled: Compiled) -> None:
        self._programme, self._compiled = programme, compiled
        self.offered: dict[tuple[str, str], PlacesRecord | None] = {}
        """Per plan of which it was asked what its tenders offer to learners."""

    @cached_property
    def meter(self) -> Meter:
        """Counts able bidders."""
        return Meter(self._programme, self._compiled)

    @cached_property
    def coherence(self) -> Coherence:
        """What holds tenders together."""
        return Coherence(self._programme, self._compiled)

    @cached_property
    def asked(self) -> Mapping[str, Project]:
        """All projects as they were sent in, by id."""
        return {project.id: project for _, project in self._programme.projects}

    @cached_property
    def members(self) -> Mapping[str, Member]:
        """All projects that are still to be bought, by id, as the law sees them."""
        names, law = self._compiled.names, self._programme.reference.law
        regimes = {client.id: client.regime for client in names.clients}
        conceded = concessions(self._programme.clients)
        found = {}
        for sender, asked in self._programme.projects:
            client, name = asked.client or f"{sender.id}:private", names.projects[names.project_index[asked.id]]
            if asked.award in ("to-tender", "call-off") and not asked.pins:
                found[asked.id] = member(law, asked, client, regimes[client], name.value_eur, conceded)
        return found

    @cached_property
    def valuation(self) -> Valuation:
        """The works that these form."""
        return Valuation(self._programme.reference.law, self.members.values())


@dataclass(frozen=True)
class Case:
    """``question`` and ``variant`` name the plan that the dossier draws on, ``chosen_in`` all plans that chose this
    tender."""

    programme: Programme
    compiled: Compiled
    comparison: Comparison
    plans: Mapping[tuple[str, str], Plan]
    chosen_in: tuple[tuple[str, str], ...]
    index: int
    of_all: Common | None = None

    @cached_property
    def common(self) -> Common:
        """What it shares with the other cases."""
        return self.of_all or Common(self.programme, self.compiled)

    @property
    def question(self) -> str:
        """Question of the plan that is drawn on."""
        return self.chosen_in[0][0]

    @property
    def variant(self) -> str:
        """Variant of the plan that is drawn on."""
        return self.chosen_in[0][1]

    @property
    def plan(self) -> Plan:
        """The plan that is drawn on."""
        return self.plans[self.chosen_in[0]]

    @property
    def problem(self) -> Problem:
        """The compiled problem."""
        return self.compiled.problem

    @property
    def names(self) -> Names:
        """Its names."""
        return self.compiled.names

    @property
    def law(self) -> Law:
        """The law of the reference data."""
        return self.programme.reference.law

    @property
    def tender(self) -> Tender:
        """The tender."""
        return self.problem.tenders[self.index]

    @property
    def name(self) -> TenderName:
        """Its name."""
        return self.names.tenders[self.index]

    @property
    def title(self) -> str:
        """What people call it; else its kinds of work and where they are."""
        return self.plain(self.name.title or f"{listed(self.work_types)}, {self._where}")

    @property
    def work_types(self) -> tuple[str, ...]:
        """Its kinds of work in Dutch, each once."""
        projects = (self.names.projects[p] for p in self.tender.projects)
        return tuple(dict.fromkeys(work_type_label(self.names, p.work_type, "nl") for p in projects))

    @property
    def _where(self) -> str:
        districts = {self.problem.projects[p].district for p in self.tender.projects}
        named = sorted(self.names.districts[d].name for d in districts)
        return listed(named) if len(named) <= MOST_NAMED else f"{len(named)} wijken"

    @cached_property
    def plain(self) -> Callable[[str], str]:
        """Free text without names of employers."""
        return unnamed(self.programme)

    def project(self, project: int) -> str:
        """A project as it is called in a dossier."""
        return self.plain(project_label(self.names, project))

    @cached_property
    def singles(self) -> tuple[int, ...]:
        """The tenders of its projects alone."""
        return tuple(self.names.tender_index[f"single:{project}"] for project in self.name.projects)

    @cached_property
    def publication(self) -> Publication:
        """Its publication in the plan."""
        return next(p for p in self.plan.tenders if p.tender == self.index)

    @cached_property
    def wish(self) -> tuple[str, Combination] | None:
        """What the core team said of this combination, with where it did."""
        wishes = self.programme.settings.combinations or Combinations()
        for kind, rows in (("force", wishes.force), ("name", wishes.name)):
            for i, row in enumerate(rows):
                if set(row.projects) == set(self.name.projects):
                    return f"submissions#combinations.{kind}[{i}]", row
        return None

    @cached_property
    def group(self) -> tuple[Member, ...]:
        """Its projects as the law sees them."""
        return tuple(self.common.members[name] for name in self.name.projects)

    @cached_property
    def route(self) -> Route:
        """How it is bought."""
        return self.route_of(self.name.projects)

    def route_of(self, projects: Sequence[str]) -> Route:
        """How these projects would be bought together."""
        group, last = [self.common.members[name] for name in projects], self.programme.monday(self.programme.weeks)
        return route(self.law, group, self.common.valuation.basis(group), self.programme.start, last)

    @property
    def lot_parts(self) -> list[Part]:
        """Per lot the part of the Act that it is bought under: one per lot (rule ``law``)."""
        part = {m.project: m.part for m in self.group}
        return [part[self.names.projects[lot.projects[0]].id] for lot in self.tender.lots]

    @property
    def plan_file(self) -> str:
        """File of the plan in the output folder."""
        return f"plan-{self.variant}-{self.question}.json"

    @property
    def plan_field(self) -> str:
        """Where the plan file states this tender."""
        order = sorted(p.tender for p in self.plan.tenders)
        return f"{self.plan_file}#tenders[{order.index(self.index)}]"

    @property
    def places(self) -> PlacesRecord | None:
        """What the tenders of the plan offer to learners; ``None`` where nobody asks anything of any tender."""
        key, offered = self.chosen_in[0], self.common.offered
        if key not in offered:
            offered[key] = places_record(self.compiled, self.plan, self.plan_file)
        return offered[key]

    def candidate(self, tender: int, field: str) -> str:
        """Where the candidate list states something of a tender."""
        return f"candidates#{self.names.tenders[tender].id}.{field}"


def cases(
    programme: Programme, compiled: Compiled, comparison: Comparison, plans: Mapping[tuple[str, str], Plan]
) -> Iterator[Case]:
    """A case per combined tender in a plan of the two questions, in order of the candidate list."""
    chosen: dict[int, list[tuple[str, str]]] = {}
    for key in (key for key in READ_FIRST if key in plans):
        for publication in plans[key].tenders:
            if compiled.problem.tenders[publication.tender].combined:
                chosen.setdefault(publication.tender, []).append(key)
    common = Common(programme, compiled)
    for index in sorted(chosen):
        yield Case(programme, compiled, comparison, plans, tuple(chosen[index]), index, common)
