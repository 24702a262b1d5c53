"""Writes the plain tables of `tables/` from `facts.csv`: one category per set and horizon."""

import csv
from pathlib import Path

HERE = Path(__file__).parent
NAMES = {
    "co2-fossil": "Carbon dioxide, fossil",
    "co2-biogenic": "Carbon dioxide, biogenic",
    "co2-uptake": "Carbon dioxide, taken up",
    "ch4-fossil": "Methane, fossil",
    "ch4-biogenic": "Methane, non-fossil",
}
SETS = {  # method: (name, sets of facts, later ones replace earlier ones, horizons)
    "ipcc-ar5": ("IPCC AR5, without feedback", ["AR5"], ["100"]),
    "ipcc-ar6": ("IPCC AR6", ["AR6"], ["20", "100", "500"]),
    "ipcc-ar6-sf6-24300": (
        "IPCC AR6, SF6 with a lifetime of 1,000 years",
        ["AR6", "AR6 (SF6 1000 years)"],
        ["100"],
    ),
}


def write(name, header, rows):
    with (HERE / "tables" / name).open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def flow_row(flow):
    name = NAMES.get(flow, flow.upper())
    return [flow, name, "elementary", "kg", "resource/in air" if flow == "co2-uptake" else "air"]


def main():
    with (HERE / "facts.csv").open(encoding="utf-8") as file:
        facts = list(csv.DictReader(file))
    flows = sorted({fact["flow"] for fact in facts})
    methods, categories, factors = [], [], []
    for method, (name, sets, horizons) in SETS.items():
        methods.append([method, name, sets[0]])
        for horizon in horizons:
            category = f"{method}-gwp{horizon}"
            categories.append([category, f"GWP {horizon}", "kg CO2 eq", method])
            values = {
                fact["flow"]: fact["value"]
                for wanted in sets
                for fact in facts
                if fact["assessment"] == wanted and fact["horizon"] == horizon
            }
            factors += [[category, flow, values[flow], "kg"] for flow in sorted(values)]
    write("database.csv", ["key", "value"],
          [["format", "lichen-tables"], ["version", "1"], ["name", "IPCC global warming potentials"]])
    write("flows.csv", ["id", "name", "type", "unit", "category"], map(flow_row, flows))
    write("methods.csv", ["id", "name", "version"], methods)
    write("categories.csv", ["id", "name", "unit", "method"], categories)
    write("factors.csv", ["category", "flow", "value", "unit"], factors)


if __name__ == "__main__":
    main()
