"""The page of validation holds what is computed now, and its differences are small."""

import re

import pytest
import validation


def test_the_page_is_up_to_date():
    absent = validation.absent()
    if absent:
        pytest.skip(f"needs open test data that are not here: ../shared/data/{', '.join(absent)}")

    assert validation.PAGE.read_text(encoding="utf-8") == validation.page()


def test_every_difference_is_small():
    text = validation.PAGE.read_text(encoding="utf-8")
    cells = re.findall(r"^\|.*\| ([^| ]+) \|$", text, re.MULTILINE)
    differences = [float(cell) for cell in cells if re.fullmatch(r"[0-9.]+(e[+-][0-9]+)?", cell)]

    assert len(differences) > 30
    assert max(differences) < 1e-6  # the printed digits of Miller and Blair
