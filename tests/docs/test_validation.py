"""The page of validation holds what is computed now, and its differences are small."""

import re

import pytest
import validation


def without_rounding(text):
    """The page without differences below 1e-9: their digits are those of NumPy's sums, which
    differ between processors."""
    small = re.compile(r"\| (0|[0-9.]+e-(?:1[0-9]|2[0-9]|09)) \|$", re.MULTILINE)
    return small.sub("| below 1e-9 |", text)


def test_the_page_is_up_to_date():
    absent = validation.absent()
    if absent:
        pytest.skip(f"needs open test data that are not here: ../shared/data/{', '.join(absent)}")

    stored = without_rounding(validation.PAGE.read_text(encoding="utf-8"))
    assert stored == without_rounding(validation.page())


def test_every_difference_is_small():
    text = validation.PAGE.read_text(encoding="utf-8")
    cells = re.findall(r"^\|.*\| ([^| ]+) \|$", text, re.MULTILINE)
    differences = [float(cell) for cell in cells if re.fullmatch(r"[0-9.]+(e[+-][0-9]+)?", cell)]

    assert len(differences) > 30
    assert max(differences) < 1e-6  # the printed digits of Miller and Blair
