"""The types of ``comparison.json``, and nothing else: what a comparison found, each figure with its meaning and
unit."""

from __future__ import annotations

from wijkplan.models.reason import Reason
from wijkplan.planner.plan.conflicts import Conflict
from wijkplan.planner.plan.measures import Measures

from .access import Able, Access, Assumption, Form, FormChoice, LotAccess, RivalLoan, TenderAccess
from .attribution import Attribution, Cause, Ends, Step, StepRange
from .clients import ClientGain, ClientGains, Clients, DigShare, OpeningKey, Settlements, SharedOpening
from .comparison import FORMAT_VERSION, Comparison, CompletionPoint, DeliveryAsked, ProgrammeSummary, WeeksGained
from .forced import ForcedFigures, ForcedPair, ForcedWord, Side, Swaps
from .guarantee import Guarantee, GuaranteeFigures, GuaranteeWord
from .joint_work import CandidateList, ComesFree, JointWork, KindsTogether, TenderWorth
from .part import Pair, Part
from .people import (
    EmployerBill,
    EmployerPeople,
    People,
    PlanBills,
    PlanPeople,
    SharingWorth,
    Shortage,
    Standing,
    TradeWorth,
    TradeYear,
)
from .provenance import Provenance, RunSettings
from .race import BlockedPair, DecidedPair, Move, RaceFigures, RaceRecord, Slice, Stopped
from .result import Improvement, Result, WeeksKept
from .saving import BreakEven, Dissolution, Range, Saving, Transfer, Word
from .scenario import PeopleEuros, Scenario, ScenarioEuros, ScenarioPeople, ScenarioSaving
from .side import SolvedSide
from .sooner import Sooner, SoonerPlan
from .stored import AskedWeeks, MadeInTurns, UnservedWork

__all__ = [
    "FORMAT_VERSION",
    "Able",
    "Access",
    "AskedWeeks",
    "Assumption",
    "Attribution",
    "BlockedPair",
    "BreakEven",
    "CandidateList",
    "Cause",
    "ClientGain",
    "ClientGains",
    "Clients",
    "ComesFree",
    "Comparison",
    "CompletionPoint",
    "Conflict",
    "DecidedPair",
    "DeliveryAsked",
    "DigShare",
    "Dissolution",
    "EmployerBill",
    "EmployerPeople",
    "Ends",
    "ForcedFigures",
    "ForcedPair",
    "ForcedWord",
    "Form",
    "FormChoice",
    "Guarantee",
    "GuaranteeFigures",
    "GuaranteeWord",
    "Improvement",
    "JointWork",
    "KindsTogether",
    "LotAccess",
    "MadeInTurns",
    "Measures",
    "Move",
    "OpeningKey",
    "Pair",
    "Part",
    "People",
    "PeopleEuros",
    "PlanBills",
    "PlanPeople",
    "ProgrammeSummary",
    "Provenance",
    "RaceFigures",
    "RaceRecord",
    "Range",
    "Reason",
    "Result",
    "RivalLoan",
    "RunSettings",
    "Saving",
    "Scenario",
    "ScenarioEuros",
    "ScenarioPeople",
    "ScenarioSaving",
    "Settlements",
    "SharedOpening",
    "SharingWorth",
    "Shortage",
    "Side",
    "Slice",
    "SolvedSide",
    "Sooner",
    "SoonerPlan",
    "Standing",
    "Step",
    "StepRange",
    "Stopped",
    "Swaps",
    "TenderAccess",
    "TenderWorth",
    "TradeWorth",
    "TradeYear",
    "Transfer",
    "UnservedWork",
    "WeeksGained",
    "WeeksKept",
    "Word",
]
