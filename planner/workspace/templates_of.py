"""Empty workbooks to fill in, with the streets and districts of a programme to choose from."""

from __future__ import annotations

from typing import get_args

from wijkplan.planner.intake.read_programme import load_all
from wijkplan.planner.intake.workbook.examples import Kind
from wijkplan.planner.intake.workbook.template import template
from wijkplan.planner.programme import districts_of
from wijkplan.planner.reference import load
from wijkplan.planner.reference.own_work import with_own_work
from wijkplan.planner.submission.schema import ProgrammeFile

from .handing_in import programme_files
from .models import Programme
from .pages_in import language

KINDS: tuple[Kind, ...] = get_args(Kind)


def template_file(programme: Programme, kind: str) -> bytes:
    """The workbook of one kind of sender."""
    chosen = next(one for one in KINDS if one == kind)
    for submitted in load_all(programme_files(programme)).submitted:
        if isinstance(submitted.record, ProgrammeFile):
            about = submitted.record
            reference = with_own_work(load(), about)
            return template(chosen, language(), reference, about.streets, districts=districts_of(about, load()))
    return template(chosen, language(), load(), (), districts=())
