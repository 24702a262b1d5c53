"""Policies in messages of the library, written as the options of the command."""

from __future__ import annotations

import re

from lichen.cli.options import WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FLAGS = {"exclude_long_term", "strict"}
TEXTS = {"flow_map", "nw_set"}
BARE = ["on_duplicate_factor", "exclude_long_term", "memory_limit"]  # without a word


def as_options(text: str) -> str:
    """A message with "on_missing_provider=cut_off" as "--on-missing-provider cut-off"."""
    for name, options in WORDS.items():
        word = "|".join(option.replace("-", "_") for option in options)
        text = re.sub(
            rf"\b{name}=((?:{word})(?:(?:, | or )(?:{word}))*)\b",
            lambda found: f"{_dashed(found[0].split('=')[0])} {found[1].replace('_', '-')}",
            text,
        )
    text = re.sub(r'\bdatabase=(?=")', "--database ", text)
    text = re.sub(r'\bsolver ((?:"[a-z_]+"(?: or )?)+)', _solvers, text)
    return re.sub(rf"\b({'|'.join(BARE)})\b(?!=)", lambda found: _dashed(found[0]), text)


def option_text(name: str, value: Any) -> str:
    """A policy as one writes it on the command line; "" for a flag that is not set."""
    if name in FLAGS:
        return _dashed(name) if value in (True, "true") else ""
    if name in WORDS:
        return f"{_dashed(name)} {str(value).replace('_', '-')}"
    if name in TEXTS:
        return f'{_dashed(name)} "{value}"' if " " in str(value) else f"{_dashed(name)} {value}"
    return f"{name}={value}"


def _solvers(found: re.Match[str]) -> str:
    return _dashed("solver") + " " + found[1].replace('"', "").replace("_", "-")


def _dashed(name: str) -> str:
    return f"--{name.replace('_', '-')}"
