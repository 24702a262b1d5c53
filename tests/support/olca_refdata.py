"""Brings openLCA's reference data (CSV) into the plain tables; for tests only.

    python olca_refdata.py FOLDER_OF_REFDATA TARGET_FOLDER

Only methods that have factors are written. Flows appear there by UUID: their names are
those of the database that a method meets, so the UUID stands for the name here.
"""

import csv
import sys
from pathlib import Path


def read(path):
    """The rows of one file."""
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write(folder, name, columns, rows):
    """Writes one table."""
    with open(folder / f"{name}.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def convert(source, target):
    """Writes the plain tables of all methods that have factors."""
    source, target = Path(source), Path(target)
    target.mkdir(parents=True, exist_ok=True)
    write(
        target,
        "database",
        ["key", "value"],
        [("format", "lichen-tables"), ("version", 1), ("name", "openLCA reference data")],
    )
    properties = write_units(source, target)
    factors = [row for path in sorted(source.glob("lcia_factors/*.csv")) for row in read(path)]
    write_factors(source, target, properties, factors)
    write_methods(source, target, {row["LCIA category"] for row in factors})


def write_units(source, target):
    """Unit groups, units and flow properties; gives the properties by name, case aside."""
    groups = {row["Name"]: row for row in read(source / "unit_groups.csv")}
    write(
        target,
        "unit_groups",
        ["id", "name", "property"],
        [(row["ID"], name, row["Default flow property"]) for name, row in groups.items()],
    )
    write(
        target,
        "units",
        ["id", "name", "group", "factor", "reference", "synonyms"],
        [
            (
                row["ID"],
                row["Name"],
                row["Unit group"],
                row["Conversion factor"],
                "yes" if row["Name"] == groups[row["Unit group"]]["Reference unit"] else "",
                row["Synonyms"],
            )
            for row in read(source / "units.csv")
        ],
    )
    properties = {row["Name"].lower(): row for row in read(source / "flow_properties.csv")}
    write(
        target,
        "flow_properties",
        ["id", "name", "group", "economic"],
        [
            (row["ID"], row["Name"], row["Unit group"], "yes" * (row["Property type"] == "economic"))
            for row in properties.values()
        ],
    )
    reference = {name: row["Reference unit"] for name, row in groups.items()}
    return {
        name: (row["Name"], reference[row["Unit group"]]) for name, row in properties.items()
    }


def write_factors(source, target, properties, factors):
    """Places, flows (in the reference unit of their property) and factors."""
    write(
        target,
        "locations",
        ["id", "code", "name"],
        [(row["ID"], row["Code"], row["Name"]) for row in read(source / "locations.csv")],
    )
    flows = {row["Flow"]: properties[row["Flow property"].lower()] for row in factors}
    write(
        target,
        "flows",
        ["id", "name", "type", "unit", "property"],
        [(flow, flow, "elementary", unit, name) for flow, (name, unit) in flows.items()],
    )
    write(
        target,
        "factors",
        ["category", "flow", "value", "unit", "property", "location"],
        [
            (
                row["LCIA category"],
                row["Flow"],
                row["Factor"],
                row["Flow unit"],
                properties[row["Flow property"].lower()][0],
                row["Location"],
            )
            for row in factors
        ],
    )


def write_methods(source, target, with_factors):
    """Methods, categories, normalisation and weighting sets."""
    categories = {row["ID"]: row for row in read(source / "lcia_categories.csv")}
    members = [
        (row["LCIA method"], row["LCIA category"])
        for row in read(source / "lcia_method_categories.csv")
        if row["LCIA category"] in with_factors
    ]
    methods = {row["Name"]: row["ID"] for row in read(source / "lcia_methods.csv")}
    used = dict.fromkeys(method for method, _ in members)
    write(target, "methods", ["id", "name"], [(methods[name], name) for name in used])
    write(
        target,
        "categories",
        ["id", "name", "unit", "method"],
        [
            (at, categories[at]["Name"], categories[at]["Reference unit"], methods[method])
            for method, at in members
        ],
    )
    write(
        target,
        "normalisation",
        ["method", "set", "set_id", "category", "normalisation", "weight", "unit"],
        [
            (
                methods[row["LCIA method"]],
                row["NW set - name"],
                row["NW set - ID"],
                row["LCIA category"],
                row["Nomalisation factor"],
                row["Weighting factor"],
                row["Weighting score unit"],
            )
            for row in read(source / "lcia_method_nw_sets.csv")
            if row["LCIA method"] in used
        ],
    )


if __name__ == "__main__":
    convert(*sys.argv[1:])
