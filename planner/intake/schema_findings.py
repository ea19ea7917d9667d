"""Schema errors in the words of a planner: what is expected there, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from wijkplan.planner.findings.finding import Finding, error, suggestion
from wijkplan.planner.submission.agreed import Agreed
from wijkplan.planner.submission.newcomers import Newcomers
from wijkplan.planner.submission.schema import Client, Employer, ProgrammeFile
from wijkplan.planner.text import Text, say

MODELS: dict[str, type[BaseModel]] = {
    "employer": Employer,
    "client": Client,
    "programme": ProgrammeFile,
    "agreed": Agreed,
    "newcomers": Newcomers,
}

# pydantic's error type -> kind of finding
KINDS = {
    "missing": "missing-value",
    "extra_forbidden": "unknown-key",
    "literal_error": "wrong-choice",
    "union_tag_invalid": "wrong-kind",
    "union_tag_not_found": "wrong-kind",
    "string_pattern_mismatch": "wrong-id",
    "greater_than_equal": "out-of-range",
    "greater_than": "out-of-range",
    "less_than_equal": "out-of-range",
    "less_than": "out-of-range",
    "too_short": "empty-list",
    "date_from_datetime_parsing": "wrong-date",
    "date_parsing": "wrong-date",
    "date_type": "wrong-date",
    "date_from_datetime_inexact": "wrong-date",
}
WHOLE = say("Write a whole number in digits, without quotes.")
NUMBER = say("Write a number in digits, without quotes.")
# pydantic's error type -> what to do
REMEDIES = {
    **dict.fromkeys(("int_type", "int_from_float"), WHOLE),
    **dict.fromkeys(("float_type", "finite_number"), NUMBER),
    "bool_type": say("Write true or false, without quotes."),
    "string_type": say("Write it between quotes, or leave it out where nothing is known."),
}
# pydantic's error type -> what is expected
EXPECTED = {
    "int_type": say("a whole number is expected"),
    "int_from_float": say("a whole number is expected"),
    "float_type": say("a number is expected"),
    "finite_number": say("a number is expected"),
    "string_type": say("text is expected"),
    "bool_type": say("true or false is expected"),
    "tuple_type": say("a list is expected"),
}


def schema_findings(file: str, data: dict[str, Any], problem: ValidationError, one_of: bool = True) -> list[Finding]:
    """One finding per schema error of a file's data. ``one_of``: it was held against several kinds of submission, not
    against one."""
    sender = data.get("name") if data.get("kind") == "programme" else data.get("id")
    owner = sender if isinstance(sender, str) else None
    # A list that lost elements to other errors is reported as too short as well: only lists that were sent empty are.
    details = (d for d in problem.errors(include_url=False) if not (d["type"] == "too_short" and d["input"]))
    return [_finding(file, owner, data, detail, one_of) for detail in details]


def _finding(file: str, owner: str | None, data: dict[str, Any], detail: ErrorDetails, one_of: bool) -> Finding:
    tagged = not detail["type"].startswith("union_tag")
    loc = detail["loc"][int(one_of) :] if tagged else ()
    kind = KINDS.get(detail["type"], "wrong-type")
    value = None if kind == "missing-value" else detail["input"] if tagged else data.get("kind")
    what, remedy = _words(kind, detail, data, loc)
    return error(kind, file, json_path(loc) if tagged else "kind", owner, value, what, remedy)


def _words(kind: str, detail: ErrorDetails, data: dict[str, Any], loc: Sequence[int | str]) -> tuple[Text, Text]:
    name = str(loc[-1]) if loc else "kind"
    if kind == "missing-value":
        return say("The value {name} is missing.", name=name), say("Add {name}.", name=name)
    if kind == "unknown-key":
        return say("The key {name} is not known.", name=name), suggestion(name, _keys(data, loc))
    if kind == "wrong-kind":
        if data.get("kind") == "plan":
            what = say("This is a plan, not a submission.")
            return what, say("Judge it with wijkplan verify PROGRAMME PLAN; leave it out here.")
        return say("This is not a kind of submission."), say("Use employer, client or programme.")
    if kind == "wrong-choice":
        expected = detail.get("ctx", {}).get("expected", "")
        return say("It must be {expected}.", expected=expected.replace(" or ", ", ")), say("Choose one of these.")
    if kind == "wrong-date":
        return say("It is not a date."), say('Write it as "2027-01-04".')
    if kind == "wrong-id":
        return say("It is not an id."), say(
            "Use 1-64 letters, digits and . _ : - without spaces, beginning with a letter or digit."
        )
    if kind == "out-of-range":
        dated = any(isinstance(limit, date | str) for limit in detail.get("ctx", {}).values())
        return _range(detail), say("Check the date.") if dated else say("Check the number and its unit.")
    if kind == "empty-list":
        return say("At least one is needed here."), say("Add to {name}, or leave out what holds it.", name=name)
    if detail["type"] in ("int_type", "int_from_float") and isinstance(detail["input"], float):
        return say("It must be a whole number."), say("Round it, or check the number and its unit.")
    return say(
        "This is not the right sort of value ({sort}).",
        sort=EXPECTED.get(detail["type"], say("an object with named values")),
    ), REMEDIES.get(detail["type"], say("See instances/schema for how it is written, or send it in a workbook."))


def _range(detail: ErrorDetails) -> Text:
    """In words what limit the value passes."""
    limits = detail.get("ctx", {})
    if isinstance(limits.get("ge"), date | str):
        return say("It must be {limit} or later.", limit=limits["ge"])
    if isinstance(limits.get("le"), date | str):
        return say("It must be {limit} or earlier.", limit=limits["le"])
    if "ge" in limits:
        return say("It must be {limit} or more.", limit=_whole(limits["ge"]))
    if "le" in limits:
        return say("It must be {limit} or less.", limit=_whole(limits["le"]))
    return say("It must be more than {limit}.", limit=_whole(limits.get("gt", 0)))


def _whole(limit: Any) -> Any:
    """A limit as people write it: 0, not 0.0."""
    return int(limit) if isinstance(limit, float) and limit.is_integer() else limit


def _keys(data: dict[str, Any], loc: Sequence[int | str]) -> list[str]:
    """Keys that the record around ``loc`` may have."""
    model: type[BaseModel] | None = MODELS.get(str(data.get("kind")))
    for part in loc[:-1]:
        if model is not None and isinstance(part, str):
            model = _nested(model.model_fields[part].annotation) if part in model.model_fields else None
    return list(model.model_fields) if model else []


def _nested(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _nested(part))), None)


def json_path(loc: Sequence[int | str]) -> str:
    """``projects[3].places[0].homes``."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc).removeprefix(".")
