"""What stands below the tables of the command: width, one solver, demands of the study."""

import pytest
from command import lichen


def _summary(out):
    return out[out.index("\nsolver") :].splitlines()


def test_lines_of_the_summary_end_without_blanks_and_fit():
    lines = _summary(lichen("calculate", "demo").out)
    assert all(line == line.rstrip() for line in lines)
    assert max(map(len, lines)) <= 100


def test_the_summary_fits_the_width_that_is_asked_for(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    lines = _summary(lichen("calculate", "demo").out)
    assert max(map(len, lines)) <= 80


def test_several_demands_have_one_line_of_the_solver():
    assert lichen("calculate", "demo").out.count("residual") == 1


@pytest.mark.parametrize("name", ["heijungs-suh", "miller-blair"])
def test_the_bundled_textbook_cases_need_no_demand(name, request):
    folder = request.config.rootpath / "datasets" / name
    assert lichen("calculate", folder).status == 0


def test_policies_at_their_defaults_are_not_listed():
    out = lichen("calculate", "demo").out
    assert "all at their defaults (--format json has all)" in out
    assert "tolerance" not in out


def test_a_chosen_policy_is_listed():
    out = lichen("calculate", "demo", "--on-missing-provider", "cut-off").out
    assert "on_missing_provider=cut_off; others at their defaults" in out


def test_several_demands_say_in_words_what_the_error_is():
    assert "± is a proved bound\n" in lichen("calculate", "demo").out
