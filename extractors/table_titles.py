"""What stands above a table and below it: number, title, unit of its figures, legend of its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.outline import Kind, Outline, Paragraph
from extractors.tables import Table
from normalizers.keys import fold

_LABEL = re.compile(
    r"(?:phu luc|phu bieu|bieu|bang|mau)(?: (?:so|mau|tong hop|chi tiet))?\s*:?\s*"
    r"(?:[ivx]{1,4}|\d{1,2}(?:[./-]\w{1,3})?|[a-c])?\W*$"
)
_OPENS = re.compile(r"(?:phu luc|phu bieu|bieu|bang|danh muc)(?!\w)")
_ATTACHED = re.compile(r"\(?\s*(?:kem theo|ban hanh kem|dinh kem)")
_UNIT = re.compile(r"\(?\s*(?:don vi tinh|dvt|don vi)\s*[:.]\s*(?P<unit>[^)\n]{1,40}?)\s*\)?\s*$")
_LEGEND = re.compile(
    r"[\"“”'‘’(]?(?P<mark>[^\s\"“”'‘’():;,.]{1,3})[\"“”'‘’)]?\s*(?::|=|la|-|–|ghi|the hien)+\s*"
    r"(?:tieu chi |xa |da )?(?P<said>chua dat|khong dat|co ban dat|dat|chua hoan thanh|hoan thanh)(?!\w)"
)
_MOST_ABOVE, _MOST_BELOW = 8, 5
_LONGEST = 320
_LISTED = (Kind.BULLET, Kind.ITEM, Kind.ROW)


@dataclass(frozen=True, slots=True)
class Caption:
    """The words around a table: `title` in one line, `key` its mark-free form, the unit line, legend by mark.

    `lines` are the numbers of the lines that hold nothing but title and unit; headings and lead-ins speak of more.
    """

    title: str
    unit: str
    legend: dict[str, str]
    section: str
    lines: tuple[int, ...]

    @property
    def key(self) -> str:
        """The title, mark-free."""
        return fold(self.title)


def caption_of(outline: Outline, table: Table, known: frozenset[int]) -> Caption:
    """The caption of a table; `known` are the lines of all tables, at which the search ends."""
    above = list(_above(outline, table, known))
    units = [(each, found) for each in above if (found := _UNIT.search(outline.key, each.start, each.end))]
    unit = outline.text[units[0][1].start("unit") : units[0][1].end("unit")].strip(" .") if units else ""
    counted = {each.index for each, _ in units}
    titled = [each for each in reversed(above) if not _ATTACHED.match(outline.key, each.start, each.end)]
    named = [
        outline.text[each.start : each.end] for each in titled
        if each.index not in counted and not _LABEL.fullmatch(outline.key, each.start, each.end)
    ]  # fmt: skip
    first = outline.paragraphs[table.lines[0]]
    legend = _legend(outline, [*above, *_below(outline, table, known)])
    own = tuple(each.index for each in titled if not (each.label or each.lead_in))
    return Caption(" ".join(named), unit, legend, first.section, own)


def _above(outline: Outline, table: Table, known: frozenset[int]) -> Iterator[Paragraph]:
    """The lines above a table, the nearest first, up to the annex's number or the end of running text."""
    for at in range(table.lines[0] - 1, max(-1, table.lines[0] - 1 - _MOST_ABOVE), -1):
        line = outline.paragraphs[at]
        key, words = outline.key[line.start : line.end], outline.text[line.start : line.end]
        ends = words.endswith((".", ";", "./.")) and not _ATTACHED.match(key) and not _UNIT.search(key)
        if at in known or ends or line.kind in _LISTED or line.end - line.start > _LONGEST:
            return
        yield line
        if _OPENS.match(key) or line.lead_in or line.label:
            return


def _below(outline: Outline, table: Table, known: frozenset[int]) -> Iterator[Paragraph]:
    for line in outline.paragraphs[table.lines[-1] + 1 : table.lines[-1] + 1 + _MOST_BELOW]:
        if line.index in known or _OPENS.match(outline.key, line.start, line.end):
            return
        yield line


def _legend(outline: Outline, lines: Sequence[Paragraph]) -> dict[str, str]:
    """`Ghi chú: x: đạt; o: chưa đạt`: what the table's marks mean, by the mark in small letters."""
    found: dict[str, str] = {}
    for line in lines:
        for each in _LEGEND.finditer(outline.key, line.start, line.end):
            mark = outline.text[each.start("mark") : each.end("mark")].lower()
            said = each["said"]
            found.setdefault(
                mark,
                "met"
                if said in ("dat", "hoan thanh")
                else "not_met"
                if said[0] in "ck" and said != "co ban dat"
                else "",
            )
    return found
