"""Options that several verbs share."""

from __future__ import annotations

import click

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    Verb = TypeVar("Verb", bound=Callable[..., Any])

# The words of each policy, the default first; a test compares them with the library's.
WORDS = {
    "on_missing_provider": ["error", "cut-off"],
    "on_multiple_providers": ["error", "lowest-id", "same-location"],
    "allocation": ["as-declared", "none", "physical", "economic", "causal"],
    "on_unbalanced_allocation": ["error", "normalise", "keep"],
    "unit_factors": ["package", "library"],
    "on_duplicate_factor": ["error", "first", "last", "max", "min", "mean"],
    "solver": ["automatic", "iterative", "klu", "dense", "eigen-lu"],
}

HELP = {
    "on_missing_provider": "An input that nobody supplies.",
    "on_multiple_providers": "An input that several could supply.",
    "allocation": "How an activity with several products shares its burden.",
    "on_unbalanced_allocation": "Allocation factors that do not sum to 1.",
    "unit_factors": "Whose factors convert units of one group.",
    "on_duplicate_factor": "Several different factors for one flow.",
    "solver": "How equations are solved.",
}


class Word(click.Choice[str]):
    """One of some words; what documents of results write with "_" is taken as well."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Any:
        return super().convert(str(value).replace("_", "-"), param, ctx)


def _word(name: str) -> Callable[[Verb], Verb]:
    return click.option(
        f"--{name.replace('_', '-')}",
        name,
        type=Word(WORDS[name]),
        default=WORDS[name][0],
        show_default=True,
        help=HELP[name],
    )


def _as_bytes(ctx: click.Context, param: click.Parameter, value: str | None) -> float | None:
    """A limit of memory, checked before anything is read."""
    from lichen.solving import bytes_of

    return None if value is None else bytes_of(value)


def _apply(verb: Verb, *options: Callable[[Verb], Verb]) -> Verb:
    for option in reversed(options):
        verb = option(verb)
    return verb


def duplicate_option(verb: Verb) -> Verb:
    """--on-duplicate-factor."""
    return _word("on_duplicate_factor")(verb)


def demand_option(verb: Verb) -> Verb:
    """--demand, once or more."""
    return click.option(
        "--demand",
        "demands",
        multiple=True,
        metavar='"NAME = AMOUNT UNIT"',
        help="What is asked for; may be repeated. Without an amount: one reference unit.",
    )(verb)


def method_options(verb: Verb) -> Verb:
    """Which methods and categories are scored, and how they meet the database."""
    return _apply(
        verb,
        click.option(
            "--method",
            "method_files",
            multiple=True,
            metavar="FILE",
            help="A package of methods; may be repeated. Left out: those of the database.",
        ),
        click.option(
            "--method-name",
            "method_names",
            multiple=True,
            metavar="NAME",
            help="Methods of the packages, by name or id; left out: all of them.",
        ),
        click.option(
            "--category",
            "categories",
            multiple=True,
            metavar="NAME",
            help="Categories by name or id; left out: all of them.",
        ),
        click.option("--nw-set", default="", metavar="NAME", help="Normalise and weight."),
        flow_map_option,
        _word("on_duplicate_factor"),
        click.option(
            "--exclude-long-term",
            is_flag=True,
            help="Drop emissions after more than 100 years.",
        ),
    )


def flow_map_option(verb: Verb) -> Verb:
    """--flow-map."""
    return click.option(
        "--flow-map",
        metavar="CSV",
        help="A table that names the methods' flows for those of the database.",
    )(verb)


def link_options(verb: Verb) -> Verb:
    """The policies of linking, and the solver."""
    return _apply(
        verb,
        _word("on_missing_provider"),
        _word("on_multiple_providers"),
        _word("allocation"),
        _word("on_unbalanced_allocation"),
        _word("unit_factors"),
        click.option("--strict", is_flag=True, help="Ambiguities are errors everywhere."),
        _word("solver"),
        click.option(
            "--memory-limit",
            metavar="SIZE",
            callback=_as_bytes,
            help='The most that factors may take, as "1GiB"; left out: half of memory.',
        ),
    )


def output_options(verb: Verb) -> Verb:
    """--format and -o."""
    return _apply(
        verb,
        click.option(
            "--format",
            "form",
            type=click.Choice(["table", "json", "csv"]),
            default="table",
            show_default=True,
            help="How the answer is written.",
        ),
        click.option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write to a file, whole or not at all.",
        ),
    )


def policies(options: dict[str, Any]) -> dict[str, Any]:
    """Takes the policies of linking and the solver out of a verb's options."""
    names = ["on_missing_provider", "on_multiple_providers", "allocation"]
    names += ["on_unbalanced_allocation", "unit_factors", "strict", "solver"]
    names += ["memory_limit"]
    return {
        name: value.replace("-", "_") if isinstance(value := options.pop(name), str) else value
        for name in names
    }
