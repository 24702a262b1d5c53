"""docs/benchmarks.md: the tables of one run, and below them those of the peers."""

from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
PEERS = "\n## Peers\n"


def split(text):
    """The page before the section of the peers, and that section."""
    before, title, after = text.partition(PEERS)
    return before, title + after


def read():
    """The page as it is; empty where there is none."""
    return PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""


def write_tables(text):
    """Puts new tables in place; what was measured of peers stays, with its own date."""
    PAGE.write_text(text + split(read())[1], encoding="utf-8")


def write_peers(text):
    """Puts a new section of the peers in place; tables stay."""
    PAGE.write_text(split(read())[0] + PEERS + text, encoding="utf-8")
