"""Scores, errors, inventory, contributions of a case that is worked out by hand."""

import json
import threading

import lichen
import pytest

WARMING = (0.8 + 0.01 * 0.25 * 29.8) / 0.975  # see conftest.coal_power
DEPLETION = 0.25 / 0.975


@pytest.fixture(scope="module")
def db(coal_power):
    return lichen.read(coal_power)


@pytest.fixture(scope="module")
def system(db):
    return db.link()


@pytest.fixture(scope="module")
def result(system, db):
    return system.calculate({"power plant": "1 kWh"}, db.methods["two concerns"], nw_set="europe")


def test_scores_with_units_and_errors(result):
    table = result.scores.set_index("category")

    assert table.loc["global warming", "score"] == pytest.approx(WARMING, rel=1e-14)
    assert table.loc["global warming", "unit"] == "kg CO2 eq"
    assert table.loc["depletion", "score"] == pytest.approx(DEPLETION, rel=1e-14)
    assert set(table["error_kind"]) <= {"bound", "10 x estimate"}


def test_what_is_printed_is_not_below_the_true_error(result):
    from fractions import Fraction

    exact = (Fraction(0.8) + Fraction(0.01) * Fraction(0.25) * Fraction(29.8)) / (
        1 - Fraction(0.25) * Fraction(0.1)
    )
    score = Fraction(result.score("global warming"))

    # The matrices hold 0.1 * 3.6 rounded: that may be off by half a unit in the last place.
    rounding = 2.0**-53 * WARMING
    assert abs(score - exact) <= result.error.loc["global warming", "error"] + rounding


def test_diagnostics_tell_how_it_was_solved(system, result):
    import numpy

    told = result.diagnostics

    assert {key: told[key] for key in result.report} == result.report
    assert told["factor_entries"] >= 0
    assert told["condition"] == pytest.approx(numpy.linalg.cond(system.technosphere.toarray(), 1), rel=1e-12)
    assert set(told["seconds"]) == {"preparation", "solution"}
    assert all(seconds >= 0 for seconds in told["seconds"].values())


def test_error_table(result):
    table = result.error

    assert list(table.columns) == ["error", "kind", "estimate", "bound"]
    assert (table["error"] < 1e-13).all()


def test_a_score_by_name(result):
    assert result.score("global warming") == pytest.approx(WARMING)
    with pytest.raises(lichen.DataError, match="global warming"):
        result.score("global cooling")
    with pytest.raises(lichen.DataError, match="name a category"):
        result.score()


def test_normalised_and_weighted(result):
    assert result.normalised["global warming"] == pytest.approx(WARMING / 10)
    assert result.weighted["global warming"] == pytest.approx(WARMING / 10 * 0.75)
    assert result.weighted_raw is None
    assert result.single_score == pytest.approx(WARMING / 10 * 0.75 + DEPLETION / 2 * 0.25)
    assert 0 < result.single_score_error < 1e-13


def test_without_a_set_there_is_no_single_score(system, db):
    result = system.calculate("power plant", db.methods["two concerns"])

    assert result.normalised is None
    assert result.weighted is None
    assert result.single_score is None


def test_inventory(result):
    table = result.inventory.set_index("flow")

    assert table.loc["methane", "amount"] == pytest.approx(0.0025 / 0.975)
    assert table.loc["methane", "direction"] == "to_nature"
    assert table.loc["hard coal", "direction"] == "from_nature"
    assert table.loc["methane", "unit"] == "kg"


def test_uncharacterised_flows_are_named_with_amounts(result):
    table = result.uncharacterised

    assert list(table["flow"]) == ["dust"]
    assert table["amount"][0] == pytest.approx(0.001 / 0.975)
    assert result.coverage["characterised"] == 3
    assert result.coverage["uncharacterised"] == 1


def test_contributions_sum_to_the_score(result):
    for by in ("activity", "flow"):
        table = result.contributions("global warming", by=by)
        assert table["value"].sum() == pytest.approx(WARMING, rel=1e-14)
        assert list(table["value"]) == sorted(table["value"], key=abs, reverse=True)
    by_activity = result.contributions("global warming").set_index("name")
    assert by_activity.loc["power plant", "value"] == pytest.approx(0.8 / 0.975)
    assert by_activity.loc["power plant", "location"] == "DE"
    with pytest.raises(lichen.DataError, match="activity, flow"):
        result.contributions("global warming", by="country")


def test_demands_in_other_forms_mean_the_same(system, db):
    method = db.methods["two concerns"]
    forms = [
        "power plant = 1 kWh",
        {"power plant": "1 kWh"},
        {"power plant": (1.0, "kWh")},
        {"power plant": 3.6},  # reference units
        {"power plant, DE": "1 kWh"},
    ]

    scores = [system.calculate(form, method).score("global warming") for form in forms]

    assert scores == [pytest.approx(WARMING, rel=1e-15)] * len(forms)


def test_a_demand_of_several_parts_is_their_sum(system, db):
    method = db.methods["two concerns"]
    one, two = (system.calculate(d, method).score("global warming") for d in ("power plant", "coal mine"))

    both = system.calculate({"power plant": 1, "coal mine": 1}, method).score("global warming")

    assert both == pytest.approx(one + two, rel=1e-14)


def test_several_methods_give_a_table(system, db):
    methods = [db.methods["two concerns"]] * 2
    results = system.calculate("power plant = 1 kWh", methods)

    assert len(results) == 2
    table = results.scores
    assert list(table.columns) == ["power plant = 1 kWh"]
    assert table.loc[("two concerns", "global warming", "kg CO2 eq")].iloc[0] == pytest.approx(
        WARMING
    )
    assert results.error.shape == table.shape
    assert "<table" in results._repr_html_()


def test_categories_may_be_chosen(system, db):
    result = system.calculate("power plant", db.methods["two concerns"], categories=["depletion"])

    assert list(result.scores["category"]) == ["depletion"]
    assert result.score() == pytest.approx(DEPLETION / 3.6)


@pytest.mark.parametrize(
    ("demand", "error", "message"),
    [
        ("power plnt = 1 kWh", lichen.DataError, "power plant"),
        ("power plant = 1 kg", lichen.UnitError, "kg"),
        ("power plant = 1 furlong per fortnight", lichen.UnitError, "furlong"),
        ("power plant = 1e400 kWh", lichen.DataError, "1e400"),
        ({"power plant": float("nan")}, lichen.DataError, "not a finite number"),
        ({"power plant": "many kWh"}, lichen.DataError, "many kWh"),
        ({}, lichen.DataError, "must name an activity"),
    ],
)
def test_bad_demands(system, db, demand, error, message):
    with pytest.raises(error, match=message):
        system.calculate(demand, db.methods["two concerns"])


def test_json_holds_all_digits_and_where_they_come_from(result, coal_power):
    document = json.loads(result.to_json())

    assert document == result.to_dict()
    assert document["results"][0]["scores"][0]["value"] == result._core.scores[0]["value"]
    assert document["database"]["path"] == str(coal_power)
    assert document["policies"]["allocation"] == "as_declared"
    assert result.provenance["lichen"] == lichen.__version__


def test_shows_itself(result):
    assert "global warming: 0.8969" in repr(result)
    html = result._repr_html_()
    assert "<td>kg CO2 eq</td>" in html
    assert "ω" in html


def test_the_same_bits_from_eight_threads(system, db):
    method = db.methods["two concerns"]
    found = []

    def work():
        found.extend(system.calculate("power plant", method).score("depletion") for _ in range(20))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [found[0]] * 160
