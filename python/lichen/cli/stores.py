"""Databases of stores, where a verb is given a store in place of a package."""

from __future__ import annotations

import click

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lichen.cli.progress import Bar
    from lichen.database import Database

KEY = "lichen.database"


def with_database(verb: click.Command) -> click.Command:
    """A verb with the option --database, which `chosen` gives."""

    def keep(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
        ctx.meta[KEY] = value

    verb.params.append(
        click.Option(
            ["--database"],
            metavar="NAME",
            expose_value=False,
            callback=keep,
            help="Which database, where FILE is a store that holds several.",
        )
    )
    return verb


def chosen() -> str | None:
    """What --database names; None without it."""
    context = click.get_current_context(silent=True)
    return None if context is None else context.meta.get(KEY)


def packages_beside(database: Database) -> list[Database]:
    """The databases with methods in the store that a database is from."""
    from lichen.store import Store

    if database.stored is None:
        return []
    with Store(database.stored[0]) as store:
        names = [str(row["name"]) for row in store._core.databases() if row["methods"]]
        return [store.read(name) for name in names]


def method_packages(path: str, database: Database, bar: Bar | None) -> list[Database]:
    """The databases of a store that hold methods; one that is open is not read again."""
    from lichen.errors import DataError
    from lichen.store import Store

    with Store(path) as store:
        names = [str(row["name"]) for row in store._core.databases() if row["methods"]]
        if not names:
            raise DataError(f"{path} holds no impact assessment method")
        return [
            database if database.stored == (path, name) else store.read(name, progress=bar)
            for name in names
        ]
