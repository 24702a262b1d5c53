"""Searching: what is found, what is near, and which exit status tells which."""

import json

import pytest
from command import lichen


def test_what_is_found_has_exit_status_0(coal_power):
    done = lichen("find", coal_power, "coal")

    assert (done.status, done.err) == (0, "")
    assert "coal mine" in done.out


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("powr plant", 'did you mean "power plant" (1 hits)?'),
        ("cole mine", 'did you mean "coal mine" (1 hits)?'),
        ("carbn dioxde", 'did you mean "carbon dioxide" (1 hits)?'),
        ("coal dioxide", 'though its words occur apart: "coal" 3, "dioxide" 1 times'),
        ("xyzzy", 'nothing holds "xyzzy"'),
    ],
)
def test_without_a_hit_the_status_is_1_and_one_line_tells_what_is_near(coal_power, words, meant):
    done = lichen("find", coal_power, words)

    assert (done.status, done.out) == (1, "")
    assert done.err.startswith(f'lichen: nothing holds "{words}"')
    assert meant in done.err
    assert done.err.count("\n") == 1


def test_without_a_hit_documents_are_empty(coal_power):
    done = lichen("find", coal_power, "xyzzy", "--format", "json")

    assert (done.status, json.loads(done.out)) == (1, [])
    assert lichen("find", coal_power, "xyzzy", "--format", "csv").out.count("\n") == 1


def test_tables_end_without_blanks(coal_power):
    lines = lichen("find", coal_power, "coal").out.splitlines()

    assert all(line == line.rstrip() for line in lines)
