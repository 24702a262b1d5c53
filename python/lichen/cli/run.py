"""Runs a command: what goes wrong is one line on standard error and an exit status."""

from __future__ import annotations

import os
import sys

import click

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

DONE = 0
DOUBTFUL = 1
FAILED = 2
OWN_FAULT = 70
INTERRUPTED = 130
PIPE_CLOSED = 141
OPTIONAL = {"pandas", "scipy"}


def run(argv: Sequence[str] | None = None) -> int:
    """Run the command with some arguments; see `lichen.cli.main`."""
    from lichen.cli.app import app

    arguments = sys.argv[1:] if argv is None else list(argv)
    arguments = arguments or ["--help"]
    try:
        with app.make_context("lichen", arguments) as context:
            status = app.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as done:
        return done.exit_code
    except (KeyboardInterrupt, click.Abort):
        if sys.stderr.isatty():
            click.echo(err=True)  # below the terminal's ^C
        return fail("interrupted; nothing was written", INTERRUPTED)
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
    return " ".join(error.format_message().split()) + hint


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
        return fail(str(error), FAILED)
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


def _close_stdout() -> None:
    """Keeps the interpreter from writing to a pipe or a disk that takes no more."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        pass


def _close_stdout_if_broken(error: Exception) -> None:
    if isinstance(error, OSError) and error.filename is None:
        _close_stdout()
