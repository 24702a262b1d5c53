"""Runs other engines and ours on the same systems, side by side in one run.

    python peers.py BUILD [SYSTEM ...]

SYSTEM is regular, hard, uslci-fy18 or forwast; all without. Makes build/peers/venv from
python/requirements_peers.lock, builds UMFPACK for it where that works, writes the systems,
runs bw2calc with each solver and our side one after the other, holds that the scores of
direct solvers agree to 1e-9, and prints how many times faster we are.
"""

import argparse
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
    yield "first score", middle(ours["first score"]), middle(theirs["first score"])
    each = middle(ours["next demand, thousand"]) / 1000
    yield "next demand", each, middle(theirs["next demand"])
    if "all activities" in theirs:
        all_ours = middle(ours["all activities"])
        yield "all activities × 16", all_ours, middle(theirs["all activities"])


def compare(system, folder, peer_side, python, solvers):
    """Prints the table of one system; gives the disagreements."""
    ours = answer(peer_side, "run", str(folder), str(REPETITIONS))
    if "error" in ours:
        return [f"{system}: {ours['error']}"]
    print(f"\n## {system}\n\nOurs: {ours['solver']}, ω = {ours['backward error']:.0e}\n")
    print("| peer | factorises | what | ours | theirs | ratio | scores differ by |")
    print("|---|---|---|---|---|---|---|")
    wrong = []
    # Category 16 of each demand is what single scores are asked in.
    last = ours["scores"][15::16]
    for solver in solvers:
        theirs = answer(
            str(python), str(HERE / "peer_worker.py"), str(folder), solver, str(REPETITIONS)
        )
        if "error" in theirs:
            print(f"| {NAMES[solver]} | | | | | | {theirs['error']} |")
            continue
        apart = distance(theirs["last category"], last)
        if "scores" in theirs:
            apart = max(apart, distance(theirs["scores"], ours["scores"]))
        if solver in DIRECT and not apart <= TOLERANCE:
            wrong.append(f"{system}: scores of {NAMES[solver]} differ by {apart:.1e}")
        for what, mine, other in rows(ours, theirs):
            print(
                f"| {NAMES[solver]} ({theirs['versions']}) | {theirs['orientation']} | {what} "
                f"| {mine:.4g} us | {other:.4g} us | {other / mine:,.0f} | {apart:.0e} |",
                flush=True,
            )
        if theirs.get("note"):
            print(f"| {NAMES[solver]} | | | | | | {theirs['note']} |")
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("systems", nargs="*")
    arguments = parser.parse_args()
    build = arguments.build.resolve()
    peer_side = str(build / "tests" / "benchmarks" / "peer_side")
    peers = build.parent / "peers"
    peers.mkdir(parents=True, exist_ok=True)
    python, umfpack = environment(peers)
    solvers = [solver for solver in SOLVERS if solver != "umfpack" or umfpack]
    for what, value in machine.facts(TOP, build):
        print(f"{what}: {value}")
    print(bench.calibration(bench.calibrate(build)))
    wrong = []
    for system in arguments.systems or SYSTEMS:
        folder = peers / "systems" / system
        folder.mkdir(parents=True, exist_ok=True)
        if failed := shell(peer_side, "write", system, str(folder)):
            print(f"\n## {system}\n\nleft out: {failed.strip()}")
            continue
        wrong += compare(system, folder, peer_side, python, solvers)
    print("\n" + ("\n".join(wrong) or "The scores of all direct solvers agree with ours to 1e-9."))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
