"""Runs clang-tidy on what changed, warnings as errors.

    python3 tests/style/tidy.py BUILD [--all | FILE ...]

BUILD is a build folder with compile_commands.json, and with what the build generates. What
changed is counted from where the branch left main; on main itself, the last commit; and
what is not committed. A header of the header-only layers is checked in the source that
compiles its layer. At most LIMIT sources are checked, of those with the most changed files:
some two minutes on two cores; the rest is named. --all checks the library and its bindings.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
LIMIT = 12
TOOL = "clang-tidy-19"
SUFFIXES = {".hpp", ".ipp", ".cpp"}
FOLDERS = ("include/", "src/", "python/src/")
# -w: what a compiler warns of is GCC's matter and an error there.
ARGUMENTS = ["--quiet", "--extra-arg=-w"]


def git(*words):
    """What git answers, line by line; nothing where it knows no answer."""
    done = subprocess.run(
        ["git", "-C", str(TOP), *words], capture_output=True, text=True, check=False
    )
    return done.stdout.splitlines() if done.returncode == 0 else []


def base():
    """The commit that changes count from: where the branch left main, else the parent."""
    head = git("rev-parse", "HEAD")
    for main in ("origin/main", "main"):
        found = git("merge-base", "HEAD", main)
        if found and found != head:
            return found[0]
    return "HEAD~1"


def changed():
    """Changed source files of the library and its bindings that still exist."""
    since = base()
    names = git("diff", "--name-only", since) or git("show", "--format=", "--name-only", "HEAD")
    names += git("ls-files", "--others", "--exclude-standard")
    return sorted(
        name
        for name in set(names)
        if name.startswith(FOLDERS) and Path(name).suffix in SUFFIXES and (TOP / name).exists()
    )


def sources_of(name, compiled):
    """The compiled sources in which a changed file is seen, the shortest list that has it."""
    if name in compiled:
        return [name]
    layer = re.match(r"include/lichen/(\w+)/", name)
    if layer and f"src/lichen/{layer[1]}.cpp" in compiled:
        return [f"src/lichen/{layer[1]}.cpp"]
    includes = re.compile(rf'#\s*include\s+"(?:[\w./]*/)?{re.escape(Path(name).name)}"')
    users = [source for source in compiled if includes.search((TOP / source).read_text())]
    return users[:1]


def check(build, source, headers):
    """Checks one source; shows what is found in it and in headers of that pattern."""
    words = [TOOL, *ARGUMENTS, "-p", str(build), f"--header-filter=({headers})", source]
    done = subprocess.run(words, cwd=TOP, capture_output=True, text=True, check=False)
    missed = done.returncode != 0 and not done.stdout.strip()
    return done.returncode != 0, done.stderr if missed else done.stdout


def chosen(arguments, compiled):
    """The sources to check, each with a pattern of its changed headers; and what is left."""
    if arguments.all:
        return dict.fromkeys(compiled, "|".join(FOLDERS)), []
    work = {}
    names = arguments.files or changed()
    for name in names:
        for source in sources_of(name, compiled):
            work.setdefault(source, set()).update({name, source})
    ordered = sorted(work, key=lambda source: (-len(work[source]), source))
    limit = len(ordered) if arguments.files else LIMIT
    patterns = {
        source: "|".join(f"{re.escape(name)}$" for name in sorted(work[source]))
        for source in ordered[:limit]
    }
    return patterns, ordered[limit:]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("files", nargs="*")
    arguments = parser.parse_args()
    build = arguments.build.resolve()
    commands = json.loads((build / "compile_commands.json").read_text())
    paths = {Path(os.path.realpath(command["file"])) for command in commands}
    compiled = sorted(
        name
        for path in paths
        if path.is_relative_to(TOP)
        and (name := path.relative_to(TOP).as_posix()).startswith(FOLDERS)
    )
    work, left = chosen(arguments, compiled)
    failed = False
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for wrong, text in pool.map(lambda item: check(build, *item), work.items()):
            failed |= wrong
            if wrong:
                print(text, flush=True)
    print(f"{len(work)} sources checked" + (f"; not checked: {', '.join(left)}" if left else ""))
    return failed


if __name__ == "__main__":
    sys.exit(main())
