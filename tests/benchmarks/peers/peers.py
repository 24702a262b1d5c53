"""Runs other engines and ours on the same systems, side by side in one run.

    python peers.py BUILD [--write] [SYSTEM ...]

SYSTEM is regular, hard, uslci-fy18 or forwast; all without. --write puts the tables into the
section "Peers" of docs/benchmarks.md. Makes build/peers/venv from
python/requirements_peers.lock, builds UMFPACK for it where that works, writes the systems,
runs bw2calc with each solver and our side one after the other, holds that the scores of
direct solvers agree to 1e-9, and prints how many times faster we are.
"""

import argparse
import datetime
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOP = HERE.parents[2]
sys.path.insert(0, str(HERE.parent))

import bench  # noqa: E402
import machine  # noqa: E402
import page  # noqa: E402

SYSTEMS = ["regular", "hard", "uslci-fy18", "forwast"]
SOLVERS = ["gmres", "umfpack", "pardiso"]
NAMES = {
    "gmres": "JacobiGMRESLCA",
    "umfpack": "LCA, UMFPACK",
    "pardiso": "LCA, PARDISO",
}
REPETITIONS = 5
TOLERANCE = 1e-9
LONGEST = 600  # seconds that one side may take on one system
# Of JacobiGMRESLCA nothing is demanded but its own: it stops at a residual of 1e-8 ‖f‖.
DIRECT = ("umfpack", "pardiso")


def shell(*words, environment=None):
    """Runs a command; its output where it fails, else None."""
    env = {**os.environ, **(environment or {})}
    done = subprocess.run(words, cwd=TOP, env=env, capture_output=True, text=True, check=False)
    return None if done.returncode == 0 else (done.stderr or done.stdout)[-2000:]


def environment(peers):
    """The Python of the peers, made again where the lock files change; is UMFPACK in it?"""
    python = peers / "venv" / "bin" / "python"
    locks = [TOP / "python" / f"requirements_{name}.lock" for name in ("peers", "umfpack")]
    key = "\n".join(lock.read_text(encoding="utf-8") for lock in locks)
    stamp = peers / "venv" / "lichen-locks"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != key:
        shell("rm", "-rf", str(peers / "venv"))
        install = ["-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes"]
        for words in (
            ("/usr/bin/python3", "-m", "venv", str(peers / "venv")),
            (str(python), *install, "-r", str(locks[0])),
        ):
            if failed := shell(*words):
                raise SystemExit(f"the environment of the peers cannot be made:\n{failed}")
        build_umfpack(peers, python, install, locks[1])
        stamp.write_text(key, encoding="utf-8")
    return python, shell(str(python), "-c", "import scikits.umfpack") is None


def build_umfpack(peers, python, install, lock):
    """Builds scikit-umfpack from source; says so where it cannot be built."""
    folder = peers / "umfpack"
    paths = {
        "PKG_CONFIG_PATH": str(folder),
        "PATH": f"{python.parent}:{os.environ['PATH']}",
    }
    failed = (
        shell(sys.executable, str(HERE / "umfpack_for_python.py"), str(folder))
        or shell(str(python), *install, "--no-build-isolation", "-r", str(lock), environment=paths)
    )
    if failed:
        print(f"UMFPACK is left out, scikit-umfpack does not build here:\n{failed}")


def answer(*words):
    """What a side prints as JSON; a message where it fails."""
    try:
        done = subprocess.run(
            words, cwd=TOP, capture_output=True, text=True, check=False, timeout=LONGEST
        )
    except subprocess.TimeoutExpired:
        return {"error": f"left out: more than {LONGEST} s"}
    if done.returncode != 0:
        return {"error": (done.stderr or "no word").strip().splitlines()[-1]}
    return json.loads(done.stdout)


def distance(scores, reference):
    """The largest difference relative to ours; what is 0 for both does not count."""
    pairs = [(a, b) for a, b in zip(scores, reference) if a != b]
    return max((abs(a - b) / max(abs(a), abs(b)) for a, b in pairs), default=0.0)


def rows(ours, theirs):
    """Yields (what, ours, theirs) in microseconds, medians."""
    middle = statistics.median
    theirs_first = middle(theirs["first score"])
    yield "first score", middle(ours["first score"]), theirs_first
    yield "first score by prices", middle(ours["first score by prices"]), theirs_first
    each = middle(ours["next demand, thousand"]) / 1000
    yield "next demand", each, middle(theirs["next demand"])
    if "all activities" in theirs:
        all_ours = middle(ours["all activities"])
        yield "all activities × 16", all_ours, middle(theirs["all activities"])


def time_text(microseconds):
    """A time in the unit that suits it."""
    if microseconds < 1000:
        return f"{microseconds:.3g} us"
    return f"{microseconds / 1000:.3g} ms"


def judged(system, solver, what, ratio, given):
    """The goal of a ratio, and whether it is reached."""
    short = NAMES[solver].removeprefix("LCA, ")
    goal = bench.goals().get(f"peers:{system}: {what}, {short}")
    return bench.verdict({"value": ratio, "unit": "×"}, goal, given)


def compare(system, ours, solver, theirs, given):
    """Lines of one peer, and what is wrong."""
    name = NAMES[solver]
    if "error" in theirs:
        return [f"| {name} | | | | | | | | {theirs['error']} |"], []
    # Category 16 of each demand is what single scores are asked in.
    last = ours["scores"][15::16]
    apart = distance(theirs["last category"], last)
    if "scores" in theirs:
        apart = max(apart, distance(theirs["scores"], ours["scores"]))
    wrong = []
    if solver in DIRECT and not apart <= TOLERANCE:
        wrong.append(f"{system}: scores of {name} differ by {apart:.1e}")
    lines = []
    for what, mine, other in rows(ours, theirs):
        goal, how = judged(system, solver, what, other / mine, given)
        lines.append(
            f"| {name} ({theirs['versions']}) | {theirs['orientation']} | {what} "
            f"| {time_text(mine)} | {time_text(other)} | {other / mine:,.3g} × | {goal} "
            f"| {apart:.0e} | {how} |"
        )
    if theirs.get("note"):
        lines.append(f"| {name} | | | | | | | | {theirs['note']} |")
    return lines, wrong


def side_by_side(system, folder, peer_side, python, solvers, given):
    """The table of one system, all sides in one run, and what is wrong."""
    ours = answer(peer_side, "run", str(folder), str(REPETITIONS))
    if "error" in ours:
        return f"\n### {system}\n\nleft out: {ours['error']}\n", [f"{system}: {ours['error']}"]
    by_prices = distance([ours["score by prices"]], [ours["scores"][15]])
    wrong = [f"{system}: our own scores differ by {by_prices:.1e}"] if by_prices > 1e-12 else []
    lines = [
        f"\n### {system}\n",
        f"Ours: {ours['solver']}, ω = {ours['backward error']:.0e}, scores ± {ours['printed error']:.0e}.\n",
        "| peer | factorises | what | ours | theirs | ratio | goal | scores differ by | |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    worker = str(HERE / "peer_worker.py")
    for solver in solvers:
        theirs = answer(str(python), worker, str(folder), solver, str(REPETITIONS))
        more, worse = compare(system, ours, solver, theirs, given)
        lines += more
        wrong += worse
    return "\n".join(lines) + "\n", wrong


HEAD = """
bw2calc on the same matrices, in the same run, each in its fastest configuration: for the first score
`JacobiGMRESLCA`, which factorises nothing, beside `LCA` with each direct solver; for all activities
`FastScoresOnlyMultiLCA` by the adjoint. Medians of {repetitions}, from matrices in memory; ours finds an
error with every score. A first score has an inventory on both sides; *by prices* it has none, and every
other demand costs nothing more. Scores of direct solvers must agree with ours to 1e-9 (`JacobiGMRESLCA`
stops at a residual of 1e-8). Written by `./run bench --peers --write`.

"""


def head(build, given):
    """What stands above the tables."""
    facts = [("date", datetime.date.today().isoformat()), *machine.facts(TOP, build)]
    lines = [f"| {what} | {value} |" for what, value in facts]
    lines.append(f"| threads | {bench.calibration(given)} |")
    intro = HEAD.format(repetitions=REPETITIONS)
    return intro + "| | |\n|---|---|\n" + "\n".join(lines) + "\n"


def measure(build, systems, given):
    """Yields the table of each system and what is wrong in it."""
    peer_side = str(build / "tests" / "benchmarks" / "peer_side")
    peers = build.parent / "peers"
    peers.mkdir(parents=True, exist_ok=True)
    python, umfpack = environment(peers)
    solvers = [solver for solver in SOLVERS if solver != "umfpack" or umfpack]
    if not umfpack:
        yield "\nUMFPACK is left out: scikit-umfpack does not build here.\n", []
    for system in systems:
        folder = peers / "systems" / system
        folder.mkdir(parents=True, exist_ok=True)
        if failed := shell(peer_side, "write", system, str(folder)):
            yield f"\n### {system}\n\nleft out: {failed.strip()}\n", []
            continue
        yield side_by_side(system, folder, peer_side, python, solvers, given)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("--peers", action="store_true", help="how ./run bench calls this")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("systems", nargs="*")
    arguments = parser.parse_intermixed_args()
    build = arguments.build.resolve()
    given = bench.calibrate(build)
    parts = [head(build, given)]
    print(parts[0], flush=True)
    wrong = []
    for part, worse in measure(build, arguments.systems or SYSTEMS, given):
        parts.append(part)
        wrong += worse
        print(part, flush=True)
    parts.append("\n" + ("\n".join(wrong) or "Scores of direct solvers agree with ours to 1e-9.") + "\n")
    print(parts[-1])
    if arguments.write and not wrong:
        if arguments.systems:
            raise SystemExit("--write takes all systems: the section is one measurement")
        bench.require_quiet(max(given.busy, bench.calibrate(build).busy))
        page.write_peers("".join(parts))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
