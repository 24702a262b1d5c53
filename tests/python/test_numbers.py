"""Numbers are shown with the digits that their error supports."""

import doctest

import lichen.numbers
import pytest
from lichen.numbers import error_text, value_text


def test_examples_hold():
    assert doctest.testmod(lichen.numbers).failed == 0


@pytest.mark.parametrize(
    ("value", "error", "text"),
    [
        (0.7683463498123, 1e-16, "0.7683463498"),  # ten digits at most
        (0.7683463498123, 2e-5, "0.76835"),
        (1234.5678, 0.2, "1234.6"),
        (1234.5678, 30.0, "1230"),
        (-1234.5678, 0.2, "-1234.6"),
        (9.9996, 0.001, "10.000"),
        (5.0, 80.0, "5"),  # the error is larger than the number
        (0.0, 1e-9, "0"),
        (1.23456789012e-9, 1e-25, "1.234567890e-09"),
        (5.73687879388e12, 1.0, "5.736878794e+12"),
        (float("nan"), 0.0, "nan"),
        (1.5, 0.0, "1.500000000"),
    ],
)
def test_values(value, error, text):
    assert value_text(value, error) == text


@pytest.mark.parametrize(
    ("error", "text"),
    [(0.0, "0"), (1.21e-16, "1.3e-16"), (9.96e-3, "1.0e-02"), (2.0, "2.0e+00")],
)
def test_errors_are_never_shown_smaller_than_they_are(error, text):
    assert error_text(error) == text
    assert float(text) >= error
