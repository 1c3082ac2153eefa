"""The imprint of papers copied from portals of law: issuer, number and day between kind and title.

`NGHỊ ĐỊNH / CỦA CHÍNH PHỦ SỐ 03/2010/NĐ-CP NGÀY 13 THÁNG 01 NĂM 2010 / QUY ĐỊNH … / CHÍNH PHỦ`: such texts have no
letterhead above the kind of document, and the issuer stands once more behind the title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.outline import Outline

_IMPRINT = re.compile(
    r"cua (?P<issuer>[^\d\n;:]{3,80}?) so:? ?\d[\w/.]*(?: ?- ?[\w&]+)*,? ?"
    r"ngay \d{1,2}(?: ?[/-] ?\d{1,2} ?[/-] ?| thang \d{1,2} nam )\d{4}\s*"
)


@dataclass(frozen=True, slots=True)
class Imprint:
    """The places in the text of the issuer's name, and of the first character behind the imprint."""

    issuer: tuple[int, int]
    end: int


def imprint_at(outline: Outline, start: int, end: int) -> Imprint | None:
    """The imprint that the line `start..end` opens with, None without one."""
    found = _IMPRINT.match(outline.key, start, end)
    return Imprint(found.span("issuer"), found.end()) if found else None


def without_issuer(outline: Outline, imprint: Imprint, end: int) -> int:
    """Where a title that ends at `end` ends without the issuer's name behind it."""
    name = outline.key[slice(*imprint.issuer)]
    before = end - len(name)
    repeated = before > imprint.end and outline.key[before - 1 : end] == f" {name}"
    return before - 1 if repeated else end
