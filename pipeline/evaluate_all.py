"""docs/results.md made anew: each marked part of the page is what the command in its mark prints.

A part begins with `<!-- made by: COMMAND -->` and ends with `<!-- end -->`; what stands between parts is written by
people. COMMAND is a command of kehoach or a benchmark, as one types it in the project's folder.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.files import write_text
from pipeline.version import ROOT

PAGE = ROOT / "docs" / "results.md"

_PART = re.compile(r"(<!-- made by: (.+?) -->\n).*?(?=^<!-- end -->$)", re.MULTILINE | re.DOTALL)
_PROGRAMS = {("./kehoach",): ("-m", "pipeline.cli"), ("python", "-m"): ("-m",)}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page after its command has run; `error` is why it was left as it was."""

    command: str
    error: str = ""


def commands(page: Path) -> list[str]:
    """The commands of a page in order."""
    return [found[2] for found in _PART.finditer(page.read_text(encoding="utf-8"))]


def make_anew(page: Path, only: str, told: Callable[[str], None]) -> Iterator[Part]:
    """Run the commands that contain `only` and put what they print into their parts, one after the other.

    The page is written after each command, so that an interrupted evaluation keeps what it has measured. A command
    that fails or prints nothing leaves its part as it was. `told` hears of each command before it runs.
    """
    for command in commands(page):
        if only not in command:
            continue
        told(command)
        try:
            printed = _printed(command)
        except EvaluationError as error:
            yield Part(command, str(error))
            continue
        _replace(page, command, printed)
        yield Part(command)


class EvaluationError(RuntimeError):
    """A command gave no figures; the message says why."""


def _printed(command: str) -> str:
    done = subprocess.run(
        arguments(command),
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode or not done.stdout.strip():
        said = done.stderr.strip().splitlines() or ["it printed nothing"]
        raise EvaluationError(f"exit code {done.returncode}: {said[-1]}")
    return done.stdout.strip()


def arguments(command: str) -> list[str]:
    """A command of the page as arguments for this Python; raises EvaluationError where it is none of the project's."""
    words = shlex.split(command)
    for program, replaced in _PROGRAMS.items():
        if tuple(words[: len(program)]) == program:
            return [sys.executable, "-P", *replaced, *words[len(program) :]]
    raise EvaluationError("the mark names neither ./kehoach nor python -m")


def _replace(page: Path, command: str, printed: str) -> None:
    """Put what a command printed into its part; the page is read again, since people may have written to it."""

    def renewed(found: re.Match[str]) -> str:
        return f"{found[1]}\n{printed}\n\n" if found[2] == command else found[0]

    write_text(page, _PART.sub(renewed, page.read_text(encoding="utf-8")))
