"""Mangles text as an English OCR engine does: `thực hiện` -> `thuc hién`, by a learned channel of letters.

`channel.tsv` counts what Tesseract `eng` read for each printed letter on pages of our own seen families (see
`tools.learn_mangling`). Letters are drawn one by one, so the mistakes are likely ones but less bunched than
real ones; `tools.make_samples` shows the real engine at work.
"""

from __future__ import annotations

import csv
import unicodedata
from functools import cache
from pathlib import Path
from random import Random

NOTHING, BLANK = "∅", "␣"


@cache
def channel() -> dict[str, tuple[tuple[str, ...], tuple[int, ...]]]:
    """By printed letter: what was read for it, and how often."""
    found: dict[str, tuple[list[str], list[int]]] = {}
    with (Path(__file__).parent / "channel.tsv").open(encoding="utf-8", newline="") as stream:
        lines = (line for line in stream if not line.startswith("# "))
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            read, counts = found.setdefault(_plain(row["printed"]), ([], []))
            read.append(_plain(row["read"]))
            counts.append(int(row["count"]))
    return {printed: (tuple(read), tuple(counts)) for printed, (read, counts) in found.items()}


def _plain(cell: str) -> str:
    return "" if cell == NOTHING else cell.replace(BLANK, " ")


def mangle(text: str, rng: Random) -> str:
    """The text as the engine might read it; line breaks and form feeds stay."""
    return "".join(_draw(char, rng) for char in unicodedata.normalize("NFC", text))


def _draw(char: str, rng: Random) -> str:
    options = channel().get(char)
    if options is None:
        return strip_marks(char)
    return rng.choices(options[0], options[1])[0]


def strip_marks(text: str) -> str:
    """The text without Vietnamese marks: `nông thôn mới` -> `nong thon moi`."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in plain if not unicodedata.combining(char))
