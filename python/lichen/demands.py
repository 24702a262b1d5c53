"""Several demands with their names: of mappings, lists, and tables."""

from __future__ import annotations

from collections.abc import Mapping

from lichen.demand import to_entries, to_text
from lichen.errors import DataError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Sequence
    from typing import Any, TypeAlias

    import pandas

    from lichen.demand import Demand, Entry

    SeveralDemands: TypeAlias = (
        "Sequence[Demand] | Mapping[str, Demand] | Demands | pandas.DataFrame"
    )

COLUMNS = ("demand", "activity", "product", "amount", "unit", "comment")


class Demands:
    """Several demands by name, in order; each may ask for several products.

    Made by `read_demands`; `System.calculate` takes it.
    """

    def __init__(self, names: Sequence[str], entries: Sequence[list[Entry]]) -> None:
        self.names = list(names)
        self.entries = list(entries)

    @property
    def table(self) -> pandas.DataFrame:
        """demand, activity, product, amount, unit: a row per product asked for."""
        import pandas

        rows = [
            (name, activity, product, amount, unit)
            for name, entries in zip(self.names, self.entries, strict=True)
            for activity, amount, unit, product in entries
        ]
        return pandas.DataFrame(rows, columns=["demand", "activity", "product", "amount", "unit"])

    def __len__(self) -> int:
        return len(self.names)

    def __repr__(self) -> str:
        return f"<lichen.Demands: {len(self)} demands>"


def read_demands(path: str | os.PathLike[str]) -> Demands:
    """Read a table of demands: a row for each product that a demand asks for.

    Parameters
    ----------
    path : str or path
        CSV (comma, semicolon or tab, UTF-8) with the columns ``demand`` (its name),
        ``product`` or ``activity`` or both, ``amount`` and ``unit``. Rows of one name are
        one demand. A name in ``product`` alone stands for an activity, too, as in
        ``lichen calculate --demand``. Without a unit the amount counts reference units;
        without both it is one. A column ``comment`` is not read.

    Returns
    -------
    Demands

    Raises
    ------
    DataError
        If the file cannot be read, lacks a column or has an unknown one, or a row is not
        understood; names the row.
    """
    import csv
    from pathlib import Path

    target = Path(path)
    try:
        text = target.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DataError(f"cannot read {target}: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise DataError(f"{target} is not UTF-8 text: {error.reason}") from None
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    lines = csv.reader(text.splitlines(), delimiter=separator, strict=True)
    try:
        rows = [(lines.line_num, row) for row in lines if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise DataError(f"{target}, line {lines.line_num}: {error}") from None
    if not rows:
        raise DataError(f"{target} is empty; a table of demands has the columns {_columns()}")
    (_, header), *body = rows
    names = [name.strip().lower() for name in header]
    records = [_record(str(target), line, names, row) for line, row in body]
    return _of_records(str(target), names, records)


def to_demands(asked: Any) -> Demands | None:
    """Several demands of any form; None where one demand is asked for.

    Raises
    ------
    DataError
        If there are none, or some are no demands.
    """
    if isinstance(asked, Demands):
        demands = asked
    elif hasattr(asked, "to_dict") and hasattr(asked, "columns"):
        demands = _of_frame(asked)
    elif isinstance(asked, (list, tuple)):
        entries = [to_entries(one) for one in asked]
        demands = Demands([to_text(one) for one in entries], entries)
    elif isinstance(asked, Mapping) and any(isinstance(one, Mapping) for one in asked.values()):
        names = [str(name) for name in asked]
        demands = Demands(names, [to_entries(one) for one in asked.values()])
    else:
        return None
    if not len(demands):
        raise DataError("there is no demand among those given")
    return demands


def _columns() -> str:
    return "demand, product (or activity), amount, unit"


def _record(place: str, line: int, names: list[str], row: list[str]) -> tuple[str, dict[str, str]]:
    where = f"{place}, line {line}"
    if len(row) > len(names):
        raise DataError(f"{where}: {len(row)} fields under {len(names)} columns")
    cells = dict.fromkeys(names, "")
    cells.update(zip(names, (cell.strip() for cell in row), strict=False))
    return where, cells


def _of_frame(frame: pandas.DataFrame) -> Demands:
    names = [str(name).strip().lower() for name in frame.columns]
    rows = frame.astype(object).where(frame.notna(), "").values.tolist()
    records = [
        (f"row {at}", dict(zip(names, (str(cell).strip() for cell in row), strict=True)))
        for at, row in enumerate(rows)
    ]
    return _of_records("the table of demands", names, records)


def _of_records(
    place: str, names: list[str], records: Iterable[tuple[str, dict[str, str]]]
) -> Demands:
    unknown = [name for name in names if name not in COLUMNS]
    if unknown or len(set(names)) != len(names):
        what = f"an unknown column {unknown[0]!r}" if unknown else "a column twice"
        raise DataError(f"{place} has {what}; a table of demands has the columns {_columns()}")
    if "demand" not in names or not {"activity", "product"} & set(names):
        raise DataError(f"{place} lacks a column; a table of demands has the columns {_columns()}")
    found: dict[str, list[Entry]] = {}
    for where, cells in records:
        name = cells["demand"]
        if not name:
            raise DataError(f"{where}: the demand has no name")
        found.setdefault(name, []).append(_entry(where, cells))
    return Demands(list(found), list(found.values()))


def _entry(where: str, cells: dict[str, str]) -> Entry:
    activity, product = cells.get("activity", ""), cells.get("product", "")
    if not activity:
        activity, product = product, ""
    if not activity:
        raise DataError(f"{where}: no product and no activity is named")
    unit, text = cells.get("unit", ""), cells.get("amount", "")
    if not text and unit:
        raise DataError(f"{where}: a unit without an amount")
    try:
        amount = float(text) if text else 1.0
    except ValueError:
        raise DataError(f'{where}: the amount "{text}" is no number') from None
    if amount - amount != 0.0:
        raise DataError(f'{where}: the amount "{text}" is not a finite number')
    return activity, amount, unit, product
