"""Collects the unit names that occur in the open test data, by the field they stand in."""

import bz2
import csv
import io
import json
import re
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
from collections import defaultdict
from pathlib import Path

SIMAPRO_UNIT_COLUMN = {
    # section of a SimaPro CSV file: column of the unit in its rows
    "Products": 1,
    "Waste treatment": 1,
    "Waste scenario": 1,
    "Avoided products": 1,
    "Materials/fuels": 1,
    "Electricity/heat": 1,
    "Waste to treatment": 1,
    "Final waste flows": 2,
    "Resources": 2,
    "Emissions to air": 2,
    "Emissions to water": 2,
    "Emissions to soil": 2,
    "Non material emissions": 2,
    "Social issues": 2,
    "Economic issues": 2,
    "Units": 0,
}


def files_of(root):
    """Yields (name, content) of every file under `root`, also of those inside zip archives."""
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        if path.suffix == ".zip":
            yield from members_of(path.read_bytes(), str(path))
        else:
            yield str(path), path.read_bytes()


def members_of(content, name):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                if not member.endswith("/"):
                    yield f"{name}/{member}", archive.read(member)
    except (zipfile.BadZipFile, NotImplementedError):
        return


def from_openlca_json(data):
    """Names in a data set of openLCA JSON-LD, either schema."""
    if not isinstance(data, dict):
        return
    if data.get("@type") == "UnitGroup":
        for unit in data.get("units") or []:
            yield "unit", unit.get("name")
            for synonym in unit.get("synonyms") or []:
                yield "unit", synonym
    elif data.get("@type") in ("Process", "ImpactCategory", "ImpactMethod", "ProductSystem"):
        for row in (data.get("exchanges") or []) + (data.get("impactFactors") or []):
            unit = row.get("unit") or {}
            yield "unit", unit.get("name") if isinstance(unit, dict) else unit
    if data.get("@type") == "ImpactCategory":
        yield "label", data.get("refUnit") or data.get("referenceUnitName")


def from_brightway(data):
    """Names in decoded Brightway JSON: `unit` fields of activities and exchanges."""
    if isinstance(data, dict):
        if isinstance(data.get("unit"), str):
            yield "label" if "abbreviation" in data else "unit", data["unit"]
        for value in data.values():
            yield from from_brightway(value)
    elif isinstance(data, list):
        for value in data:
            yield from from_brightway(value)


def local_name(element):
    return element.tag.rsplit("}", 1)[-1]


def from_xml(root):
    """Names in EcoSpold 1 and 2 and ILCD data sets."""
    for element in root.iter():
        tag = local_name(element)
        parent_is_impact = tag == "impactIndicator"
        if tag in ("exchange", "referenceFunction"):  # EcoSpold 1
            is_impact = element.get("subCategory") is None and tag == "referenceFunction"
            yield "label" if is_impact else "unit", element.get("unit")
        elif tag in ("intermediateExchange", "elementaryExchange", "factor"):  # EcoSpold 2
            for child in element:
                if local_name(child) == "unitName":
                    yield "unit", child.text
        elif parent_is_impact:
            for child in element:
                if local_name(child) == "unitName":
                    yield "label", child.text
        elif tag == "unit" and len(element):  # ILCD unit group, EcoSpold 2 master data
            for child in element:
                if local_name(child) == "name":
                    yield "unit", child.text


def from_simapro(text):
    section, inside = None, False
    delimiter = "\t" if "{CSV separator: Tab}" in text else (
        "," if "{CSV separator: Comma}" in text else ";")
    for row in csv.reader(text.splitlines(), delimiter=delimiter):
        if not row or not "".join(row).strip():
            section = None
            continue
        if section is None and len([c for c in row if c.strip()]) == 1:
            section = row[0].strip()
            continue
        column = SIMAPRO_UNIT_COLUMN.get(section)
        if column is not None and len(row) > column + 1:
            yield "unit", row[column]
        elif section == "Substances" and len(row) > 5:
            yield "unit", row[5]
        elif section == "Impact category" and len(row) > 1:
            yield "label", row[1]


def from_table(text, path):
    """Names in a CSV table with a column that tells units."""
    delimiter = ";" if text.count(";") > text.count(",") else ","
    rows = list(csv.reader(text.splitlines(), delimiter=delimiter))
    if not rows:
        return
    wanted = {"unit", "reference unit", "sourceunit", "targetunit", "unit_name"}
    columns = [i for i, head in enumerate(rows[0]) if head.strip().lower() in wanted]
    for row in rows[1:]:
        for column in columns:
            if column < len(row):
                yield "unit", row[column]


def from_file(name, content):
    suffix = Path(name).suffix.lower()
    if suffix in (".json",):
        yield from from_json(content)
    elif suffix == ".bw2package":
        yield from from_brightway(json.loads(bz2.decompress(content)))
    elif suffix in (".xml", ".spold"):
        try:
            yield from from_xml(ElementTree.fromstring(content))
        except ElementTree.ParseError:
            return
    elif suffix == ".csv":
        yield from from_csv(name, content)


def from_json(content):
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError):
        return
    yield from from_openlca_json(data)
    if not (isinstance(data, dict) and "@type" in data):
        yield from from_brightway(data)


def from_csv(name, content):
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if text.lstrip().startswith("{SimaPro"):
        yield from from_simapro(text)
    elif name.endswith("refdata/units.csv") or name.endswith("olca_schema/units/units.csv"):
        for row in csv.DictReader(text.splitlines()):
            for key, value in row.items():
                if key and key.lower() in ("name", "unit", "unit name"):
                    yield "unit", value
                elif key and key.lower() in ("synonyms", "unit synonyms"):
                    yield from (("unit", s) for s in (value or "").split(";"))
    elif name.endswith("TBL_UNITS.csv"):
        for row in csv.DictReader(text.splitlines()):
            yield "unit", row["NAME"]
            yield from (("unit", s) for s in (row.get("SYNONYMS") or "").split(";"))
    else:
        yield from from_table(text, name)


def collect(root):
    """Returns {(kind, name): [files]}; kind is `unit`, or `label` for units of indicators."""
    found = defaultdict(set)
    for name, content in files_of(Path(root)):
        for kind, unit in from_file(name, content):
            if isinstance(unit, str) and unit.strip():
                found[kind, re.sub(r"\s+", " ", unit.strip())].add(name)
    return {key: sorted(files) for key, files in sorted(found.items())}


if __name__ == "__main__":
    for (kind, name), files in collect(sys.argv[1]).items():
        print(kind, repr(name), len(files), files[0], sep="\t")
