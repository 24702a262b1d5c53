"""Times whole processes: what a user waits for at a terminal, as medians."""

import statistics
import subprocess
import time
import zipfile
from pathlib import Path

RUNS = 9
USLCI = [
    *("--demand", "Electricity, at Grid, US, 2008 = 1 kWh"),
    *("--method-name", "IPCC", "--category", "AR6-100"),
    *("--on-missing-provider", "cut-off", "--on-multiple-providers", "lowest-id"),
    *("--allocation", "none"),
]
FORWAST_ACTIVITY = "de4e0404-ec73-db69-ea46-d77d602c8533"  # electricity, steam, hot water, DK


def packed(folder, archive):
    """A folder as a zip archive, made once."""
    if not archive.exists():
        archive.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    file.write(path, path.relative_to(folder))
    return archive


def commands(top, build):
    """Yields (name, words) of every command that can be timed here."""
    lichen = str(top / ".venv" / "bin" / "lichen")
    data = top.parent / "shared" / "data"
    methods = str(data / "olca-methods" / "IPCC_json_v1.0.3.zip")
    yield "lichen --help", [lichen, "--help"]
    if (data / "uslci-fy18-jsonld").exists() and Path(methods).exists():
        uslci = packed(data / "uslci-fy18-jsonld", build / "data" / "uslci.zip")
        mapping = data / "fedefl" / "fedelemflowlist" / "flowmapping" / "USLCIv2019Q4.csv"
        words = [lichen, "calculate", str(uslci), *USLCI, "--method", methods]
        yield "lichen calculate uslci.zip", [*words, "--flow-map", str(mapping)]
    forwast = data / "forwast" / "forwast.bw2package"
    if forwast.exists() and Path(methods).exists():
        words = ["--demand", f"{FORWAST_ACTIVITY} = 1 kWh", "--method", methods]
        words += ["--method-name", "IPCC", "--category", "AR6-100"]
        yield "lichen calculate forwast", [lichen, "calculate", str(forwast), *words]
    yield "./run demo", [str(top / "run"), "demo"]


def seconds(words, top):
    """How long a command takes from start to exit; its words must be right."""
    begin = time.perf_counter()
    done = subprocess.run(words, cwd=top, capture_output=True, text=True, check=False)
    passed = time.perf_counter() - begin
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(words)}: exit {done.returncode}\n{done.stderr[-2000:]}")
    return passed


def measure(top, build, runs=RUNS):
    """Yields one measurement a command, in ms, with the spread of its runs."""
    for name, words in commands(top, build):
        seconds(words, top)  # files into the page cache
        times = [1e3 * seconds(words, top) for _ in range(runs)]
        middle = statistics.median(times)
        spread = (max(times) - min(times)) / middle
        yield {"name": f"process:{name}", "value": middle, "unit": "ms", "spread": spread}
