"""Agencies in running text: where a name begins and ends, and lists of them.

A name is a head (`UBND`, `Phòng`, `các sở, ban, ngành`, `Giám đốc Sở …`) with the field, level and place
behind it. It ends where a task verb begins (data/task_verbs.tsv). One `các` bundles its nouns to one agency.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.agency import Agency
from extractors.agency_openings import may_open
from extractors.agency_words import (
    BUNDLED,
    CONNECTOR,
    PLACE_NAME,
    QUANTIFIER,
    SEPARATOR,
    WORD,
    bundle_class,
    is_printed,
    is_stop_word,
    lone_heads,
    phrases,
    places_at,
)
from extractors.letters import CAPITALS
from extractors.persons import person_at
from extractors.verbs import is_printed_task, verb_at
from normalizers.agencies import heads

_SMALL = re.compile(r" ([^\W\d_]+)")
_LONGEST_OBJECT = 6  # syllables
_NEXT_PLURAL = re.compile(r"\s+(?=cac\s)")
_ALL_OF = re.compile(r"\s+(?:cac\s+)?(?:so|phong|ban|nganh)\s*(?=:)")
_OF = re.compile(r"\s*(?:cua\s+)?")
# `Thủ trưởng cơ quan, đơn vị`
_PLURAL_OF = re.compile(
    r"\s+(?:cua\s+)?(?:co quan|don vi|phong|ban|nganh)"
    r"(?:\s*(?:,|va)\s*(?:co quan|to chuc|don vi|ban|nganh|phong|dia phuong|doanh nghiep))*"
    r"(?=\s*(?:[,;:.]|\s[a-z]|$))"
)
_HEAD_OF_LIST = re.compile(r"(?:cac|nhung)\s+(?P<head>phong|so|ban|hoi|chi cuc|trung tam)\s*:\s+")
_AND = re.compile(r"\s*(?:,|va)\s*")
_WITHOUT_NAMES = ("ubnd", "uy ban nhan dan", "hdnd")
_FIELD_HEADS = frozenset(
    {"chi cuc", "trung tam", "bo phan", "ban quan ly", "chi nhanh", "cong ty", "van phong", "doan"}
)
_PLURAL_PLACES = (" xa", " phuong", " thi tran", " huyen", " thon", " xom", " ban", " ap", " thanh pho")
_NAME = rf"(?:(?:xã|phường|thị trấn|huyện|thị xã|thành phố) )?[{CAPITALS}][\w'’]*(?: [{CAPITALS}\d][\w'’]*){{0,3}}"
_LISTED_PLACES = re.compile(rf":\s{_NAME}(?:(?:,| và)\s{_NAME})+(?=\s?(?:[:.;]|$|\s[^\W\d]))")
_PLURAL_LEVEL = re.compile(
    r"(?:cac|nhung) (?:xa|phuong|thi tran|thon|ban|xom|ap|buon|huyen|khu pho)(?: va thi tran)?(?= )"
)
_SEVERAL_PLACES = re.compile(rf" {_NAME}(?:(?:,| và) {_NAME})+")
_IN_SMALL_LETTERS = ("ubnd", "uy ban", "ban chi dao", "cong an")


def agency_at(text: str, key: str, at: int, end: int) -> Agency | None:
    """The agency whose name starts at `at` in `text[:end]` (with its mark-free `key`); None where none does."""
    return _Reader(text, key, _cell_end(text, at, end)).agency(at)


def _cell_end(text: str, at: int, end: int) -> int:
    """Where the table's cell that `at` stands in ends: no name runs over a tab."""
    tab = text.find("\t", at, end)
    return end if tab < 0 else tab


def may_open_agency(text: str, key: str, at: int, end: int) -> bool:
    """Whether words that someone takes for an agency's name open like one: `Vụ Đông`, `Tổ chức hội thi` don't."""
    if _Reader(text, key, end).is_topic(at):
        return False
    found = heads().match(key, at, end)
    return agency_at(text, key, at, end) is not None or (found is not None and found[0] not in lone_heads())


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
    if not may_open(key, at):
        return []
    end = _cell_end(text, at, end)
    reader = _Reader(text, key, end)
    under_head = reader.under_head(at)
    first = None if under_head else reader.agency(at)
    found = under_head or ([first] if first else [])
    while found:
        separator = SEPARATOR.match(key, found[-1].end, end)
        plural = None if separator else _NEXT_PLURAL.match(key, found[-1].end, end)
        begin = (separator or plural).end() if separator or plural else end  # type: ignore[union-attr]
        following = reader.agency(begin) or (reader.elided(found, begin) if separator else None)
        if following is None:
            break
        found.append(following)
    return found


@lru_cache(maxsize=8192)
def _agency(text: str, key: str, end: int, at: int) -> Agency | None:
    """The agency at `at`; each extractor asks for those of the same sentences."""
    return _Reader(text, key, end).opened(at)


@dataclass(slots=True)
class _Reader:
    """Reads names in `text[:end]`; `key` is its mark-free form. Methods that return an offset give 0 for no name."""

    text: str
    key: str
    end: int

    def agency(self, at: int) -> Agency | None:
        if at >= self.end or not may_open(self.key, at):
            return None
        return _agency(self.text, self.key, self.end, at)

    def opened(self, at: int) -> Agency | None:
        if self.is_topic(at):
            return None
        if person := person_at(self.text, self.key, at, self.end):
            return Agency(person.start, person.end, name_end=person.name_end)
        close = self.office(at) or max(self.group(at), self.named(at))
        return Agency(at, close) if close else None

    def is_topic(self, at: int) -> bool:
        """`Hội nghị`, `Vụ Đông:`: what looks like a body's name and is none."""
        found = phrases("topic").match(self.key, at, self.end)
        return found is not None and is_printed(self.text[at : found.end()], "topic")

    def under_head(self, at: int) -> list[Agency]:
        """The bodies of `Các phòng: Nội vụ, Tư pháp, Y tế`; empty where no such list starts."""
        plural = _HEAD_OF_LIST.match(self.key, at, self.end)
        begin = plural.end() if plural else self.end
        found: list[Agency] = []
        while plural and self.is_capital(begin) and not heads().match(self.key, begin):
            close = self.extend(begin)
            if close <= begin:
                break
            head = self.text[plural.start("head") : plural.end("head")].capitalize()
            found.append(Agency(begin, close, head=head))
            separator = _AND.match(self.key, close, self.end)
            begin = separator.end() if separator else self.end
        return found if len(found) > 1 else []

    def elided(self, found: list[Agency], at: int) -> Agency | None:
        """A further name of a list without its head: `Phòng Y tế, Nội vụ`; `các thôn, tổ chức chính trị xã hội`."""
        if any(self.key.startswith(("cac ", "nhung "), agency.start) for agency in found):
            noun = phrases("noun").match(self.key, at, self.end)
            if noun and not self.is_office(noun):
                return Agency(at, self.extend(noun.end(), names=False, plural=False), elided=True)
        opening = self.key[found[0].start : found[0].end]
        if not opening.startswith(("phong ", "so ", "cac so", "bo ", "hoi ", "cac ph")) or opening.startswith(
            "bo phan"
        ):
            return None
        close = self.extend(at) if self.is_capital(at) else at
        return Agency(at, close, elided=True) if close > at else None

    def office(self, at: int) -> int:
        """`Giám đốc Sở Y tế`, `Chủ tịch UBND các xã`, `Giám đốc các Sở: Tài chính, Nội vụ`."""
        address = phrases("address").match(self.key, at, self.end)
        found = phrases("office").match(self.key, address.end() + 1 if address else at, self.end)
        if not found or (found[0].startswith("truong") and not self.is_office(found)):
            return 0
        several = self.several_of(found)
        if several is not None:
            return several
        of = _OF.match(self.key, found.end(), self.end)
        begin = of.end() if of else found.end()
        body = self.agency(begin)
        if body:
            return self.extend(body.end, names=False)
        if self.places(begin):
            return self.place(begin)
        alone = " " in found[0] and self.is_capital(at) and self.key[found.end() : found.end() + 1] in tuple(" ,;:")
        return found.end() if alone else 0

    def several_of(self, office: re.Match[str]) -> int | None:
        """`Trưởng các ấp`, `Giám đốc các Sở: Tài chính, Nội vụ`, `Thủ trưởng cơ quan, đơn vị`; None for one body."""
        if office[0].endswith(" cac"):
            noun = phrases("noun").match(self.key, office.end() + 1, self.end)
            return self.group(office.end() - 3) if noun else 0
        listed = _ALL_OF.match(self.key, office.end(), self.end)
        if listed:
            return self.behind_colon(listed.end())
        plural = _PLURAL_OF.match(self.key, office.end(), self.end)
        return self.extend(plural.end(), names=False, plural=False) if plural else None

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
        if quantifier and self.text[at : at + 3].lower() in ("môi", "mới", "mòi", "mời"):
            return 0  # `Môi trường`
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
        if found[0].endswith(("thanh vien", "uy vien")):  # `thành viên Ban Chỉ đạo`
            of = _OF.match(self.key, close, self.end)
            body = self.agency(of.end()) if of and of.end() > close else None
            close = body.end if body else close
        return self.named_places(at, self.extend(close, names=False, plural=False))

    def is_office(self, noun: re.Match[str]) -> bool:
        """`Trưởng các thôn` is an office, `trường` a body."""
        return noun[0].startswith("truong") and self.text[noun.start() : noun.end()].lower().startswith("trưởng")

    def named(self, at: int) -> int:
        """A name that opens with a head of data/agencies.tsv."""
        found = heads().match(self.key, at, self.end)
        if not found or not self.opens_name(found):
            return 0
        if found[0] in lone_heads() and not is_printed(self.text[at : found.end()]):
            return 0
        close = self.extend(self.first_word(found), names=not found[0].startswith(_WITHOUT_NAMES))
        close = self.named_places(at, close)
        return self.listed_places(close) if found[0].startswith(_WITHOUT_NAMES) else close

    def first_word(self, head: re.Match[str]) -> int:
        """Behind a head of one or two syllables a capital opens its field, were it a verb's (`Chi cục Quản lý …`)."""
        begin = head.end() + 1
        verb = verb_at(self.key, begin) if self.is_capital(begin) else 0
        field = head[0] in lone_heads() or head[0] in _FIELD_HEADS
        behind = self.text[verb + 1 : verb + 2]
        gap = self.key[verb : verb + 1]
        whole = " " in self.key[begin:verb] and gap == " " and (behind.isalpha() or behind in ("-", "–"))
        return self.objects(verb) if field and whole else head.end()

    def objects(self, at: int) -> int:
        """The end of the small words that a field opened by a verb goes on with (`Quản lý đô thị`).

        They end before a task, a link, a level or a mark; where nothing ends them two syllables are taken.
        """
        ends = [at]
        while word := _SMALL.match(self.text, ends[-1], self.end):
            begin = word.start(1)
            other = is_stop_word(word[1]) or is_printed_task(self.text, self.key, begin) or self.places(begin)
            if not word[1].islower() or other or self.is_qualifier(begin):
                return ends[-1]
            ends.append(word.end())
            if len(ends) > _LONGEST_OBJECT:
                break
        return ends[-1] if len(ends) <= _LONGEST_OBJECT else ends[2]

    def is_qualifier(self, at: int) -> bool:
        found = phrases("qualifier").match(self.key, at, self.end)
        return found is not None and is_printed(self.text[at : found.end()], "qualifier")

    def listed_places(self, close: int) -> int:
        """`UBND các xã: Tân Lập, Minh Khai và thị trấn Vôi`: the places behind a colon belong to the name."""
        found = _LISTED_PLACES.match(self.text, close, self.end) if self.key[:close].endswith(_PLURAL_PLACES) else None
        return found.end() if found else close

    def named_places(self, at: int, close: int) -> int:
        """`các xã Hành Minh, Hành Nhân và thị trấn Chợ Chùa`: the places behind the plural belong to the name."""
        plural = _PLURAL_LEVEL.search(self.key, at, close)
        found = _SEVERAL_PLACES.match(self.text, plural.end(), self.end) if plural else None
        if found is None:
            return close
        parts = re.split(r", | và ", found[0])
        begin = plural.end() if plural else close
        for part in parts[1:]:  # `các xã Tân Lập, Phòng Y tế`: another body ends the list
            begin = self.text.index(part, begin + 1)
            if heads().match(self.key, begin) or (self.places(begin) and not part[0].islower()):
                return close
        return max(close, found.end())

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
        if qualifier and self.is_qualifier(begin):
            return qualifier.end()
        if joined and names and self.continues(joined.end()):
            part = phrases("part").match(self.key, joined.end(), self.end)
            return part.end() if part else self.capitalised(joined.end())
        free = names and (begin > at or not joined) and (begin == at or not self.printed_verb(begin))
        return self.capitalised(begin) if free and self.is_capital(begin) else at

    def continues(self, at: int) -> bool:
        """Whether a name goes on behind `và` or `-`: a capitalised word that opens no other agency."""
        if not self.is_capital(at):
            return False
        return self.key[at - 2 : at].strip() in ("-", "–", "&") or (
            self.agency(at) is None and (not self.printed_verb(at) or self.key[at - 3 : at] == "va ")
        )

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
        other = is_stop_word(small[1]) or is_printed_task(self.text, self.key, begin)
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
