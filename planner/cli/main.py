"""``wijkplan``: the group of commands, and the one place where errors become a line and an exit code.

Exit codes: 0 done; 1 the data or the plan is not valid or not feasible, or nothing could be made of it; 2 wrong usage.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from wijkplan.planner.text import Language, say

from .plugins import Commands
from .shared import LANGUAGE, WrongUsage, tell

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 110}


@click.group(
    cls=Commands,
    context_settings=CONTEXT,
    epilog="""\b
Examples:
  wijkplan check instances/pilot
  wijkplan compare instances/pilot --time-limit 15 --out out
  wijkplan export out --audience core-team --to kernteam""",
)
@click.version_option(package_name="wijkplan", prog_name="wijkplan")
@click.option("--debug", is_flag=True, help="Show where in the program an unexpected error comes from.")
@click.option(
    "--log",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File for the log of what ran and of faults; it holds nothing of submissions.  [default: in your folder for "
    "the state of programs]",
)
@click.option("--verbose", is_flag=True, help="Show the log on the screen too.")
@LANGUAGE
@click.pass_context
def app(context: click.Context, debug: bool, file: Path | None, verbose: bool, language: Language) -> None:
    """Plans the work that makes Dutch neighbourhoods gas-free, over all employers at once, and proves what sharing
    crews and combining tenders is worth."""
    del debug, language  # read by main(), which sees every error, and by Commands, which knows it before
    import logging
    from importlib.metadata import version

    from . import log

    try:
        log.begin(file, verbose)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise WrongUsage(say("--log {file} cannot be written: {why}", file=file, why=why)) from error
    logging.getLogger("wijkplan").info("%s begins, wijkplan %s", context.invoked_subcommand, version("wijkplan"))


def main() -> None:
    """Entry point."""
    try:
        code = app.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        tell(say("Stopped; nothing was written."))
        code = 1
    except BrokenPipeError:  # the reader of a pipe has seen enough
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115  (kept open: the interpreter flushes it on its way out)
        code = 1
    except OSError as error:
        if "--debug" in sys.argv[1:]:
            raise
        why = (error.strerror or str(error)).lower()
        if error.filename:
            tell(say("Error: reading or writing {file} failed: {why}", file=error.filename, why=why))
        else:
            tell(say("Error: reading or writing failed: {why}", why=why))
        code = 1
    except Exception as error:
        if "--debug" in sys.argv[1:]:
            raise
        tell(say("Error: {message}", message=_fault(error)))
        code = 1
    _end(code)
    sys.exit(code or 0)


def _fault(error: Exception) -> str:
    """What is said of a fault of ours: that it is ours, and where more is."""
    import logging

    from . import log

    logging.getLogger("wijkplan").error("a fault of wijkplan", exc_info=error)
    kind, where = type(error).__name__, log.where()
    if where is None:
        return say(
            "a fault of wijkplan, please report it ({kind}): there is no log. With wijkplan --debug ... all of it is "
            "shown.",
            kind=kind,
        )
    return say(
        "a fault of wijkplan, please report it ({kind}): {where} says where in the program, and holds nothing of "
        "submissions. With wijkplan --debug ... all of it is shown.",
        kind=kind,
        where=where,
    )


def _end(code: int | None) -> None:
    """How the command ended, where one began."""
    if "logging" in sys.modules:
        import logging

        logging.getLogger("wijkplan").info("ends with %s", code or 0)
