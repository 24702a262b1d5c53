"""What is told by several figures of one run: ratios, and how cost grows with size."""

import math
from typing import NamedTuple

SUBJECT = "derived"
REFERENCE = "reference_bench:{}/{}/21000/real_time"
TABLE = "dense_bench:{}/threads:{}/real_time"
SIZES = {
    10_000: "growth_bench:one_category/10000/real_time",
    100_000: "growth_bench:one_category/100000/real_time",
    1_000_000: "growth_bench:one_category/1000000/iterations:1/real_time",
}


class Ratio(NamedTuple):
    """How many times as long one takes as the other."""

    name: str
    above: str
    below: str
    threads: int

    def of(self, values):
        return values[self.above] / values[self.below]

    @property
    def sources(self):
        return [self.above, self.below]

    @property
    def timed(self):
        return True


class Exponent(NamedTuple):
    """p of a cost that grows as n to the power of p: the slope of logarithms."""

    name: str
    counter: str  # behind each of SIZES; empty: the time itself
    threads: int = 1

    def of(self, values):
        x = [math.log(size) for size in SIZES]
        y = [math.log(values[name]) for name in self.sources]
        middle = sum(x) / len(x)
        return sum((a - middle) * b for a, b in zip(x, y)) / sum((a - middle) ** 2 for a in x)

    @property
    def sources(self):
        return [name + self.counter for name in SIZES.values()]

    @property
    def timed(self):
        return not self.counter


def two_threads(kind):
    one, two = ("all_activities_one_thread", "all_activities")
    return Ratio(
        f"two threads against one, 16 categories, {kind}",
        REFERENCE.format(one, kind),
        REFERENCE.format(two, kind),
        2,
    )


def against_dgesv(threads):
    return Ratio(
        f"WIOD 2008, dgesv of OpenBLAS against ours, threads: {threads}",
        TABLE.format("wiod_dgesv", threads),
        TABLE.format("wiod_all_activities", threads),
        threads,
    )


FIGURES = [
    two_threads("regular"),
    two_threads("hard"),
    against_dgesv(1),
    against_dgesv(2),
    Exponent("cost growth from 10⁴ to 10⁶, operations", "#operations"),
    Exponent("cost growth from 10⁴ to 10⁶, time", ""),
]


def rows(values):
    """Yields what the figures that were measured tell; `values` by name, times in seconds."""
    for figure in FIGURES:
        if any(name not in values for name in figure.sources):
            continue
        unit = "×" if isinstance(figure, Ratio) else "exponent"
        row = {"name": f"{SUBJECT}:{figure.name}", "value": figure.of(values), "unit": unit}
        yield {**row, "threads": figure.threads, "timed": figure.timed}
