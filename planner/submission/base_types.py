"""What every record of a submission is made of: ids, days, amounts."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$")]
# A code, or a name with its municipality, which is read as the code of the district.
DistrictId = Annotated[str, Field(pattern=r"^\S.{0,119}$")]
Percent = Annotated[int, Field(ge=0, le=100)]
Day = Annotated[
    date, Field(ge=date(1950, 1, 1), le=date(2199, 12, 31))
]  # so that no arithmetic with weeks leaves the calendar
LEAST = 0.01  # demands and capacities are hundredths; what is smaller is a slip
LearningScope = Literal["consortium", "trade", "chain"]
LeastWeeks = Annotated[int, Field(ge=1, le=52)]
Amount = Annotated[float, Field(ge=0, le=1_000_000)]
WorkType = Id  # one of the reference data, or one that the programme defines itself
FlexibleWeeks = Annotated[int, Field(ge=0, le=520)]
Sector = Literal["builder", "installer", "grid", "civil", "charging"]


class Record(BaseModel):
    """Base of every record: unknown keys are findings, values are frozen, numbers are numbers."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False, defer_build=True)
