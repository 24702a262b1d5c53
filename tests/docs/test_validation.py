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
    rows = re.findall(r"^\| ([^|]*) \|.*\| ([0-9.]+(?:e[+-][0-9]+)?) \|$", text, re.MULTILINE)
    differences = {what: float(difference) for what, difference in rows}
    # Published with three digits.
    condition = differences.pop("wiod-2008.I-A: condition, 1-norm")

    assert len(differences) > 130
    assert condition < 1e-3
    assert max(differences.values()) < 1e-6  # the printed digits of Miller and Blair


def test_the_cases_of_other_tools_need_no_data():
    rows = list(validation.peers())

    assert len(rows) > 70
    for row in rows:
        assert row.ours == pytest.approx(row.theirs, rel=3e-7), row.what
