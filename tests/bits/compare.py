"""Runs programs built for different processors and fails where their output differs."""

import subprocess
import sys
from pathlib import Path

# What a processor must have to run a level of x86-64 (psABI).
NEEDS = {"x86-64": set(), "x86-64-v3": {"avx2", "fma", "bmi2"}, "x86-64-v4": {"avx512vl", "avx512dq"}}


def main(programs):
    flags = set(Path("/proc/cpuinfo").read_text().split("flags", 1)[1].split("\n", 1)[0].split())
    outputs = {}
    for program in programs:
        level = program.rsplit("same_bits_", 1)[1]
        if NEEDS[level] <= flags:
            outputs[level] = subprocess.run([program], capture_output=True, text=True, check=True).stdout
        else:
            print(f"{level}: this machine cannot run it")
    first = outputs["x86-64"]
    print(first, end="")
    differing = [level for level, output in outputs.items() if output != first]
    for level in differing:
        print(f"{level} differs:\n{outputs[level]}")
    print("compared:", ", ".join(outputs))
    return bool(differing)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
