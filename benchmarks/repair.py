"""Speed and error rate of the restorer beside other ways, in one run on one core.

    python -m benchmarks.repair FILE... [--truth FILE...] [--repeat 3] [--peers build/peers/bin/python]

FILEs are mangled texts (UTF-8), e.g. ../shared/seeds/000.txt; with their true texts the error rates are given, and the
stripped input is the true text without its marks (without them: the mangled one without its marks). Each way runs in
a fresh process, so that nothing is warm; loading is timed apart. `nothing` copies the text line by line, `kehoach` is
the restorer alone, like its peers, `document` all that `./kehoach run` does to a text: triage, encodings, paragraphs,
slips in whole sentences. Speeds are characters a second of CPU time, which is that of one core and is not slowed by
waiting for other work on the machine; those of the clock on the wall stand beside them.

Peers restore text that has no marks: mangled text is stripped for them first. `bigrams` is the way of underthesea's
restorer (`benchmarks/bigrams.py`); `pyvi` and `underthesea` need packages that the project does not: make an
environment for them with `python -m venv build/peers && build/peers/bin/pip install pyvi` (0.1.1 was measured) and
give its Python with `--peers`. What is not installed there is left out.
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
from dataclasses import dataclass
from pathlib import Path

Work = Callable[[str], str]


def _nothing() -> Work:
    return lambda text: "\n".join([str(line) for line in text.split("\n")])


def _restorer(damage: str) -> Work:
    from normalizers.alignment import from_edits  # noqa: PLC0415 - its import is part of what is measured
    from normalizers.restorer import load_restorer  # noqa: PLC0415
    from normalizers.triage import Damage  # noqa: PLC0415

    restorer = load_restorer()

    def work(text: str) -> str:
        found = restorer.restore(text, [Damage(damage)] * len(re.split(r"[\n\f]", text)))
        return from_edits(text, found.replacements)[0]

    return work


def _document() -> Work:
    from normalizers.repair import repair  # noqa: PLC0415 - its import is part of what is measured
    from normalizers.restorer import load_restorer  # noqa: PLC0415
    from pipeline.model import Decision, DocumentText, PageText, SourceFile, TextSource  # noqa: PLC0415

    load_restorer()
    decision = Decision(TextSource.TEXT_FILE, 1.0, "")
    source = SourceFile("text.txt", "0" * 64, 0)
    return lambda text: repair(DocumentText(source, (PageText(1, text, decision),))).text


def _bigrams() -> Work:
    from benchmarks.bigrams import load  # noqa: PLC0415

    return load().restore


def _peer(module: str, function: str) -> Work:
    """Line by line; lines on which the peer fails (pyvi raises KeyError on words that it does not know) stay."""
    restore: Work = getattr(importlib.import_module(module), function)

    def line_by_line(line: str) -> str:
        try:
            return restore(line) if line.strip() else line
        except (KeyError, IndexError):
            return line

    return lambda text: "\n".join(map(line_by_line, text.split("\n")))


@dataclass(frozen=True)
class Way:
    """A way of restoring, on one input (`mangled` as read, `unmarked` the same without marks, `stripped`, `good`)."""

    name: str
    prepare: Callable[[], Work]
    source: str
    package: str = ""  # that it needs beside the project's own


WAYS = [
    Way("nothing", _nothing, "mangled"),
    Way("kehoach", lambda: _restorer("mangled"), "mangled"),
    Way("document", _document, "mangled"),
    Way("bigrams", _bigrams, "unmarked"),
    Way("pyvi", lambda: _peer("pyvi.ViUtils", "add_accents"), "unmarked", "pyvi"),
    Way("underthesea", lambda: _peer("underthesea", "restore_diacritics"), "unmarked", "underthesea"),
    Way("nothing", _nothing, "stripped"),
    Way("kehoach", lambda: _restorer("stripped"), "stripped"),
    Way("document", _document, "stripped"),
    Way("bigrams", _bigrams, "stripped"),
    Way("pyvi", lambda: _peer("pyvi.ViUtils", "add_accents"), "stripped", "pyvi"),
    Way("underthesea", lambda: _peer("underthesea", "restore_diacritics"), "stripped", "underthesea"),
    Way("nothing", _nothing, "good"),
    Way("kehoach", lambda: _restorer("none"), "good"),
    Way("document", _document, "good"),
]


def strip(text: str) -> str:
    """Remove all marks."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return plain.replace("đ", "d").replace("Đ", "D")


def inputs(files: list[Path], truths: list[Path]) -> dict[str, str]:
    """The text of each kind of input: `good` and `stripped` are of the true texts, where there are any."""
    read, true = (
        unicodedata.normalize("NFC", "\n\n".join(path.read_text(encoding="utf-8") for path in paths))
        for paths in (files, truths or files)
    )
    return {"mangled": read, "unmarked": strip(read), "stripped": strip(true), "good": true}


def measure(way: Way, text: str) -> dict[str, float | str]:
    """Seconds to load, characters a second (of CPU time, by the clock), peak memory in MB and the result.

    Measured in this process.
    """
    start = time.process_time()
    work = way.prepare()
    loaded, began = time.process_time(), time.perf_counter()
    result = work(text)
    seconds, passed = time.process_time() - loaded, time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    speed, wall = (len(text) / max(taken, 1e-9) for taken in (seconds, passed))
    return {"load": loaded - start, "speed": speed, "wall": wall, "memory": memory, "text": result}


def _row(number: int, args: argparse.Namespace, truth: str) -> str:
    """One way's line of the table, the best of the repeats; where it can't run, the reason."""
    way = WAYS[number]
    python = args.peers if way.package and args.peers else sys.executable
    command = [python, "-m", "benchmarks.repair", *map(str, args.files), "--way", str(number)]
    command += ["--truth", *map(str, args.truth)] if args.truth else []
    runs = []
    for _ in range(args.repeat):
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode:
            return f"| {way.source} | {way.name} | left out: {done.stderr.strip().splitlines()[-1]} | | | | |"
        runs.append(json.loads(done.stdout.splitlines()[-1]))
    best = max(runs, key=lambda run: run["speed"])
    rate = f"{_error_rate(best['text'], truth):.4f}" if truth else ""
    load = min(run["load"] for run in runs)
    speed, wall = f"{best['speed']:,.0f}", f"{max(run['wall'] for run in runs):,.0f}"
    return f"| {way.source} | {way.name} | {load:.2f} | {speed} | {wall} | {best['memory']:.0f} | {rate} |"


def _error_rate(text: str, truth: str) -> float:
    from pipeline.scoring_text import score_text  # noqa: PLC0415 - the peers' environment lacks what it needs

    return score_text(text, truth).ser


def main() -> None:
    """Measure every way in processes of their own and print the best of the repeats."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--truth", nargs="+", type=Path, default=[], help="their true texts, in order")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--peers", metavar="PYTHON", help="the Python that has the other packages")
    parser.add_argument("--way", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    texts = inputs(args.files, args.truth)
    if args.way is not None:
        way = WAYS[args.way]
        print(json.dumps(measure(way, texts[way.source])))
        return
    print("| input | way | load s | characters/s, CPU | wall | memory MB | SER |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for number in range(len(WAYS)):
        print(_row(number, args, texts["good"] if args.truth else ""), flush=True)


if __name__ == "__main__":
    main()
