"""An agency as it stands in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency as printed: its span in the text; `elided` without its head word (`Phòng Y tế, Nội vụ`).

    `head` is the head word that a list prints once (`Các phòng: Nội vụ, Y tế`). A person's name ends at `name_end`,
    the office said behind it at `end`.
    """

    start: int
    end: int
    elided: bool = False
    head: str = ""
    name_end: int = 0


def agency_name(text: str, agency: Agency) -> str:
    """An agency's name as printed; generic ones at the head of a sentence in small letters (`các phòng`)."""
    words = " ".join(text[agency.start : agency.name_end or agency.end].split()).strip(" ,;:")
    words = f"{agency.head} {words}" if agency.head else words
    return words[0].lower() + words[1:] if re.match(r"(?:Các|Những|Từng|Mỗi|Toàn thể|Tất cả)\s", words) else words
