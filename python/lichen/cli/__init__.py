"""The command ``lichen``."""


def main() -> int:
    """Runs the command."""
    from lichen import __version__

    print(f"lichen {__version__}")
    return 0
