"""Bars of progress: on a terminal only, after a second only, and never in the way."""

import threading

import pytest
from lichen.cli import progress
from lichen.cli.progress import Bar, is_working, watch


class Drawn:
    """Stands for what rich draws; keeps what it is told."""

    def __init__(self):
        self.told = []
        self.running = False

    def start(self):
        self.running = True

    def stop(self):
        self.running = False

    def add_task(self, task, total):
        self.told.append((task, total))
        return len(self.told) - 1

    def update(self, task, completed, total):
        self.told.append((task, completed, total))


@pytest.fixture
def drawn(monkeypatch):
    made = Drawn()
    monkeypatch.setattr(progress, "_make", lambda: made)
    return made


@pytest.fixture
def terminal(monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)


def test_there_is_no_bar_outside_of_a_terminal():
    with Bar() as bar:
        assert bar is None


def test_there_is_no_bar_before_patience_ends(terminal, drawn):
    with Bar() as bar:
        assert watch(bar, "linking", lambda: 42) == 42
    assert drawn.told == []


def test_work_that_takes_long_has_a_bar(terminal, drawn, monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    seen = threading.Event()
    monkeypatch.setattr(Drawn, "update", lambda *_, **__: seen.set())

    with Bar() as bar:
        assert watch(bar, "calculating", lambda: seen.wait(60), done=2, total=5)
        assert drawn.running
    assert not drawn.running
    assert drawn.told == [("calculating", 5)]


def test_what_the_work_raises_is_raised_here():
    with pytest.raises(ValueError, match="no number"):
        watch(None, "calculating", lambda: _raise(ValueError("no number")))


def test_an_interruption_does_not_wait_for_the_work():
    end = threading.Event()

    def interrupt(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        watch(interrupt, "calculating", lambda: end.wait(60))
    assert is_working()
    end.set()
    for ended in progress._working:
        assert ended.wait()
    assert not is_working()


def _raise(error):
    raise error
