"""Segments become regions: full-width lines, two columns side by side, or the rows of a table.

Decree 30/2020/NĐ-CP, appendix I: the issuer and the number stand left of the motto and the date; `Nơi nhận`
stands left of the signer. Both pairs are read left column first; a table is read row by row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from normalizers.keys import fold
from pipeline.grids import Grid, find_grid, open_strips, parted
from pipeline.segments import Segment

_CUE = re.compile(
    r"cong hoa xa hoi|doc lap . tu do|tu do . hanh phuc|dang cong san viet|.{2,30}, ngay .{0,12}thang"
    r"|.{0,3}[a-z]oi nh[a-z]n\b|(tm|kt|tl|tuq|q)[.,] ?[a-z]{2}"
)
_DASHES = frozenset("-–—~+")
_DOUBTFUL = 0.45  # below this confidence a segment is no witness: seals and signatures lie across the gutter
_GUTTER = 8.0  # points
_KEPT = 0.6  # share of a table's gutters that its next row leaves open; a title or a paragraph crosses them
_NARROW = 6.5  # points: between the cells of a table there is less room than between columns
_LEAST_ROWS = 3
_OFF_CENTRE = 0.25  # of the widest line of the right column
_FAR = 5.0  # line heights: what is farther below does not belong to the columns


class Kind(StrEnum):
    """How a region is read."""

    LINES = "lines"
    COLUMNS = "columns"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Region:
    """Segments that are read together; `gutters` are the x of the borders between its columns."""

    kind: Kind
    segments: tuple[Segment, ...]
    gutters: tuple[float, ...] = ()


Band = list[Segment]


def regions(segments: Sequence[Segment], page_height: float) -> list[Region]:
    """The regions of a page from top to bottom; every segment is in exactly one."""
    found: list[Region] = []
    rest = bands(segments)
    while rest:
        grid = _grid(rest)
        if grid:
            inside = [part for band in rest[: grid.size] for s in band for part in parted(s, grid.strips)]
            found.append(Region(Kind.TABLE, tuple(inside), grid.strips))
            rest = rest[grid.size :]
            continue
        size = 0 if len(rest[0]) == 1 and _grid(rest[1:]) else _columns_end(rest)
        found.append(_region(rest[:size], page_height) if size else Region(Kind.LINES, tuple(rest[0])))
        rest = rest[size or 1 :]
    return _joined(found)


def _grid(rest: Sequence[Band]) -> Grid | None:
    """The table that begins with the first band; a head or a close may look like one."""
    grid = find_grid(rest)
    if grid and any(_CUE.match(fold(s.key_text)) for band in rest[: grid.size] for s in band):
        return None
    return grid


def bands(segments: Sequence[Segment]) -> list[Band]:
    """Groups of segments whose heights on the page overlap, from top to bottom, each from left to right."""
    found: list[Band] = []
    bottom = float("-inf")
    for segment in sorted(segments, key=lambda s: s.core[0]):
        if segment.core[0] < bottom:
            found[-1].append(segment)
        else:
            found.append([segment])
        bottom = max(bottom, segment.core[1])
    return [sorted(band, key=lambda s: s.box.x0) for band in found]


def gutters(segments: Sequence[Segment]) -> tuple[float, ...]:
    """The middles of the vertical strips, at least 8 points wide, that no trusted segment crosses."""
    trusted = [s for s in segments if s.confidence >= _DOUBTFUL] or list(segments)
    return open_strips([s.box for s in trusted], _GUTTER)


def _columns_end(rest: Sequence[Band]) -> int:
    """How many of the first bands share a gutter, two or more lines deep; 0 where they are full-width lines."""
    collected: Band = []
    size, is_sided = 0, False
    for index, band in enumerate(rest):
        if not _goes_on(collected, band):
            break
        is_sided = is_sided or len(band) > 1
        if index and not is_sided:
            break
        collected = [*collected, *band]
        size = index + 1
    return size if is_sided and len(collected) > 2 else 0


def _goes_on(collected: Band, band: Band) -> bool:
    """Whether a band may belong to the columns above it."""
    if not collected:
        return True
    height = max(s.usual for s in collected)
    if min(s.core[0] for s in band) - max(s.core[1] for s in collected) > _FAR * height:
        return False
    above = gutters(collected)
    if len(gutters([*collected, *band])) < max(1.0, _KEPT * max(len(above), len(gutters(band)))):
        return False
    return len(band) > 1 or len(above) != 1 or _is_below(collected, band[0], above[0])


def _is_below(collected: Band, segment: Segment, border: float) -> bool:
    """Whether a line that stands alone is under the left column or about the middle of the right one.

    A title is centred on the page: it may stand right of the gutter without being of the right column.
    """
    if segment.box.x0 < border:
        return True
    right = [s.box for s in collected if s.box.x0 > border]
    widest = max(right, key=lambda box: box.x1 - box.x0)
    off = abs(segment.box.x0 + segment.box.x1 - widest.x0 - widest.x1) / 2
    return off < max(_OFF_CENTRE * (widest.x1 - widest.x0), 3 * segment.usual)


def _region(group: Sequence[Band], page_height: float) -> Region:
    members = tuple(segment for band in group for segment in band)
    borders = gutters(members)
    if any(_CUE.match(fold(s.key_text)) for s in members):
        return Region(Kind.COLUMNS, members, (_widest_gutter(members, borders),))
    if len(borders) == 1 and _is_head(members, borders[0], page_height):
        return Region(Kind.COLUMNS, members, borders)
    if len(group) == 1:
        return Region(Kind.LINES, members)
    widest = _widest_gutter(members, borders)
    if _is_close(members, widest):
        return Region(Kind.COLUMNS, members, (widest,))
    return _table(members, group)


def _table(members: Sequence[Segment], group: Sequence[Band]) -> Region:
    """The table with its segments parted where a narrow strip stays open from its top to its bottom."""
    strips = open_strips([word.box for segment in members for word in segment.words], _NARROW)
    borders = gutters(members)
    if len(group) < _LEAST_ROWS or len(strips) <= len(borders):
        return Region(Kind.TABLE, tuple(members), borders)
    return Region(Kind.TABLE, tuple(part for segment in members for part in parted(segment, strips)), strips)


def _widest_gutter(members: Sequence[Segment], borders: Sequence[float]) -> float:
    """The border of a head or a close: of all, the one with the most room; dust makes others."""

    def room(border: float) -> float:
        left = max((s.box.x1 for s in members if s.box.x0 + s.box.x1 < 2 * border), default=border)
        return min((s.box.x0 for s in members if s.box.x0 + s.box.x1 >= 2 * border), default=border) - left

    return max(borders, key=room)


def _is_close(members: Sequence[Segment], border: float) -> bool:
    """Whether a list of recipients, each behind a dash, stands left of something shorter."""
    left = [s for s in members if s.box.x0 + s.box.x1 < 2 * border]
    listed = sum(s.words[0].text[0] in _DASHES for s in left)
    return listed >= 3 and 2 * listed > len(left) and len(members) - len(left) < len(left)


def _is_head(members: Sequence[Segment], border: float, page_height: float) -> bool:
    """Whether two columns without a cue are a head: by their place and shape."""
    top = min(s.box.y0 for s in members)
    return top < 0.12 * page_height and _is_centred([s for s in members if s.box.x0 > border])


def _is_centred(column: Sequence[Segment]) -> bool:
    middles = [(s.box.x0 + s.box.x1) / 2 for s in column]
    return len(column) > 1 and max(middles) - min(middles) < 12


def _joined(found: Sequence[Region]) -> list[Region]:
    """Neighbouring full-width lines as one region."""
    joined: list[Region] = []
    for region in found:
        if joined and joined[-1].kind is region.kind is Kind.LINES:
            joined[-1] = Region(Kind.LINES, joined[-1].segments + region.segments)
        else:
            joined.append(region)
    return joined
