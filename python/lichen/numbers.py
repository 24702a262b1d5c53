"""Numbers with the digits that their error supports."""

from __future__ import annotations

import math

MOST_DIGITS = 10


def value_text(value: float, error: float = 0.0) -> str:
    """A number whose last digit is not below the first digit of its error.

    At most ten digits: JSON and CSV carry them all.

    Examples
    --------
    >>> value_text(0.76834634981, 2e-6)
    '0.768346'
    >>> value_text(12345.678, 30.0)
    '12350'
    """
    if value == 0 or not math.isfinite(value):
        return f"{value:g}"
    size = math.floor(math.log10(abs(value)))
    decimals = MOST_DIGITS - 1 - size
    if error > 0 and math.isfinite(error):
        decimals = min(decimals, max(-math.floor(math.log10(error)), -size))
    if -5 <= size < MOST_DIGITS + 2:
        return f"{round(value, decimals):.{max(decimals, 0)}f}"
    return f"{value:.{decimals + size}e}"


def error_text(error: float) -> str:
    """An error by its first digits, rounded up so that it never looks smaller.

    Examples
    --------
    >>> error_text(1.21e-16)
    '1.3e-16'
    """
    if error == 0 or not math.isfinite(error):
        return f"{error:g}"
    exponent = math.floor(math.log10(error))
    scaled = error / 10.0**exponent if exponent > -300 else float(f"{error:e}".split("e")[0])
    digits = math.ceil(scaled * 10 - 1e-9)
    if digits >= 100:
        digits, exponent = 10, exponent + 1
    return f"{digits / 10:.1f}e{exponent:+03d}"


def amount_text(value: float, digits: int = 6) -> str:
    """An amount of an inventory, as stored data deserve: some significant digits."""
    return f"{value:.{digits}g}"
