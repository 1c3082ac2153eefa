"""Names of places, settled by the gazetteer of the document's own province and district.

A plan names its province and district in the head and behind level words (`huyện`, `tỉnh`) all over; the
communes that it lists are theirs. A name of the gazetteer that fits what was read takes the place of the
words that the language model chose, which knows few names of communes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from normalizers.keys import fold
from normalizers.places import COMMUNE, DISTRICT, PROVINCE, Unit, gazetteer
from normalizers.restore.item import Item
from normalizers.restore.tokens import Kind

# How much a fitting name may cost more in the channel than the chosen words, in nats
OWN_DISTRICT, OWN_PROVINCE, ANY_PROVINCE, BARE = 5.0, 3.0, 4.0, 2.0  # BARE: of the same letters
SURE_READING = 4.0  # of a name that speaks for a province or district, in nats a word
WORD_WORTH = 5.0  # a longer name is rather meant than its beginning
LEAST_NAMED, LEAST_SHARE = 1.5, 0.4  # times that a document names its own province, and of all that it names
NAMED = 0.93
LONGEST = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """What a token may be: lower-case words with their channel costs, or (None) any word of the same letters.

    `keys` are the words without their marks.
    """

    keys: frozenset[str]
    costs: Mapping[str, float] | None

    def cost(self, word: str) -> float | None:
        """What reading the token as a word costs; None where it can't be."""
        if self.costs is None:
            return 0.0 if fold(word) in self.keys else None
        return self.costs.get(word)


Readings = Callable[[Item], Reading]

_LEVELS = {
    "tinh": (PROVINCE,),
    "huyen": (DISTRICT,),
    "quan": (DISTRICT,),
    "thi xa": (DISTRICT,),
    "thanh pho": (PROVINCE, DISTRICT),
    "xa": (COMMUNE,),
    "phuong": (COMMUNE,),
    "thi tran": (COMMUNE,),
}
_LEVEL_WORDS = {"tinh": "tỉnh", "huyen": "huyện", "xa": "xã", "phuong": "phường", "tran": "trấn", "pho": "phố"}


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A level word: its item's index, where the name begins, and the levels that it may name."""

    at: int
    name: int
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Fit:
    """A unit whose name fits the tokens from `start` on, and what reading them so costs."""

    unit: Unit
    words: tuple[str, ...]
    start: int
    cost: float

    @property
    def rank(self) -> float:
        return self.cost - WORD_WORTH * len(self.words)


class _Names:
    """Units by the first word of their names, without marks."""

    def __init__(self, by_first: Mapping[str, Sequence[Unit]]) -> None:
        self._by_first = by_first

    @classmethod
    def of(cls, units: Iterable[Unit]) -> _Names:
        """The names of some units."""
        by_first: dict[str, list[Unit]] = {}
        for unit in units:
            by_first.setdefault(fold(_words(unit.name)[0]), []).append(unit)
        return cls(by_first)

    def fits(self, items: Sequence[Item], start: int, readings: Readings, shortest: int = 1) -> Iterator[_Fit]:
        """The units whose names may stand at an item."""
        found = readings(items[start]).keys & self._by_first.keys()
        longest = _run(items, start) if found else 0
        for key in found:
            for unit in self._by_first[key]:
                words = _words(unit.name)
                if shortest <= len(words) <= longest and not any(map(str.isdigit, unit.name)):
                    costs = [readings(items[start + i]).cost(name) for i, name in enumerate(words)]
                    if None not in costs:
                        yield _Fit(unit, words, start, sum(cost for cost in costs if cost is not None))


@lru_cache(maxsize=1 << 14)
def _words(name: str) -> tuple[str, ...]:
    return tuple(name.lower().replace("-", " ").replace("–", " ").split())


def mend(items: Sequence[Item], readings: Readings) -> None:
    """Set the names of places right, in place; nothing where no level word stands before a capital."""
    anchors = list(_anchors(items))
    if not anchors:
        return
    province, district = _own(items, anchors, readings)
    communes = _Names.of(_units(COMMUNE, district=district))
    near = {
        COMMUNE: [(communes, OWN_DISTRICT), (_Names.of(_units(COMMUNE, province=province)), OWN_PROVINCE)],
        DISTRICT: [(_Names.of(_units(DISTRICT, province=province)), OWN_DISTRICT)],
        PROVINCE: [(_every(PROVINCE), ANY_PROVINCE)],
    }
    text = _Text(items, readings, set())
    for anchor in anchors:
        for names, worth in (choice for level in anchor.levels for choice in near[level]):
            if text.settle(anchor.name, names, worth):
                _mend_level(items[anchor.at])
    for start, item in enumerate(items):
        if _is_name(item) and not (start and _are_together(items, start - 1, 2)):
            for names in (communes, near[DISTRICT][0][0], _every(PROVINCE)):
                text.settle(start, names, BARE, shortest=2)


@dataclass(frozen=True, slots=True)
class _Text:
    """The document's tokens, and those that bear the name of a place already."""

    items: Sequence[Item]
    readings: Readings
    settled: set[int]

    def settle(self, start: int, names: _Names, worth: float, shortest: int = 1) -> bool:
        """Write the best fitting name over the chosen words where it is worth it; whether that was done."""
        if start in self.settled:
            return False
        fits = [fit for fit in names.fits(self.items, start, self.readings, shortest) if _is_bounded(self.items, fit)]
        if not fits:
            return False
        best = min(fits, key=lambda fit: (fit.rank, self._chosen(fit) != fit.words))
        run = self.items[start : start + len(best.words)]
        chosen = [self.readings(item).cost(_core(item)) for item in run]
        if best.cost > sum(worth if cost is None else cost for cost in chosen) + worth:
            return False
        if worth == BARE and fold(" ".join(best.words)) != fold(" ".join(map(_core, run))):
            return False
        for item, word in zip(run, best.words, strict=True):
            _write(item, word)
        self.settled.update(range(start, start + len(run)))
        return True

    def _chosen(self, fit: _Fit) -> tuple[str, ...]:
        return tuple(map(_core, self.items[fit.start : fit.start + len(fit.words)]))


def _own(items: Sequence[Item], anchors: Sequence[_Anchor], readings: Readings) -> tuple[str, str]:
    """The codes of the province and the district that the document speaks of most; empty where it names none."""
    provinces, districts, communes = Counter[str](), Counter[str](), Counter[str]()
    for anchor in anchors:
        for level in anchor.levels:
            fits = [
                fit
                for fit in _every(level).fits(items, anchor.name, readings)
                if fit.cost <= SURE_READING * len(fit.words) and _is_bounded(items, fit)
            ]
            best = min((fit.rank for fit in fits), default=0.0)
            codes = {(fit.unit.province, fit.unit.district) for fit in fits if fit.rank == best}
            provinces.update({province: 1.0 / len(codes) for province, _ in codes})
            (districts if level == DISTRICT else communes).update({district for _, district in codes if district})
    province, count = max(provinces.items(), key=lambda item: item[1], default=("", 0.0))
    if count < max(LEAST_NAMED, LEAST_SHARE * provinces.total()):
        return "", ""
    within = {unit.code for unit in _units(DISTRICT, province=province)}
    votes = {code: 2 * districts[code] + communes[code] for code in within if districts[code] or communes[code] > 1}
    return province, max(sorted(votes), key=lambda code: votes[code], default="")


def _anchors(items: Sequence[Item]) -> Iterator[_Anchor]:
    keys = [fold(_core(item)) for item in items]
    for at, item in enumerate(items[:-1]):
        two = f"{keys[at - 1]} {keys[at]}" if at else ""
        levels = _LEVELS.get(two) or _LEVELS.get(keys[at])
        if not levels or item.token.trail.strip(".") or item.damage is not items[at + 1].damage:
            continue
        name = at + 2 if keys[at + 1] == "uy" and at + 2 < len(items) else at + 1
        if _is_name(items[name]) and items[name].line <= item.line + 1:
            yield _Anchor(at, name, levels)


def _is_name(item: Item) -> bool:
    return item.token.kind is Kind.WORD and _core(item, lower=False)[:1].isupper()


def _are_together(items: Sequence[Item], start: int, count: int) -> bool:
    """Whether so many tokens from `start` on are words of one name: no punctuation, no other damage between."""
    if start + count > len(items):
        return False
    run = items[start : start + count]
    return all(_is_name(item) and item.damage is run[0].damage for item in run) and all(
        not a.token.trail and not b.token.lead and b.line <= a.line + 1 for a, b in pairwise(run)
    )


def _run(items: Sequence[Item], start: int) -> int:
    """How many tokens from `start` on may be words of one name."""
    length = int(_are_together(items, start, 1))
    while length and length < LONGEST and _are_together(items, start + length - 1, 2):
        length += 1
    return length


def _is_bounded(items: Sequence[Item], fit: _Fit) -> bool:
    """Whether the name ends with the run of capitalised words (in a line of capitals any word may follow)."""
    end = fit.start + len(fit.words)
    if end >= len(items) or not _are_together(items, end - 1, 2) or items[end].line != items[end - 1].line:
        return True
    return _core(items[end], lower=False).isupper()


def _core(item: Item, lower: bool = True) -> str:
    lead, trail = len(item.token.lead), len(item.token.trail)
    core = item.text[lead : len(item.text) - trail if trail else None]
    return core.lower() if lower else core


def _write(item: Item, word: str) -> None:
    capitals = _core(item, lower=False).isupper() and len(word) > 1
    text = item.token.lead + (word.upper() if capitals else word[0].upper() + word[1:]) + item.token.trail
    if text != item.text:
        item.text, item.confidence = text, NAMED


def _mend_level(item: Item) -> None:
    core = _core(item, lower=False)
    word = _LEVEL_WORDS.get(fold(core))
    if word and core.islower():
        item.text = item.token.lead + word + item.token.trail


def _units(level: str, province: str = "", district: str = "") -> Iterator[Unit]:
    """The units of a level in a province or a district; none without either."""
    return (
        unit
        for unit in gazetteer().every(level)
        if (province and unit.province == province) or (district and unit.district == district)
    )


@cache
def _every(level: str) -> _Names:
    return _Names(gazetteer().by_first_word(level))
