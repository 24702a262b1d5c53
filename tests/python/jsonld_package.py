"""Writes small openLCA JSON-LD packages (schema v2), for tests."""

import json
import uuid
import zipfile

UNITS = {"kg": ("mass", 1.0), "g": ("mass", 1e-3), "MJ": ("energy", 1.0), "kWh": ("energy", 3.6)}
REFERENCE = {"mass": "kg", "energy": "MJ"}


def make_id(text):
    """A stable UUID of a text."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"lichen-test:{text}"))


def reference(kind, name):
    """A reference to a data set, as openLCA writes it."""
    return {"@type": kind, "@id": make_id(f"{kind}:{name}"), "name": name}


class Package:
    """Data sets by path; flows are named by themselves and may be changed before writing."""

    def __init__(self):
        self.files = {"openlca.json": {"schemaVersion": 2}}
        self._locations = set()
        for group, unit in REFERENCE.items():
            self._add_group(group, unit)

    def _add_group(self, group, unit):
        units = [
            {
                "@type": "Unit",
                "@id": make_id(f"Unit:{name}"),
                "name": name,
                "conversionFactor": factor,
                "isRefUnit": name == unit,
            }
            for name, (owner, factor) in UNITS.items()
            if owner == group
        ]
        self.add("UnitGroup", "unit_groups", group, {"units": units})
        self.add(
            "FlowProperty",
            "flow_properties",
            group,
            {"flowPropertyType": "PHYSICAL_QUANTITY", "unitGroup": reference("UnitGroup", group)},
        )

    def add(self, kind, folder, name, content):
        """Adds a data set; gives its reference."""
        head = reference(kind, name)
        self.files[f"{folder}/{head['@id']}.json"] = {**head, **content}
        return head

    def _flow(self, name, unit, kind, category):
        prop = reference("FlowProperty", UNITS[unit][0])
        factors = [{"conversionFactor": 1.0, "isRefFlowProperty": True, "flowProperty": prop}]
        content = {"flowType": kind, "category": category, "flowProperties": factors}
        head = self.add("Flow", "flows", f"{name}|{category}", {**content, "name": name})
        return {**head, "name": name, "flowType": kind, "category": category}

    def product(self, name, unit):
        return self._flow(name, unit, "PRODUCT_FLOW", "products")

    def waste(self, name, unit):
        return self._flow(name, unit, "WASTE_FLOW", "wastes")

    def elementary(self, name, unit, category):
        return self._flow(name, unit, "ELEMENTARY_FLOW", f"Elementary flows/{category}")

    def _location(self, code):
        self._locations.add(code)
        return self.add("Location", "locations", code, {"code": code})

    def process(self, name, exchanges, location=None, **content):
        """Adds a process. An exchange is (direction, flow, amount, unit, *flags)."""
        made = []
        for number, (direction, flow, amount, unit, *flags) in enumerate(exchanges, start=1):
            exchange = {
                "internalId": number,
                "isInput": direction == "input",
                "amount": amount,
                "flow": flow,
                "unit": reference("Unit", unit),
                "flowProperty": reference("FlowProperty", UNITS.get(unit, ("mass",))[0]),
                "isQuantitativeReference": "reference" in flags,
            }
            for flag in flags:
                if isinstance(flag, dict):
                    exchange.update(flag)
            made.append(exchange)
        content = {"processType": "UNIT_PROCESS", "exchanges": made, **content}
        if location:
            content["location"] = self._location(location)
        return self.add("Process", "processes", name, content)

    def category(self, name, unit, factors):
        """Adds an impact category; factors are (flow, value, unit)."""
        made = [
            {
                "flow": flow,
                "value": value,
                "unit": reference("Unit", unit_name),
                "flowProperty": reference("FlowProperty", UNITS[unit_name][0]),
            }
            for flow, value, unit_name in factors
        ]
        content = {"refUnit": unit, "impactFactors": made}
        self.add("ImpactCategory", "lcia_categories", name, content)
        return name

    def method(self, name, categories, nw_sets=None, **content):
        """Adds a method; a set is {category: (normalisation, weight)}."""
        sets = [
            {
                "@type": "NwSet",
                "@id": make_id(f"NwSet:{title}"),
                "name": title,
                "weightedScoreUnit": "Pt",
                "factors": [
                    {
                        "impactCategory": reference("ImpactCategory", category),
                        "normalisationFactor": normalisation,
                        "weightingFactor": weight,
                    }
                    for category, (normalisation, weight) in rows.items()
                ],
            }
            for title, rows in (nw_sets or {}).items()
        ]
        references = [reference("ImpactCategory", category) for category in categories]
        content = {"impactCategories": references, "nwSets": sets, **content}
        return self.add("ImpactMethod", "lcia_methods", name, content)

    def write(self, path):
        """Writes a zip archive, the same bytes each time; gives its path."""
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in sorted(self.files.items()):
                text = content if isinstance(content, (str, bytes)) else json.dumps(content)
                archive.writestr(zipfile.ZipInfo(name), text)
        return path
