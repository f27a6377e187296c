"""The command line. Commands are imported when they are called, so that `autograder --help` answers at once."""

from __future__ import annotations

import difflib
import importlib
import sys

import click

from autograder import __version__
from autograder.failure import AutograderError

BUG_EXIT_CODE = 4

# Name -> what `--help` says about it. The module is autograder.commands.NAME.
COMMANDS = {
    "check": "Run the public checks on your work in this folder (students).",
    "start": "Bring a unit's stub and notebook into this folder.",
    "hint": "Show a hint towards an exercise, one more at each call.",
    "list": "Show the units and how far each one is.",
    "submit": "Pack your work on a unit into the one file to hand in.",
    "grade": "Grade submissions with the hidden checks (instructors).",
    "regrade": "Grade again after a change, and show who moves and why.",
    "history": "Show all reports of a student.",
    "report": "Write the HTML report of reports that were written before.",
    "ci": "Grade a checked-out submission in continuous integration.",
    "gradescope": "Pack an autograder for Gradescope.",
    "prairielearn": "Write questions and their grader for PrairieLearn.",
    "demo": "Grade a demonstration class and write its report.",
    "release": "Generate stubs and notebooks, or write what students get.",
    "verify": "Prove the course: references pass, known mistakes are caught.",
    "audit": "Break the references by machine, and list what the checks miss.",
    "nbgrader": "Grade with nbgrader: make a course for it (instructors).",
    "doctor": "Show what this machine offers for isolation.",
    "new": "Write the folders and templates of a new unit.",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are needed, with their help at hand before."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"autograder.commands.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was asked for; suggest the nearest one when there is none."""
        name = args[0] if args else ""
        if name and name not in COMMANDS and not name.startswith("-"):
            close = difflib.get_close_matches(name, COMMANDS, n=1, cutoff=0.5)
            hint = f" Did you mean {close[0]!r}?" if close else ""
            ctx.fail(f"No such command {name!r}.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the table of commands."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="autograder")
def root() -> None:
    """Grade deep-learning exercises: isolated submissions, proven checks, feedback that teaches.

    Exit codes: 0 done; 1 your work doesn't pass yet (check) or the course isn't proven (verify); 2 bad usage or a
    mistake in the course's
    files; 3 at least one check could not be judged; 4 a bug in autograder.
    """


def main() -> None:
    """Run the command line, and turn our own exceptions into messages and exit codes."""
    try:
        root.main(standalone_mode=False)
    except click.exceptions.Exit as exit_request:
        sys.exit(exit_request.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nStopped.", err=True)
        sys.exit(130)
    except AutograderError as error:
        click.echo(f"autograder: {error}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 - the last line of defence says whose fault it is
        import traceback

        traceback.print_exc()
        click.echo(f"autograder: this is a bug in autograder ({type(error).__name__}), not in your work.", err=True)
        sys.exit(BUG_EXIT_CODE)
