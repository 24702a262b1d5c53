"""The most memory that pieces of work take, each in a process of its own (VmHWM)."""

import json
import subprocess

# As memory_side.cpp knows them, with the end of the file that each starts from.
WORKS = {
    "first score, n = 250,000": ".lichen",
    "1 category, n = 1,000,000": ".lichen",
    "16 categories, n = 1,000,000": ".lichen",
    "database and 16 categories, n = 26,500": ".zip",
}
SUBJECT = "peak_memory"


def side(build, command, name, file):
    """What memory_side prints; it must end well."""
    words = [str(build / "tests" / "benchmarks" / "memory_side"), command, name, str(file)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"memory_side {command} {name}: {done.stderr.strip()[-2000:]}")
    return done.stdout


def measure(build):
    """Yields one peak for each piece of work, in MB (10⁶ bytes), nothing subtracted."""
    folder = build / "data"
    folder.mkdir(parents=True, exist_ok=True)
    for number, (name, ending) in enumerate(WORKS.items()):
        file = folder / f"memory-{number}{ending}"
        side(build, "write", name, file)
        try:
            found = json.loads(side(build, "run", name, file))
        finally:
            file.unlink()
        value = {"value": found["megabytes"], "unit": "MB", "timed": False}
        yield {"name": f"{SUBJECT}:{name}", **value, "error": f"{found['error']:.0e}"}
