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
        number may change; or nothing was found. 2: not done; standard error says why. 130:
        interrupted.
    """
    try:
        from lichen.cli.run import run

        return run(argv)
    except KeyboardInterrupt:  # so early that nothing else could tell
        import sys

        sys.stderr.write("lichen: interrupted; nothing was written\n")
        return 130
