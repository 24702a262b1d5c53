"""The verbs of the command, in the order in which they are listed."""

from __future__ import annotations

import click

from lichen.cli.calculate import calculate
from lichen.cli.databases import databases
from lichen.cli.explain import explain
from lichen.cli.find import find
from lichen.cli.findings import findings, validate
from lichen.cli.imports import import_packages
from lichen.cli.info import info
from lichen.cli.inventory import inventory
from lichen.cli.matrices import matrices
from lichen.cli.methods import methods
from lichen.cli.scenarios import scenarios
from lichen.cli.score_all import score_all
from lichen.cli.show import show
from lichen.cli.stores import with_database


class InOrder(click.Group):
    """Lists its verbs in the order in which they were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from lichen import __version__

        click.echo(f"lichen {__version__}")
        ctx.exit()


@click.group(cls=InOrder, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Print the version.",
)
def app() -> None:
    """Life cycle assessment on real databases.

    FILE is an openLCA JSON-LD package, EcoSpold 1 or 2 (a file, folder or archive), a
    Brightway bw2package or a folder or zip of plain tables; or a store that `lichen import`
    filled; "demo" is the bundled study.
    Names are an exact id, an exact name, or "name, location".

    Exit status: 0 done; 1 done, but findings of severity error concern the result (or:
    nothing was found); 2 not done, standard error says why; 130 interrupted.
    """


for verb in (info, find, show, methods, calculate, score_all, scenarios, inventory):
    app.add_command(with_database(verb))
for verb in (with_database(matrices), explain, import_packages, databases):
    app.add_command(verb)
for verb in (findings, validate):
    app.add_command(with_database(verb))
