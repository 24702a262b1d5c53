"""Every unit name of the open test data is known to the unit table, or refused for a reason."""

import csv
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
sys.path.insert(0, str(ROOT / "tests" / "support"))

import unit_names  # noqa: E402

# Names that must stay unknown: (pattern of the whole name, why).
REFUSED = [
    (r".*[ -](eq|eq\.|Eq|CO2e)", "unit of an impact score, compared as text"),
    (r".*(DALY|PAF|PDF|CTU|species|disease|case|TEG|depriv|NEX|UBP|ppm|T&E).*", "impact score"),
    (r"([mkMGnµ]?Pt|points|PR2004|jobs)", "unit of a score or of statistics"),
    (r"k?g? ?(.* )?(1,4-DCB|NMVOC|C deficit|PO4 P-lim|N|P|N1|COD)|kgCOD", "kilograms of one substance"),
    (r"(MJ|\$) (primary|surplus)|MJe|m2a crop eq|m2org.arable|m3 (air|sub)|m3sub|pW m.*",
     "qualified quantity of an impact method"),
    (r"PersonYr|1000 pers|guest ?night|kg/Stk|kg [NP]/ha|kg enlev.|kg-[A-Z]{2}",
     "quantity of its own kind, no factor can be stated"),
    (r"kg\*m/s²\*°C|°C|mystery_unit|custom_unit|qubit|aaa|z|name[01]|tests?|-|.?EU|100%|5g|_g|.!*g",
     "invented, garbled or with an offset"),
    (r".?[^a-zA-Z ].*g", "a letter lost in encoding: micrograms or something else"),
    (r"[\d-]+", "no unit: a number in the wrong column of a damaged file"),
    (r"A?g|Ag|BCAPU|MEU|T\.R\.|T|TL\*|MT\*|OA33z|metric to\.|Mton|Kl|kM3|M3|Mscf",
     "spelling of one SimaPro project, defined in its own file"),
    (r"Bushel|Zentner|centner|fl\. oz|oz \(fl\)", "differs by country or trade"),
]


@pytest.fixture(scope="module")
def table():
    with (ROOT / "datasets" / "units" / "units.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = {}
    for row in rows:
        for name in [row["symbol"], *filter(None, row["aliases"].split(";"))]:
            names.setdefault(name, []).append((row["dimension"], float(row["factor"])))
    return names


@pytest.fixture(scope="module")
def collected():
    if not DATA.exists():
        pytest.skip("needs open test data that are not here: ../shared/data")
    return unit_names.collect(DATA)


def reason(name):
    return next((why for pattern, why in REFUSED if re.fullmatch(pattern, name)), None)


def test_every_unit_of_an_exchange_is_known_or_refused(table, collected):
    unknown = [
        (name, files[0])
        for (kind, name), files in collected.items()
        if kind == "unit" and name not in table and reason(name) is None
    ]
    assert unknown == []


def test_no_unit_that_is_refused_is_known(table):
    labels = ["kg CO2 eq", "kg CO2-eq", "m3 world eq", "DALY", "guest night", "kg N eq", "°C", "m2a crop eq"]
    assert [name for name in labels if name in table] == []


def test_the_names_were_really_collected(collected):
    names = {name for kind, name in collected if kind == "unit"}
    assert len(names) > 350
    assert {"t*mi", "sh tn", "metric ton*km", "hour", "guest night", "Imp.min."} <= names


def test_every_factor_has_a_source():
    with (ROOT / "datasets" / "units" / "units.csv").open(encoding="utf-8") as file:
        assert all(row["source"] for row in csv.DictReader(file))


def test_openlca_factors_are_near_ours(table):
    """Compared with openLCA's own table: rounded values there, definitions here."""
    path = DATA / "olca-refdata" / "refdata" / "units.csv"
    if not path.exists():
        pytest.skip("needs open test data that are not here: ../shared/data/olca-refdata")
    references = {"Units of area": "m2", "Units of length": "m", "Units of mass": "kg",
                  "Units of volume": "m3", "Units of energy": "MJ", "Units of radioactivity": "kBq",
                  "Units of mass*length": "t*km", "Units of area*time": "m2*a"}
    # Where openLCA's table is wrong or coarse: square feet·year (a digit lost), the barrel
    # that repeats the petroleum one, bushels rounded to one digit.
    known_wrong = {"ft2*a", "bl (Imp)", "bsh (US)"}
    far = []
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            reference = references.get(row["Unit group"])
            if reference is None or row["Name"] in known_wrong:
                continue
            dimension, base = table[reference][0]
            ours = [f / base for d, f in table.get(row["Name"], []) if d == dimension]
            theirs = float(row["Conversion factor"])
            if not ours or abs(ours[0] - theirs) > 1.1e-2 * theirs:
                far.append((row["Name"], theirs, ours))
    assert far == []
