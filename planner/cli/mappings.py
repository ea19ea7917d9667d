"""What the commands ask about tables of other programs: once per table, shown, and kept in a file beside it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from wijkplan.planner.intake.exchange.mapping import ColumnMapping
    from wijkplan.planner.intake.exchange.propose import Proposal
    from wijkplan.planner.text import Language, Text


def ask_mappings(paths: Iterable[Path], language: Language) -> None:
    """For each table whose columns nobody agreed to yet: asked on a terminal, else a proposal is written beside it,
    where there is none. What cannot be written is left; the findings tell of the table all the same."""
    from wijkplan.planner.intake.decode import find
    from wijkplan.planner.intake.other_files import is_part, path_of

    for path in (path for path in find(paths)[0] if is_part(path)):
        from wijkplan.planner.intake.exchange.parts import needs_asking  # late: most programmes have no tables

        proposal = needs_asking(path)
        if proposal is None:
            continue
        mapping = _asked(path, proposal, language) if _somebody_is_there() else proposal.mapping
        if mapping.agreed or not _is_proposal(path_of(path)):
            _write(path_of(path), mapping, proposal, language)


def _somebody_is_there() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _is_proposal(beside: Path) -> bool:
    """Whether a proposal stands there already, which somebody may be editing; an agreed one for other headings is
    asked again."""
    from wijkplan.planner.intake.exchange.mapping import read_mapping

    if not beside.exists():
        return False
    mapping, _ = read_mapping(beside)
    return mapping is None or not mapping.agreed


def _asked(path: Path, proposal: Proposal, language: Language) -> ColumnMapping:
    """The proposal shown, and agreed to or not; who sends it is asked where nobody knows."""
    from dataclasses import replace

    from wijkplan.planner.intake.exchange.mapping import agreed, senders_of
    from wijkplan.planner.text import say, translated

    mapping = proposal.mapping
    _say(
        say(
            "{name}: sheet {sheet}, separator {separator}, encoding {encoding}, decimal mark {decimal}.",
            name=path.name,
            sheet=mapping.sheet,
            separator=repr(mapping.form.separator),
            encoding=mapping.form.encoding,
            decimal=mapping.form.decimal,
        ),
        language,
    )
    for heading, names in mapping.columns.items():
        click.echo(f"  {heading} = {', '.join(names) or '-'}")
    sender = dict(mapping.sender)
    if sender.get("id") == "" and (kinds := senders_of(mapping.sheet)):
        asked = (
            click.prompt("  sender kind", default=sender["kind"], type=click.Choice(kinds))
            if len(kinds) > 1
            else kinds[0]
        )
        sender = {"kind": asked, "id": "", "name": ""} | (
            {"sector": "civil"} if asked == "employer" else {"regime": "classic"}
        )
        field = "sector" if asked == "employer" else "regime"
        sender[field] = click.prompt(f"  sender {field}", default=sender[field])
    for key, value in sender.items():
        if value == "":
            sender[key] = click.prompt(f"  sender {key}")
    mapping = replace(mapping, sender=sender)
    yes = click.confirm(
        translated(say("Is that what its columns mean? (No: a proposal is written, which you can correct.)"), language)
    )
    return agreed(mapping) if yes else mapping


def _write(beside: Path, mapping: ColumnMapping, proposal: Proposal, language: Language) -> None:
    from wijkplan.planner.folder.atomic_output import CannotWrite, write_bytes
    from wijkplan.planner.intake.exchange.mapping import fields, toml
    from wijkplan.planner.text import say, translated

    head = (
        say("How wijkplan reads the table beside this file. Correct it, fill in the sender, then set agreed = true."),
        say('A heading that means "" is not read. Fields that exist: {names}.', names=", ".join(fields(mapping.sheet))),
        say(
            '[units]: "Heading" = "km"; [values]: "LS-kabel" = '
            '"cabling"; [constants]: work_type = "cabling" for all rows.'
        ),
    )
    notes = {heading: translated(say("not recognised"), language) for heading in proposal.unknown}
    try:
        write_bytes({beside: toml(mapping, notes, tuple(translated(line, language) for line in head)).encode()})
        click.echo(translated(say("Written: {name}", name=beside), language), err=True)
    except CannotWrite:
        pass


def _say(text: Text, language: Language) -> None:
    from wijkplan.planner.text import translated

    click.echo(translated(text, language))
