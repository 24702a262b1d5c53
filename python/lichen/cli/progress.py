"""A progress bar on anything over a second, on a terminal only."""

from __future__ import annotations

import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Event
    from types import TracebackType
    from typing import Any, TypeVar

    Found = TypeVar("Found")

PATIENCE = 1.0
TICK = 0.1

_working: list[Event] = []


class Bar:
    """A callback for the library; rich is imported only when a second has passed."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self._progress: Any = None
        self._tasks: dict[str, Any] = {}

    def __enter__(self) -> Bar | None:
        return self if sys.stderr.isatty() else None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._progress is not None:
            self._progress.stop()

    def __call__(self, task: str, done: int, total: int) -> None:
        """Shows how far a task is."""
        if time.monotonic() - self._start < PATIENCE:
            return
        if self._progress is None:
            self._progress = _make()
            self._progress.start()
        if task not in self._tasks:
            self._tasks[task] = self._progress.add_task(task, total=total or None)
        self._progress.update(self._tasks[task], completed=done, total=total or None)


def watch(
    bar: Bar | None, task: str, work: Callable[[], Found], done: int = 0, total: int = 0
) -> Found:
    """Do work that tells nothing of how far it is, with a bar where it takes long.

    It runs in a thread, so that Ctrl-C ends the wait for it at once.

    Parameters
    ----------
    bar : Bar or None
        What `with Bar() as bar` gives.
    task : str
        What the bar says.
    work : callable
        Called without arguments; what it raises is raised here.
    done, total : int
        How many of several works are done; 0 of 0 for a single one.
    """
    import threading

    found: list[Found] = []
    failed: list[BaseException] = []
    ended = threading.Event()

    def run() -> None:
        try:
            found.append(work())
        except BaseException as error:  # raised in the thread that waits
            failed.append(error)
        finally:
            ended.set()

    # An event of our own: a thread that is joined counts as ended when Ctrl-C comes
    # (CPython 3.11), and Python then aborts over what it still does.
    _working[:] = [ended]
    threading.Thread(target=run, daemon=True).start()
    while not ended.wait(TICK):
        if bar is not None:
            bar(task, done, total)
    if failed:
        raise failed[0]
    return found[0]


def is_working() -> bool:
    """Whether work still runs that an interruption left behind."""
    return any(not ended.is_set() for ended in _working)


def _make() -> Any:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        ProgressColumn,
        Task,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
    )
    from rich.text import Text

    class RateColumn(ProgressColumn):
        """How many files, rows or whatever is counted are done in a second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:,.0f}/s" if task.speed else "", style="dim")

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn("{task.percentage:>3.0f} %"),
        RateColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
