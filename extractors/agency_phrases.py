"""Agencies in running text: where a name begins and ends, and lists of them.

A name is a head (`UBND`, `Phòng`, `các sở, ban, ngành`, `Giám đốc Sở …`) with the field, level and place
behind it. It ends where a task verb begins (data/task_verbs.tsv). One `các` bundles its nouns to one agency.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.agency_words import (
    BUNDLED,
    CONNECTOR,
    PLACE_NAME,
    QUANTIFIER,
    SEPARATOR,
    STOP_WORDS,
    WORD,
    bundle_class,
    lone_heads,
    phrases,
    places_at,
)
from extractors.verbs import verb_at
from normalizers.agencies import heads

_SMALL = re.compile(r" ([^\W\d_]+)")
_NEXT_PLURAL = re.compile(r"\s+(?=cac\s)")
_ALL_OF = re.compile(r"\s+(?:cac\s+)?(?:so|phong|ban|nganh)\s*(?=:)")
_OF = re.compile(r"\s*(?:cua\s+)?")
_AND = re.compile(r"\s*(?:,|va)\s*")
_WITHOUT_NAMES = ("ubnd", "uy ban nhan dan", "hdnd")
_IN_SMALL_LETTERS = ("ubnd", "uy ban", "ban chi dao", "cong an")


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency as printed: its span in the text; `elided` without its head word (`Phòng Y tế, Nội vụ`)."""

    start: int
    end: int
    elided: bool = False


def agency_at(text: str, key: str, at: int, end: int) -> Agency | None:
    """The agency whose name starts at `at` in `text[:end]` (with its mark-free `key`); None where none does."""
    return _Reader(text, key, _cell_end(text, at, end)).agency(at)


def _cell_end(text: str, at: int, end: int) -> int:
    """Where the table's cell that `at` stands in ends: no name runs over a tab."""
    tab = text.find("\t", at, end)
    return end if tab < 0 else tab


def agencies(text: str, key: str, start: int, end: int) -> list[Agency]:
    """All agencies in `text[start:end]`, in order and apart."""
    reader = _Reader(text, key, _cell_end(text, start, end))
    found: list[Agency] = []
    for word in WORD.finditer(key, start, end):
        if word.start() >= reader.end:
            reader = _Reader(text, key, _cell_end(text, word.start(), end))
        agency = None if found and word.start() < found[-1].end else reader.agency(word.start())
        if agency:
            found.append(agency)
    return found


def agency_list(text: str, key: str, at: int, end: int) -> list[Agency]:
    """The agencies of a list that starts at `at`, joined by commas, `và`, `;` or `cùng`; empty without one."""
    end = _cell_end(text, at, end)
    reader = _Reader(text, key, end)
    first = reader.agency(at)
    found = [first] if first else []
    while found:
        separator = SEPARATOR.match(key, found[-1].end, end)
        plural = None if separator else _NEXT_PLURAL.match(key, found[-1].end, end)
        begin = (separator or plural).end() if separator or plural else end  # type: ignore[union-attr]
        following = reader.agency(begin) or (reader.elided(found, begin) if separator else None)
        if following is None:
            break
        found.append(following)
    return found


def agency_name(text: str, agency: Agency) -> str:
    """An agency's name as printed; generic ones at the head of a sentence in small letters (`các phòng`)."""
    words = " ".join(text[agency.start : agency.end].split()).strip(" ,;:")
    return words[0].lower() + words[1:] if re.match(r"(?:Các|Những|Từng|Mỗi|Toàn thể|Tất cả)\s", words) else words


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads names in `text[:end]`; `key` is its mark-free form. Methods that return an offset give 0 for no name."""

    text: str
    key: str
    end: int

    def agency(self, at: int) -> Agency | None:
        if at >= self.end:
            return None
        close = self.office(at) or max(self.group(at), self.named(at))
        return Agency(at, close) if close else None

    def elided(self, found: list[Agency], at: int) -> Agency | None:
        """A further name of a list without its head: `Phòng Y tế, Nội vụ`; `các thôn, tổ chức chính trị xã hội`."""
        if any(self.key.startswith(("cac ", "nhung "), agency.start) for agency in found):
            noun = phrases("noun").match(self.key, at, self.end)
            if noun and not self.is_office(noun):
                return Agency(at, self.extend(noun.end(), names=False, plural=False), elided=True)
        if not self.key.startswith(("phong ", "so ", "cac so", "bo ", "hoi ", "cac ph"), found[0].start):
            return None
        close = self.extend(at) if self.is_capital(at) else at
        return Agency(at, close, elided=True) if close > at else None

    def office(self, at: int) -> int:
        """`Giám đốc Sở Y tế`, `Chủ tịch UBND các xã`, `Giám đốc các Sở: Tài chính, Nội vụ`."""
        found = phrases("office").match(self.key, at, self.end)
        if not found:
            return 0
        listed = _ALL_OF.match(self.key, found.end(), self.end)
        if listed:
            return self.behind_colon(listed.end())
        of = _OF.match(self.key, found.end(), self.end)
        begin = of.end() if of else found.end()
        body = self.agency(begin)
        if body:
            return self.extend(body.end, names=False)
        if self.places(begin):
            return self.place(begin)
        alone = " " in found[0] and self.is_capital(at) and self.key[found.end() : found.end() + 1] in tuple(" ,;:")
        return found.end() if alone else 0

    def behind_colon(self, at: int) -> int:
        """The end of the list behind a colon; `at` where there is none."""
        close, begin = at, at + 1 + (self.key[at + 1 : at + 2] == " ")
        if self.key[at : at + 1] != ":":
            return at
        while self.is_capital(begin) and not heads().match(self.key, begin):
            close = self.extend(begin)
            separator = _AND.match(self.key, close, self.end)
            begin = separator.end() if separator else self.end
        return close

    def group(self, at: int) -> int:
        """`các sở, ban, ngành liên quan`, `cấp ủy, chính quyền`, `cán bộ, công chức`."""
        quantifier = QUANTIFIER.match(self.key, at, self.end)
        noun = phrases("noun").match(self.key, quantifier.end(), self.end) if quantifier else None
        noun = None if noun and self.is_office(noun) else noun
        found = noun or phrases("plain").match(self.key, at, self.end)
        if not found:
            return 0
        close, bundle = found.end(), bundle_class(self.text[found.start() : found.end()])
        while noun:
            joined = BUNDLED.match(self.key, close, self.end)
            more = phrases("noun").match(self.key, joined.end(), self.end) if joined else None
            if not more or self.is_office(more) or bundle_class(self.text[more.start() : more.end()]) != bundle:
                break
            close = more.end()
        return self.extend(close, names=False, plural=False)

    def is_office(self, noun: re.Match[str]) -> bool:
        """`Trưởng các thôn` is an office, `trường` a body."""
        return noun[0].startswith("truong") and self.text[noun.start() : noun.end()].lower().startswith("trưởng")

    def named(self, at: int) -> int:
        """A name that opens with a head of data/agencies.tsv."""
        found = heads().match(self.key, at, self.end)
        if not found or not self.opens_name(found):
            return 0
        return self.extend(found.end(), names=not found[0].startswith(_WITHOUT_NAMES))

    def opens_name(self, found: re.Match[str]) -> bool:
        """Whether a head opens a name: `Báo Quảng Ngãi` but not `Báo cáo`, `Thanh tra tỉnh` but not `thanh tra`."""
        head, at, behind = found[0], found.start(), found.end() + 1
        word = WORD.match(self.text, behind)
        capital_behind = word is not None and word[0][0].isupper() and self.key[found.end()] == " "
        if head in lone_heads():
            other_word = verb_at(self.key, at) not in (0, found.end())
            return capital_behind and not other_word and (self.is_capital(at) or head in ("phong", "so", "hoi"))
        placed = self.places(behind) > 0
        if head == "thanh tra":
            return placed or capital_behind
        small = not (self.is_capital(at) or phrases("field").match(self.key, behind))
        return not small or placed or head.startswith(_IN_SMALL_LETTERS)

    def extend(self, at: int, names: bool = True, plural: bool = True) -> int:
        """The end of the name that goes on at `at`: fields, levels, places, capitalised words, qualifiers."""
        close = at
        while plural or not _NEXT_PLURAL.match(self.key, close, self.end):
            grown = self.grow(close, names)
            if grown <= close:
                break
            close = grown
        return close

    def grow(self, at: int, names: bool) -> int:
        """The name's end after one more part; `at` where it ends."""
        begin = at
        while begin < self.end and self.key[begin] == " ":
            begin += 1
        for kind in ("part", "field"):
            found = phrases(kind).match(self.key, begin, self.end)
            if found and (begin > at or self.is_capital(begin)):
                return found.end()
        joined = CONNECTOR.match(self.key, at, self.end)
        if begin > at and self.places(begin):
            return self.place(begin)
        qualifier = phrases("qualifier").match(self.key, begin, self.end) if begin > at else None
        if qualifier:
            return qualifier.end()
        if joined and names and self.continues(joined.end()):
            return self.capitalised(joined.end())
        free = names and (begin > at or not joined) and (begin == at or not self.printed_verb(begin))
        return self.capitalised(begin) if free and self.is_capital(begin) else at

    def continues(self, at: int) -> bool:
        """Whether a name goes on behind `và` or `-`: a capitalised word that opens no other agency."""
        if not self.is_capital(at) or self.agency(at) is not None:
            return False
        return self.key[at - 2 : at].strip() in ("-", "–", "&") or not self.printed_verb(at)

    def printed_verb(self, at: int) -> bool:
        """Whether a task verb starts at `at` that is printed as one.

        A capitalised one is a verb (`UBND huyện Ban hành công văn`) unless a verb, a place or a comma follows
        (`Trung tâm Truyền thông xây dựng`, `Phòng Văn hóa và Thông tin huyện`).
        """
        close = verb_at(self.key, at)
        if not close or not self.is_capital(at):
            return close > 0
        behind = self.key[close : close + 1]
        named = verb_at(self.key, close + 1) or self.places(close + 1) or not behind or behind in ",;.:)"
        return not named and self.text[at:close].split()[-1].islower()

    def capitalised(self, at: int) -> int:
        """The end of a capitalised syllable and the small one that completes it (`Kinh tế`, `Nội vụ`)."""
        word = WORD.match(self.text, at, self.end)
        if not word or not word[0][0].isupper():
            return at
        small = _SMALL.match(self.text, word.end(), self.end)
        if not small or not small[1].islower() or (len(word[0]) > 1 and word[0].isupper()):
            return word.end()
        begin = small.start(1)
        other = self.key[begin : small.end()] in STOP_WORDS or verb_at(self.key, begin) > 0
        return word.end() if other or self.places(begin) else small.end()

    def place(self, at: int) -> int:
        """The end of `các huyện, thị xã, thành phố`, `huyện Hòa An`, `của xã`."""
        close = self.places(at) or at
        name = PLACE_NAME.match(self.text, close, self.end)
        if not name or self.printed_verb(close + 1):
            return close
        other = heads().match(self.key, close + 1) if self.is_capital(close + 1) else None
        return close if other else name.end()

    def places(self, at: int) -> int:
        return places_at(self.text, self.key, at, self.end)

    def is_capital(self, at: int) -> bool:
        return self.text[at : at + 1].isupper()
