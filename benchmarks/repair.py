"""Speed of the restorer beside other ways, in one run: characters a second of CPU time on one core.

    python -m benchmarks.repair FILE... [--repeat 5]

FILEs are mangled texts (UTF-8), e.g. ../shared/seeds/000.txt. Each way runs in a fresh process, so that
nothing is warm; loading is timed apart. `nothing` copies the text line by line. `--peer MODULE:FUNCTION`
measures another restorer (text without marks to text) on the same text without its marks.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import resource
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

Work = Callable[[str], object]


def _nothing() -> Work:
    return lambda text: [str(line) for line in text.split("\n")]


def _restorer(damage: str) -> Work:
    from normalizers.restorer import load_restorer  # noqa: PLC0415 - its import is part of what is measured
    from normalizers.triage import Damage  # noqa: PLC0415

    restorer = load_restorer()
    return lambda text: restorer.restore(text, [Damage(damage)] * len(re.split(r"[\n\f]", text)))


def _peer(name: str) -> Work:
    module, _, function = name.partition(":")
    restore: Work = getattr(importlib.import_module(module), function)
    return lambda text: [restore(line) for line in text.split("\n") if line.strip()]


WAYS: dict[str, tuple[Callable[[], Work], str]] = {
    "nothing": (_nothing, "raw"),
    "mangled": (lambda: _restorer("mangled"), "raw"),
    "stripped": (lambda: _restorer("stripped"), "stripped"),
    "good text": (lambda: _restorer("none"), "raw"),
}


def strip(text: str) -> str:
    """Remove all marks."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return plain.replace("đ", "d").replace("Đ", "D")


def measure(way: str, files: list[str]) -> dict[str, float]:
    """Seconds to load, characters a second, peak memory in MB; in this process."""
    text = unicodedata.normalize("NFC", "\n\n".join(Path(file).read_text(encoding="utf-8") for file in files))
    prepare, kind = WAYS.get(way, (lambda: _peer(way), "stripped"))
    start = time.process_time()
    work = prepare()
    loaded = time.process_time()
    work(strip(text) if kind == "stripped" else text)
    seconds = time.process_time() - loaded
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"load": loaded - start, "speed": len(text) / max(seconds, 1e-9), "memory": memory}


def main() -> None:
    """Measure every way in processes of their own and print the best of the repeats."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--peer", metavar="MODULE:FUNCTION", help="another restorer")
    parser.add_argument("--way", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.way:
        print(json.dumps(measure(args.way, args.files)))
        return
    print("way          load s   characters/s   memory MB")
    for way in [*WAYS, *([args.peer] if args.peer else [])]:
        command = [sys.executable, "-m", "benchmarks.repair", *args.files, "--way", way]
        runs = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(args.repeat)]
        best = max(runs, key=lambda run: run["speed"])
        load = min(run["load"] for run in runs)
        print(f"{way:12} {load:6.2f} {best['speed']:14,.0f} {best['memory']:11.0f}", flush=True)


if __name__ == "__main__":
    main()
