"""What a benchmark ran on: processor, memory, compiler, versions."""

import os
import platform
import re
import subprocess
from pathlib import Path


def first_match(pattern, text):
    """The first group of a pattern, or "unknown"."""
    found = re.search(pattern, text, re.MULTILINE)
    return found[1].strip() if found else "unknown"


def read(path):
    """The text of a file; empty where there is none."""
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""


def answer(*words):
    """The first line that a command prints; "unknown" where it cannot be run."""
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return done.stdout.splitlines()[0].strip() if done.stdout else "unknown"


def commit(top):
    """The commit that was measured, and whether anything was changed since."""
    head = answer("git", "-C", str(top), "rev-parse", "--short", "HEAD")
    words = ["git", "-C", str(top), "status", "--porcelain", "--untracked-files=no"]
    return head if answer(*words) == "unknown" else f"{head}, changed"


def processor():
    """The model of the processor."""
    return first_match(r"^model name\s*:\s*(.*)$", read("/proc/cpuinfo")) or platform.machine()


def facts(top, build):
    """What the table was measured on, as (what, value)."""
    cache = read(Path(build) / "CMakeCache.txt")
    kibibytes = first_match(r"^MemTotal:\s*(\d+)", read("/proc/meminfo"))
    memory = f"{int(kibibytes) / 2**20:.0f} GiB" if kibibytes.isdigit() else "unknown"
    compiler = first_match(r"^CMAKE_CXX_COMPILER:\w+=(.*)$", cache)
    header = read(Path(top) / "include" / "lichen" / "version.hpp")
    version = first_match(r'LICHEN_VERSION "([0-9.]+)', header)
    return [
        ("processor", f"{processor()}, {os.cpu_count()} cores, {memory}"),
        ("system", f"{platform.system()} {platform.release()}, {answer('lsb_release', '-ds')}"),
        ("compiler", f"{answer(compiler, '--version')}, -O3, no -march"),
        ("Python", platform.python_version()),
        ("lichen", f"{version}, {commit(top)}"),
    ]
