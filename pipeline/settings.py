"""How documents are read, and the limits that are checked before anything is rasterised.

Each setting can be given in the environment: `max_pages` as KEHOACH_MAX_PAGES, and so on.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from pipeline.tessdata import ENGINES, best_engine

SECOND_READERS = ("trueocr", "none")
STEPS = (
    "without_colour", "evened", "without_border", "without_dust", "without_pale", "upright", "without_stamps",
    "without_notes", "two_pages", "cell_reader", "thinned",
)  # fmt: skip
"""What is done to a scan beside the reading of its lines, where it needs it."""
LINE_STEPS = ("lost_hooks",)
"""What is done to the lines of every scan when they are read."""


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """Settings of the reader.

    `engine` is how Tesseract is asked (`pipeline/line_engines.py`): the first of `ENGINES` that can be used.
    `second_reader` reads the lines again that the first is unsure of, or nothing does (`none`).
    `dpi` is what pages are rasterised at for OCR; `page_workers` how many pages of a document are read
    by OCR at the same time; `ocr_timeout` is in seconds a page; `max_pixels` counts one page's pixels.
    `page_timeout` is the time without any page finished, `max_seconds` and `max_cpu_seconds` are for a whole
    document; `max_memory` (MB) is for each page that is read at once; `max_inflated` is in bytes a stream of a
    PDF, `max_output` in bytes a file. `leave_out` names steps of `STEPS` and `LINE_STEPS` that are not taken, parted
    by commas: to see what they bring.
    """

    language: str = "vie"
    engine: str = field(default_factory=best_engine)
    second_reader: str = "trueocr"
    dpi: int = 300
    page_workers: int = 1
    ocr_timeout: int = 180
    max_pages: int = 2000
    max_pixels: int = 120_000_000
    max_bytes: int = 1_000_000_000
    max_text_bytes: int = 20_000_000
    max_inflated: int = 100_000_000
    max_output: int = 1_000_000_000
    max_memory: int = 4_000
    max_seconds: int = 14_400
    max_cpu_seconds: int = 14_400
    page_timeout: int = 600
    leave_out: str = ""

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, int) and value <= 0:
                raise ValueError(f"setting {each.name} must be positive, not {value}")
        if self.engine not in ENGINES:
            raise ValueError(f"setting engine must be one of {', '.join(ENGINES)}, not {self.engine}")
        if self.second_reader not in SECOND_READERS:
            raise ValueError(
                f"setting second_reader must be one of {', '.join(SECOND_READERS)}, not {self.second_reader}"
            )
        if not self.left_out <= {*STEPS, *LINE_STEPS}:
            known = ", ".join((*STEPS, *LINE_STEPS))
            raise ValueError(f"setting leave_out must name steps of {known}, not {self.leave_out}")

    @property
    def left_out(self) -> frozenset[str]:
        """The steps that are not taken."""
        return frozenset(name.strip() for name in self.leave_out.split(",") if name.strip())


def overrides(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """The settings that the environment gives, by name; raises ValueError where one is no number."""
    found: dict[str, Any] = {}
    for each in fields(ReadSettings):
        name = f"KEHOACH_{each.name.upper()}"
        if name not in environment:
            continue
        text = environment[name]
        if isinstance(each.default, int):
            if not text.isdecimal():
                raise ValueError(f"{name}={text} is no whole number")
            found[each.name] = int(text)
        else:
            found[each.name] = text
    ReadSettings(**found)
    return found
