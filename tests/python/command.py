"""Runs the command in this process or in one of its own."""

import contextlib
import io
import subprocess
import sys
from dataclasses import dataclass


@dataclass
class Done:
    """What a command wrote, and its exit status."""

    status: int
    out: str
    err: str


def lichen(*arguments):
    """Runs the command in this process."""
    from lichen.cli import main

    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main([str(argument) for argument in arguments])
    return Done(status, out.getvalue(), err.getvalue())


def lichen_process(*arguments, **options):
    """Runs the command as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "lichen", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        **options,
    )
    return Done(done.returncode, done.stdout, done.stderr)
