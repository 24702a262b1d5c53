"""What the tests of the documentation share."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def top() -> Path:
    """The folder of the repository."""
    return Path(__file__).resolve().parents[2]
