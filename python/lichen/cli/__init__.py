"""The command ``lichen``: one file per verb; heavy imports wait until they are needed."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and give its exit status.

    Parameters
    ----------
    argv : sequence of str, optional
        Arguments in place of those of the process.

    Returns
    -------
    int
        0: done. 1: done, but findings of severity *error* concern the result, so that a
        number may change. 2: not done; one line on standard error says why. 130:
        interrupted.
    """
    from lichen.cli.run import run

    return run(argv)
