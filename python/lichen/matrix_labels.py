"""Labels of plain matrices: in, and from a label to a position."""

from __future__ import annotations

from lichen import _core
from lichen.errors import DataError, ShapeError, UnitError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, TypeAlias

    from numpy.typing import ArrayLike

    Labels: TypeAlias = "Sequence[object] | Mapping[str, Sequence[object]] | Any | None"
    Amount: TypeAlias = "float | str | tuple[float, str]"
    MatrixDemand: TypeAlias = "str | int | Mapping[str | int, Amount] | ArrayLike"
    Columns: TypeAlias = list[tuple[str, list[str]]]


def to_columns(labels: Any, name: str, names: Mapping[str, str] | None = None) -> Columns:
    """Labels as named columns of text.

    Parameters
    ----------
    labels : sequence, mapping of str to sequence, DataFrame, or None
    name : str
        What the only column is called where `labels` is a sequence.
    names : mapping of str to str, optional
        Other names for columns.
    """
    if labels is None:
        return []
    if isinstance(labels, str):
        raise DataError(f'labels must be a sequence of texts, not one text: "{labels}"')
    if hasattr(labels, "keys"):  # a mapping, a DataFrame
        renamed = names or {}
        return [(renamed.get(key, key), _texts(labels[key])) for key in labels.keys()]
    return [(name, _texts(labels))]


def _texts(labels: Any) -> list[str]:
    return ["" if label is None else str(label) for label in labels]


class Lookup:
    """From labels to positions, by exact id, then name, then "name, location"."""

    def __init__(
        self,
        labels: Mapping[str, list[str]],
        units: Mapping[str, list[str]],
        size: int,
        paired: bool,
    ) -> None:
        self._labels = labels
        self._units = units
        self._size = size
        self._paired = paired
        self._made: list[dict[str, list[int]]] | None = None

    def resolve(self, demand: Any) -> tuple[list[int], list[float]]:
        """Positions of products, and f there."""
        import numpy

        if isinstance(demand, (str, int, numpy.integer)):
            demand = _parsed(demand)
        if not hasattr(demand, "items"):
            return self._of_vector(numpy.asarray(demand, dtype=float))
        if not demand:
            raise DataError("a demand must name a product")
        products, amounts = [], []
        for label, amount in demand.items():
            position = self._position(label)
            products.append(position)
            amounts.append(self._amount(label, position, amount))
        return products, amounts

    def _of_vector(self, f: Any) -> tuple[list[int], list[float]]:
        if f.shape != (self._size,):
            raise ShapeError(
                f"f must have one entry for each of {self._size} products, its shape is {f.shape}"
            )
        products = f.nonzero()[0].tolist()  # what is not a number counts, and is refused
        if not products:
            raise DataError("f asks for nothing: all its entries are 0")
        return products, f[products].tolist()

    def _position(self, label: object) -> int:
        import numpy

        if isinstance(label, (int, numpy.integer)):
            position = int(label)
            if not 0 <= position < self._size:
                raise ShapeError(f"there is no product {position} among {self._size}")
            return position
        text = str(label).strip()
        for found in (known.get(text) for known in self._indices):
            if found is not None:
                return self._only(text, found)
        raise DataError(f'no activity or product is called "{text}"{self._near(text)}')

    def _only(self, text: str, found: list[int]) -> int:
        if len(found) > 1 and "reference" in self._labels:
            # As a database does it: the reference product, where one activity has several.
            ids = self._labels["activity_id"]
            references = [k for k in found if self._labels["reference"][k] == "yes"]
            if len({ids[k] for k in found}) == 1 and len(references) == 1:
                return references[0]
        if len(found) == 1:
            return found[0]
        listed = "; ".join(self._name(k) for k in found[:5])
        more = f"; and {len(found) - 5} more" if len(found) > 5 else ""
        raise DataError(
            f'"{text}" stands for {len(found)} products: {listed}{more}; name one by its id, '
            'as "name, location", or by its position'
        )

    def _name(self, position: int) -> str:
        columns = ("activity", "location", "product", "activity_id", "product_id")
        texts = [self._labels[name][position] for name in columns if name in self._labels]
        return f"{position} ({', '.join(text.strip() for text in texts if text)})"

    @property
    def _indices(self) -> list[dict[str, list[int]]]:
        """Positions by text, one dictionary for each kind of label, in order."""
        if self._made is None:
            labels = self._labels
            activities = ["activity_id", "id", "activity", "name"] if self._paired else []
            self._made = [_index(labels[name]) for name in activities if name in labels]
            if self._paired and "activity" in labels and "location" in labels:
                pairs = zip(labels["activity"], labels["location"], strict=True)
                self._made.append(_index([f"{name.strip()}, {at}" for name, at in pairs if at]))
            self._made += [
                _index(labels[name]) for name in ("product_id", "product") if name in labels
            ]
        return self._made

    def _near(self, text: str) -> str:
        from difflib import get_close_matches

        names = {name for known in self._indices for name in known}
        if not names:
            return ": the system has no labels; ask by position"
        near = get_close_matches(text, names, n=3)
        return "; did you mean " + " or ".join(f'"{name}"' for name in near) + "?" if near else ""

    def _amount(self, label: object, position: int, amount: Amount) -> float:
        value, unit = _split(label, amount)
        sign = float(self._labels["sign"][position]) if "sign" in self._labels else 1.0
        return sign * (value * self._factor(label, position, unit))

    def _factor(self, label: object, position: int, unit: str) -> float:
        """How many of the units in which a product is counted one of `unit` is."""
        counted = self._labels["unit"][position].strip() if "unit" in self._labels else ""
        if unit in ("", counted):
            return 1.0
        group = self._labels["unit_group"][position] if "unit_group" in self._labels else ""
        rows = zip(*(self._units.get(name, []) for name in ("group", "unit", "factor")), strict=True)
        for own, name, factor in rows:
            if own == group and name == unit:
                return float(factor)
        told = f'is counted in "{counted}"' if counted else "has no unit"
        raise UnitError(f'"{unit}" cannot measure "{label}", which {told} in this system')


def _index(texts: list[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for position, text in enumerate(texts):
        if text.strip():
            found.setdefault(text.strip(), []).append(position)
    return found


def _parsed(demand: Any) -> dict[str | int, Amount]:
    if not isinstance(demand, str):
        return {int(demand): 1.0}
    activity, amount, unit, _ = _core.parse_demand(demand)
    return {activity: (amount, unit)}


def _split(label: object, amount: Amount) -> tuple[float, str]:
    unit = ""
    try:
        if isinstance(amount, tuple):
            value, unit = float(amount[0]), str(amount[1]).strip()
        elif isinstance(amount, str):
            number, _, unit = amount.strip().partition(" ")
            value, unit = float(number), unit.strip()
        else:
            value = float(amount)
    except (TypeError, ValueError):
        raise DataError(
            f'the amount of "{label}" is {amount!r}; write a number, or a number and a unit'
        ) from None
    if value - value != 0.0:
        raise DataError(f'the amount of "{label}" is not a finite number: {amount!r}')
    return value, unit
