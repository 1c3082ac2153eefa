"""Lines that belong to the page and not to the text: page numbers, running heads and feet, rules."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from normalizers.keys import fold

_LINE = re.compile(r"[^\s](?:[^\n\f]*[^\s])?")
_DRESSED = re.compile(r"[-–—~|.]{1,2} ?(\d{1,4}) ?[-–—~|.]{1,2}|trang ?:? ?(\d{1,4})(?: ?/ ?\d{1,4})?")
_OF_ALL = re.compile(r"(\d{1,4}) ?/ ?(\d{1,4})")
_BARE = re.compile(r"\d{1,4}")
_OUTER_NUMBER = re.compile(r"^\d{1,4}\b[ .|]*|[ .|]*\b\d{1,4}$")
_RULE = re.compile(r"(?=.*[-–—_=*~.]{2})[\s\-–—_=*~.·•|'\"`,:;^]+|[|'\"`^·~_]{1,3}")
_WORDLESS = re.compile(r"[\n\f][ \t]*((?:[^\w\s]|_)(?:[^\w\n\f]|_)*)(?=[\n\f]|\Z)")
# The head of each page of a gazette: `CÔNG BÁO/Số 639 + 640/Ngày 18-6-2021`, its page number on the outer side
_GAZETTE = re.compile(
    r"[\n\f][ \t]*((?:\d{1,4}[ \t|]+)?C[ÔOỐỒÓ]NG[ \t]+B[ÁAÀẢ]O\b[^\n\f]{0,40}?/[ \t]?"
    r"[Ss][ốôoóồ][ \t:]*\d[\d +&,và-]{0,24}/[ \t]?[Nn]g[àaáả]y[ \t]*"
    r"\d{1,2}[-/. ]+\d{1,2}[-/. ]+\d{4}(?:[ \t|]+\d{1,4})?)[ \t]*(?=[\n\f]|\Z)"
)
_SHORT = re.compile(r"\n[ \t]*(\S[^\n]{0,11})[ \t]*(?=\n|\Z)")
_EDGE = 2  # lines at either end of a page
_LEAST_PAGES = 3


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line near the end of a page: its offset, key, page (from 0), and whether it is at the top."""

    start: int
    key: str
    page: int
    top: bool


def furniture(text: str) -> set[int]:
    """The offsets of the first characters of the lines of `text` (pages parted by form feeds) to leave out.

    A bare number counts as a page number where it runs with the pages (or, in a text without page breaks,
    where such numbers stand apart and count up); `- 2 -`, `Trang 2` at a page's end always do. `2/5`, which may be a
    day or a share in a cell of its own, does where there are five pages, or where it runs with the pages. A running
    head is the same line at the end of three pages and a third of all; its first occurrence on top
    of the first page stays. The head of a gazette's pages (`CÔNG BÁO/Số 639 + 640/Ngày 18-6-2021`) always goes.
    """
    edges = list(_edges(text))
    pages = text.count("\f") + 1
    # Patterns that begin with a line's end are found fast; the first line gets one
    dropped = {match.start(1) - 1 for match in _WORDLESS.finditer("\n" + text) if _is_rule(match[1].rstrip())}
    dropped |= {match.start(1) - 1 for match in _GAZETTE.finditer("\n" + text)}
    dropped |= {edge.start for edge in edges if _DRESSED.fullmatch(edge.key)}
    dropped |= set(_counting(edges)) | set(_of_all(edges, pages)) | set(_repeated(edges, pages))
    if pages == 1:
        dropped |= set(_apart(text))
    return dropped


def _is_rule(line: str) -> bool:
    """Whether a line is drawn, not written; a row of a table may hold nothing but dashes."""
    return "\t" not in line and _RULE.fullmatch(line) is not None


def _edges(text: str) -> Iterator[_Edge]:
    at = 0
    for page, content in enumerate(text.split("\f")):
        spans = [(match.start(), match.end()) for match in _ends(content) if "\t" not in match.group()]
        for index, (start, end) in enumerate(spans):
            yield _Edge(at + start, fold(content[start:end]), page, index < len(spans) / 2)
        at += len(content) + 1


def _ends(content: str) -> list[re.Match[str]]:
    """The first and the last lines of a page that are no rules; a long page is not searched whole."""
    head = [m for m in _LINE.finditer(content[:2000]) if not _RULE.fullmatch(m.group())][:_EDGE]
    offset = max(head[-1].end() if head else 0, len(content) - 2000)
    offset = content.rfind("\n", 0, offset) + 1 if offset < len(content) and len(content) > 2000 else offset
    tail = [m for m in _LINE.finditer(content, offset) if not _RULE.fullmatch(m.group())][-_EDGE:]
    return head + tail


def _counting(edges: Iterable[_Edge]) -> Iterator[int]:
    bare = [edge for edge in edges if _BARE.fullmatch(edge.key)]
    offsets = Counter(int(edge.key) - edge.page for edge in bare)
    common = {offset for offset, count in offsets.items() if count > 1 or offset == 1}
    yield from (edge.start for edge in bare if int(edge.key) - edge.page in common)


def _of_all(edges: Iterable[_Edge], pages: int) -> Iterator[int]:
    """Lines like `2/5` that tell the number of pages, or run with them."""
    told = [(edge, *found) for edge in edges if (found := _value(edge.key)) and found[1]]
    runs = Counter((number - edge.page, count) for edge, number, count in told)
    for edge, number, count in told:
        if count == pages or runs[number - edge.page, count] > 1:
            yield edge.start


def _repeated(edges: Iterable[_Edge], pages: int) -> Iterator[int]:
    groups: dict[tuple[str, int | None], list[_Edge]] = defaultdict(list)
    for edge in edges:
        if len(edge.key) > 2 and not edge.key.startswith(("phu luc", "bieu", "mau so", "bang")):
            groups[edge.key, None].append(edge)
            if match := _OUTER_NUMBER.search(edge.key):  # a page number beside the running head
                number = int(re.sub(r"\D", "", match.group()))
                groups[_OUTER_NUMBER.sub("", edge.key), number - edge.page].append(edge)
    for group in groups.values():
        if len({edge.page for edge in group}) >= max(_LEAST_PAGES, pages / 3):
            yield from (edge.start for edge in group if edge.page or not edge.top)


def _apart(text: str) -> Iterator[int]:
    """Numbers that stand alone between blank lines and count up by one, at least twice."""
    alone = (m for m in _SHORT.finditer("\n" + text) if _is_apart(text, m.start(), m.end() - 1))
    numbers = [(m.start(1) - 1, _value(fold(m[1].strip()))) for m in alone]
    run = [(start, value) for start, value in numbers if value is not None]
    for (start, (number, count)), (following, successor) in pairwise(run):
        if successor == (number + 1, count):
            yield from (start, following)


def _is_apart(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return before in {"", "\n", "\n\n"} and after in {"", "\n", "\n\n"}


def _value(key: str) -> tuple[int, int] | None:
    """The page's number that a line tells, and how many pages there are (0: it doesn't say)."""
    of_all = _OF_ALL.fullmatch(key)
    if of_all:
        number, count = map(int, of_all.groups())
        return (number, count) if 0 < number <= count else None
    match = _DRESSED.fullmatch(key) or _BARE.fullmatch(key)
    return (int(next(filter(None, match.groups()), match.group())), 0) if match else None
