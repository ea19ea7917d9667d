"""``wijkplan``: the group of commands, and the one place where errors become a line and an exit code.

Exit codes: 0 done; 1 the data or the plan is not valid or not feasible, or nothing could be made of it; 2 wrong usage.
"""

from __future__ import annotations

import os
import sys

import click

from .answers import answers
from .check import check
from .compare import compare
from .completion import completion
from .convert import convert
from .export import export
from .plan import plan
from .plugins import Commands
from .report import report
from .template import template
from .tornado import tornado
from .verify import verify

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
def app(debug: bool) -> None:
    """Plans the work that makes Dutch neighbourhoods gas-free, over all employers at once, and proves what sharing crews and
    combining tenders is worth."""
    del debug  # read by main(), which sees every error


for command in (check, plan, compare, verify, report, export, answers, template, convert, tornado, completion):
    app.add_command(command)


def main() -> None:
    """Entry point."""
    try:
        code = app.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped; nothing was written.", err=True)
        code = 1
    except BrokenPipeError:  # the reader of a pipe has seen enough
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115  (kept open: the interpreter flushes it on its way out)
        code = 1
    except OSError as error:
        if "--debug" in sys.argv[1:]:
            raise
        where = f" of {error.filename}" if error.filename else ""
        click.echo(f"Error: reading or writing{where} failed: {(error.strerror or str(error)).lower()}", err=True)
        code = 1
    except Exception as error:
        if "--debug" in sys.argv[1:]:
            raise
        kind = type(error).__name__
        click.echo(f"Error: something went wrong inside wijkplan ({kind}: {str(error)[:300]}). Run with wijkplan --debug ... to see where.", err=True)
        code = 1
    sys.exit(code or 0)
