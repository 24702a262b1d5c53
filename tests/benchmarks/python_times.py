"""Times answers as Python asks for them, on matrices in memory, in a process of its own.

    python python_times.py     prints one measurement per line as JSON
"""

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

SUBJECT = "python"
ACTIVITIES = 21_000
RUNS = 5
DEMANDS = 5  # of each run
NAMES = [
    f"{what}, {categories}"
    for categories in ("1 category", "16 categories")
    for what in ("first score", "next demand, solved", "next demand")
]


def measure():
    """Yields what that process measures."""
    words = [sys.executable, str(Path(__file__).resolve())]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(words)}: exit {done.returncode}\n{done.stderr[-2000:]}")
    for line in done.stdout.splitlines():
        yield json.loads(line)


def error_of(result):
    """The largest ± of some scores, relative to the score."""
    frame = result.scores
    sizes = frame["score"].abs()
    return float((frame["error"] / sizes)[sizes > 0].max())


def timed(work):
    """What a call gives, and its seconds."""
    begin = time.perf_counter()
    found = work()
    return found, time.perf_counter() - begin


def figure(name, times, error):
    """One measurement, in us."""
    middle = statistics.median(times)
    spread = statistics.pstdev(times) / statistics.fmean(times) if len(times) > 1 else 0.0
    row = {"name": f"{SUBJECT}:{name}", "value": 1e6 * middle, "unit": "us"}
    return {**row, "spread": spread, "error": f"{error:.0e}"}


def runs(lichen, synthetic, categories):
    """Seconds of first scores, of demands solved, of demands read off, the largest error."""
    a, b, c = synthetic.technosphere, synthetic.biosphere, synthetic.characterisation
    factors = c[-categories:]
    first, further, known, worst = [], [], [], 0.0
    for _ in range(RUNS):
        system, made = timed(lambda: lichen.System.from_matrices(a, b, factors))
        result, solved = timed(lambda: system.calculate(13))
        first.append(made + solved)
        for k in range(1, DEMANDS + 1):
            product = (7919 * k + 13) % ACTIVITIES
            result, passed = timed(lambda at=product: system.calculate(at))
            further.append(passed)
            worst = max(worst, error_of(result))
        table = system.score_all()
        for k in range(1, 50 * DEMANDS + 1):
            product = (7919 * k + 13) % ACTIVITIES
            known.append(timed(lambda at=product: table.score(at))[1])
    return first, further, known, worst


def main():
    import lichen

    synthetic = lichen.datasets.synthetic(ACTIVITIES)
    for number, text in ((1, "1 category"), (16, "16 categories")):
        first, further, known, worst = runs(lichen, synthetic, number)
        print(json.dumps(figure(f"first score, {text}", first, worst)))
        print(json.dumps(figure(f"next demand, solved, {text}", further, worst)))
        print(json.dumps(figure(f"next demand, {text}", known, worst)))


if __name__ == "__main__":
    main()
