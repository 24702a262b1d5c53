"""Policies in messages of the library, as one writes them on the command line."""

import pytest
from lichen.cli.options import WORDS
from lichen.cli.words import as_options, option_text


@pytest.mark.parametrize("name", WORDS)
def test_every_policy_with_each_of_its_words(name):
    option = f"--{name.replace('_', '-')}"
    for word in WORDS[name]:
        assert as_options(f"name {name}={word.replace('-', '_')}!") == f"name {option} {word}!"
        assert option_text(name, word.replace("-", "_")) == f"{option} {word}"


def test_a_policy_with_a_choice_of_words():
    text = "name the policy on_multiple_providers=lowest_id or same_location"
    assert as_options(text) == "name the policy --on-multiple-providers lowest-id or same-location"
    text = "allocation=none, physical, economic or causal"
    assert as_options(text) == "--allocation none, physical, economic or causal"


def test_names_of_policies_alone():
    assert as_options("choose with on_duplicate_factor") == "choose with --on-duplicate-factor"


def test_solvers_and_the_limit_of_memory():
    text = 'choose solver "iterative" or "eigen_lu", or raise memory_limit'
    assert as_options(text) == "choose --solver iterative or eigen-lu, or raise --memory-limit"


def test_other_text_stays_as_it_is():
    for text in ('"a = b" needs 1 kg', "allocation=magic", "x_allocation=none", "strict"):
        assert as_options(text) == text


def test_flags_and_texts():
    assert option_text("exclude_long_term", "true") == "--exclude-long-term"
    assert option_text("flow_map", "a map.csv") == '--flow-map "a map.csv"'
