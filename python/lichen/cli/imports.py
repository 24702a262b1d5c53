"""``lichen import``: packages into a store."""

from __future__ import annotations

import os

import click

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lichen.database import Database
    from lichen.store import Store

MOST_KINDS = 6


@click.command("import", short_help="Keep packages in a store, one file for a study.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--store", "path", required=True, metavar="STORE", help="Made where there is none.")
@click.option("--name", metavar="NAME", help="In the store; left out: the name of the file.")
@click.option("--replace", is_flag=True, help="Take the place of what has the name.")
def import_packages(files: tuple[str, ...], path: str, name: str | None, replace: bool) -> int:
    """Keep packages in a store: any format, recognised by its content.

    A package is kept whole or not at all, also where the import is interrupted or killed;
    what is there already is not stored twice, so that the command can be repeated.

    \b
    lichen import uslci.zip ipcc.zip --store study.lichen
    lichen calculate study.lichen --demand "Electricity, at Grid, US, 2008 = 1 kWh"
    """
    from lichen.errors import DataError
    from lichen.store import Store, default_name

    names = [name or default_name(file) for file in files]
    if name is not None and len(files) > 1:
        raise DataError("--name names one database: import files one by one, or leave it out")
    twice = next((one for one in names if names.count(one) > 1), None)
    if twice is not None:
        raise DataError(
            f'several files would be the database "{twice}": import them one by one with --name'
        )
    is_new = not os.path.exists(path)
    try:
        with Store(path, "create") as store:
            for file, one in zip(files, names, strict=True):
                _import(store, file, one, replace)
    finally:
        if is_new:
            _take_away_if_empty(path)
    return 0


def _take_away_if_empty(path: str) -> None:
    """Leaves no store where nothing could be imported into a new one."""
    from lichen.store import Store, is_store

    if not is_store(path):
        return
    with Store(path) as store:
        is_empty = not store.names
    if is_empty:
        os.unlink(path)


def _import(store: Store, file: str, name: str, replace: bool) -> None:
    """One package in one transaction."""
    import time

    from lichen.cli.progress import Bar
    from lichen.database import read

    start = time.perf_counter()
    with Bar() as bar:
        database = read(file, progress=bar)
        known = {str(row["name"]): row["hash"] for row in store._core.databases()}
        if known.get(name) == database.source["hash"] and not replace:
            click.echo(f'{file}: "{name}" is in {store.path} already')
            return
        store.add(database, name, replace=replace, progress=bar)
    _tell(file, name, database, store.path, time.perf_counter() - start)


def _tell(file: str, name: str, database: Database, path: str, seconds: float) -> None:
    from lichen.cli.look import count_text

    counts = database.counts
    held = [
        count_text(counts[what], one, several)
        for what, one, several in (
            ("activities", "activity", "activities"),
            ("exchanges", "exchange", ""),
            ("flows", "flow", ""),
            ("methods", "method", ""),
            ("factors", "factor", ""),
        )
        if counts[what]
    ]
    rate = _bytes(file) / 1e6 / seconds if seconds > 0 else 0.0
    pace = f"{seconds:.1f} s" + (f", {rate:.0f} MB/s" if rate >= 1 else "")
    click.echo(f'{file}: "{name}" with {", ".join(held) or "nothing"} ({pace})')
    found = database._core.finding_counts
    listed = [
        f"{count_text(occurrences)} {kind} ({severity})" for kind, severity, _, occurrences in found
    ]
    if not listed:
        click.echo("  no findings")
        return
    more = len(listed) - MOST_KINDS
    rest = f", {count_text(more, 'more kind')}" if more > 0 else ""
    click.echo(f"  findings: {', '.join(listed[:MOST_KINDS])}{rest}")
    click.echo(f'  lichen findings {path} --database "{name}" lists them')


def _bytes(path: str) -> int:
    """The size of a file, or of all files of a folder."""
    if os.path.isfile(path):
        return os.path.getsize(path)
    return sum(
        os.path.getsize(os.path.join(folder, file))
        for folder, _, files in os.walk(path)
        for file in files
    )
