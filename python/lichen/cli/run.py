"""Runs a command: what goes wrong is told on standard error, with an exit status."""

from __future__ import annotations

import os
import sys

import click

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

DONE = 0
DOUBTFUL = 1
NOTHING_FOUND = 1
FAILED = 2
OWN_FAULT = 70
INTERRUPTED = 130
PIPE_CLOSED = 141
OPTIONAL = {"pandas", "pyarrow", "scipy"}


def run(argv: Sequence[str] | None = None) -> int:
    """Run the command with some arguments; see `lichen.cli.main`."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    arguments = arguments or ["--help"]
    try:
        from lichen.cli.app import app

        with app.make_context("lichen", arguments) as context:
            status = app.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as done:
        return done.exit_code
    except (KeyboardInterrupt, click.Abort):
        if sys.stderr.isatty():
            click.echo(err=True)  # below the terminal's ^C
        status = fail("interrupted; nothing was written", INTERRUPTED)
        _leave_what_runs(status)
        return status
    except BrokenPipeError:
        _close_stdout()
        return PIPE_CLOSED
    except click.ClickException as error:
        return fail(_usage(error), FAILED)
    except Exception as error:  # the last line of defence: never a traceback
        _close_stdout_if_broken(error)
        return _report(error)
    return status if isinstance(status, int) else DONE


def fail(message: str, status: int) -> int:
    """Say on standard error what went wrong."""
    click.echo(f"lichen: {message}", err=True)
    return status


def _usage(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    hint = f" (see {context.command_path} --help)" if context is not None else ""
    message = " ".join(error.format_message().split())
    if message.startswith("Got unexpected extra argument") and "demands" in _names(context):
        message += '; what is asked for is written --demand "NAME = AMOUNT UNIT"'
    return message.rstrip(".") + hint


def _names(context: click.Context | None) -> list[str]:
    """The parameters of the verb that was asked for."""
    return [] if context is None else [parameter.name or "" for parameter in context.command.params]


def _report(error: Exception) -> int:
    """The message of an error of the library or of the system; else our own fault."""
    if os.environ.get("LICHEN_TRACEBACK"):
        raise error
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return fail(f"{where}{error.strerror or error}", FAILED)
    if isinstance(error, MemoryError):
        return fail("out of memory", FAILED)
    if isinstance(error, ModuleNotFoundError) and error.name in OPTIONAL:
        return fail(f"this needs the package {error.name}: pip install {error.name}", FAILED)
    if _is_of_the_library(error):
        from lichen.cli.words import as_options

        return fail(as_options(str(error)), FAILED)
    return fail(
        f"a fault of lichen itself: {type(error).__name__}: {error} "
        "(set LICHEN_TRACEBACK=1 to see where)",
        OWN_FAULT,
    )


def _is_of_the_library(error: Exception) -> bool:
    try:
        from lichen.errors import Error
    except ImportError:
        return False
    return isinstance(error, Error)


def _leave_what_runs(status: int) -> None:
    """End at once where a calculation still runs in a thread, which nothing can stop."""
    from lichen.cli.progress import is_working

    if is_working():
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _close_stdout() -> None:
    """Keeps the interpreter from writing to a pipe or a disk that takes no more."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        pass


def _close_stdout_if_broken(error: Exception) -> None:
    if isinstance(error, OSError) and error.filename is None:
        _close_stdout()
