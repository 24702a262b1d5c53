"""Demands as people write them: "name = 2.5 kWh", {"name": "2.5 kWh"}, {"name": 2.5}."""

from __future__ import annotations

from lichen import _core
from lichen.errors import DataError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    Amount: TypeAlias = "str | float | tuple[float, str]"
    Demand: TypeAlias = "str | Mapping[str, Amount]"
    Entry: TypeAlias = tuple[str, float, str, str]


def to_entries(demand: Demand) -> list[Entry]:
    """A demand as (activity, amount, unit, product) of each of its parts.

    Parameters
    ----------
    demand : str or mapping
        A text as on the command line, or amounts by activity: a number of reference
        units, a text as "2.5 kWh", a pair (2.5, "kWh").

    Raises
    ------
    DataError
        If an amount is not a finite number, or there is nothing demanded.
    """
    if isinstance(demand, str):
        return [_core.parse_demand(demand)]
    if not demand:
        raise DataError("a demand must name an activity")
    return [_entry(activity, amount) for activity, amount in demand.items()]


def _entry(activity: str, amount: Amount) -> Entry:
    if isinstance(amount, str):
        value, unit = _split(activity, amount)
    elif isinstance(amount, tuple):
        value, unit = float(amount[0]), str(amount[1])
    else:
        value, unit = float(amount), ""
    if value - value != 0.0:
        raise DataError(f'the amount of "{activity}" is not a finite number: {amount!r}')
    return activity, value, unit, ""


def _split(activity: str, amount: str) -> tuple[float, str]:
    """Splits "2.5 kWh" into its number and its unit."""
    number, _, unit = amount.strip().partition(" ")
    try:
        return float(number), unit.strip()
    except ValueError:
        raise DataError(
            f'the amount of "{activity}" is "{amount}"; write a number and a unit, as "1 kWh"'
        ) from None


def to_text(entries: list[Entry]) -> str:
    """A demand as it is shown: its parts, joined by "+"."""
    return " + ".join(
        f"{activity} = {amount:.12g}{f' {unit}' if unit else ''}"
        for activity, amount, unit, _ in entries
    )
