"""The fields of the Open Contracting Data Standard (release schema 1.1, with the lots extension) that the export uses;
no others.

Field names are those of the standard. Nothing that is not in these models is written, and what is written fits them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Record(BaseModel):
    """Base: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Value(Record):
    """An amount excluding VAT."""

    amount: int = Field(ge=0)
    currency: Literal["EUR"] = "EUR"


class Period(Record):
    """A period; ``durationInDays`` where only its length is known."""

    startDate: datetime | None = None
    endDate: datetime | None = None
    durationInDays: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if self.startDate and self.endDate and self.endDate < self.startDate:
            raise ValueError("a period ends before it starts")
        return self


class OrganizationReference(Record):
    """A party by id."""

    id: str = Field(min_length=1)
    name: str


class Organization(OrganizationReference):
    """A party."""

    roles: tuple[Literal["buyer", "procuringEntity"], ...] = Field(min_length=1)


class Milestone(Record):
    """Something with a date."""

    id: str = Field(min_length=1)
    title: str
    type: Literal["preProcurement", "delivery"]
    dueDate: datetime
    status: Literal["scheduled"] = "scheduled"


class Budget(Record):
    """What the work is expected to cost; the amount is left out where estimates are not published."""

    description: str
    amount: Value | None = None


class Planning(Record):
    """Why and for how much."""

    rationale: str | None = None
    budget: Budget
    milestones: tuple[Milestone, ...] = ()


class Classification(Record):
    """A code of the Common Procurement Vocabulary, without its check digit."""

    scheme: Literal["CPV"] = "CPV"
    id: str = Field(pattern=r"^\d{8}$")
    description: str


class Item(Record):
    """One project."""

    id: str = Field(min_length=1)
    description: str
    classification: Classification
    relatedLot: str


class Lot(Record):
    """A *perceel*; an undivided tender has one."""

    id: str = Field(min_length=1)
    title: str = Field(max_length=149)
    description: str
    status: Literal["planning"] = "planning"
    value: Value | None = None
    contractPeriod: Period


class Tender(Record):
    """The planned tender."""

    id: str = Field(min_length=1)
    title: str = Field(max_length=149)
    description: str
    status: Literal["planning"] = "planning"
    procuringEntity: OrganizationReference | None = None
    value: Value | None = None
    procurementMethod: Literal["open", "selective", "limited", "direct"]
    procurementMethodDetails: str
    mainProcurementCategory: Literal["works", "services", "goods"]
    tenderPeriod: Period
    awardPeriod: Period
    contractPeriod: Period
    items: tuple[Item, ...] = Field(min_length=1)
    lots: tuple[Lot, ...] = Field(min_length=1)
    milestones: tuple[Milestone, ...] = ()

    @model_validator(mode="after")
    def _lots_exist(self) -> Tender:
        lots, items = [lot.id for lot in self.lots], [item.id for item in self.items]
        if len(set(lots)) < len(lots) or len(set(items)) < len(items):
            raise ValueError("ids of lots or items occur twice")
        if {item.relatedLot for item in self.items} != set(lots):
            raise ValueError("items and lots do not belong to each other")
        return self


class Release(Record):
    """What is planned of one contracting process."""

    ocid: str = Field(min_length=1)
    id: str = Field(pattern=r"^[^#]+$")
    date: datetime
    tag: tuple[Literal["planning"]] = ("planning",)
    initiationType: Literal["tender"] = "tender"
    language: Literal["nl"] = "nl"
    parties: tuple[Organization, ...] = Field(min_length=1)
    buyer: OrganizationReference | None = None
    planning: Planning
    tender: Tender


class Publisher(Record):
    """The organisation that publishes."""

    name: str


class ReleasePackage(Record):
    """All releases of a plan."""

    uri: str
    version: Literal["1.1"] = "1.1"
    publishedDate: datetime
    publisher: Publisher
    extensions: tuple[str, ...]
    releases: tuple[Release, ...]

    @model_validator(mode="after")
    def _each_once(self) -> ReleasePackage:
        ids = [release.ocid for release in self.releases]
        if len(set(ids)) < len(ids):
            raise ValueError("a contracting process occurs twice")
        return self
