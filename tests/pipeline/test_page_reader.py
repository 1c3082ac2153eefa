"""A page is read line by line: twice where the first engine is unsure, and what only one engine sees is weighed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from normalizers.plausible import load_plausibility
from pipeline.errors import EngineCrashedError
from pipeline.line_engines import Grey, Recognised
from pipeline.line_reader import LineReader, ReadLine, load_line_reader
from pipeline.model import Box
from pipeline.page_lines import WANTED_X_HEIGHT, scale_for_reading, scaled
from pipeline.page_reader import SURE, SURE_OF_SMALL, PageReader, is_noise, spots_of
from pipeline.read import reader_of
from pipeline.segments import PlacedWord
from pipeline.settings import ReadSettings
from tests.pipeline.paper import PLAN, drawn

DPI = 200
SURE_ENOUGH = 0.98


@dataclass
class Parrot:
    """An engine that says the printed lines; `doubts` are those that it is unsure of."""

    doubts: frozenset[int] = frozenset()
    silent: frozenset[int] = frozenset()
    sure: float = SURE_ENOUGH
    reaching: bool = False  # the second word of each line reaches to the line's end

    def recognise(self, images: Sequence[Grey], timeout: float) -> list[list[Recognised]]:
        return [self._words(number, image.shape[1]) for number, image in enumerate(images)]

    def _words(self, number: int, wide: int) -> list[Recognised]:
        if number in self.silent:
            return []
        words, step = PLAN[number].split(), wide / len(PLAN[number])
        starts = [sum(len(word) + 1 for word in words[:n]) for n in range(len(words))]
        sure = 0.6 if number in self.doubts else self.sure
        said = [
            Recognised(w, round(s * step), round((s + len(w)) * step), sure) for w, s in zip(words, starts, strict=True)
        ]
        return [replace(word, right=wide) if self.reaching and n == 1 else word for n, word in enumerate(said)]


@dataclass
class Listening:
    """The real second engine; `asked` gathers how many lines it was given."""

    inner: LineReader
    asked: list[int] = field(default_factory=list)

    def detect(self, image: Grey) -> list[Box]:
        return self.inner.detect(image)

    def read(self, image: Grey, boxes: Sequence[Box], dpi: float, said: Sequence[str] = ()) -> list[ReadLine]:
        self.asked.append(len(boxes))
        return self.inner.read(image, boxes, dpi, said)


def grey(image: Image.Image) -> Grey:
    return np.asarray(image.convert("L"), np.uint8)


def reading(engine: Parrot, dpi: int = DPI) -> tuple[str, list[int], list[PlacedWord]]:
    second = Listening(load_line_reader())
    words = PageReader(engine, second, load_plausibility()).read(grey(drawn(dpi=dpi)), dpi)  # type: ignore[arg-type]
    return " ".join(word.text for word in words), second.asked, words


def test_lines_of_small_print_are_to_be_surer() -> None:
    between = Parrot(sure=(SURE + SURE_OF_SMALL) / 2)
    assert reading(between)[1] == [0]
    assert reading(between, 110)[1] == [len(PLAN)]


def test_a_word_that_the_engine_lets_reach_into_the_next_ones_keeps_its_place() -> None:
    text, _, words = reading(Parrot(frozenset({0, 1}), reaching=True))
    assert text == " ".join(PLAN)
    assert all(word.box.x1 < after.box.x1 for word, after in pairwise(words) if after.box.y0 < word.box.y1)


def test_sure_lines_are_read_once() -> None:
    text, asked, words = reading(Parrot())
    assert text == " ".join(PLAN)
    assert asked == [0]
    tops = [80 + 22 * number for number in range(len(PLAN))]
    assert all(min(abs(word.box.y0 - top) for top in tops) < 9 for word in words)


def test_unsure_lines_alone_are_read_again() -> None:
    assert reading(Parrot(doubts=frozenset({1, 4})))[1] == [2]
    assert reading(Parrot(doubts=frozenset({0, 1, 2, 3})))[1] == [4]


def test_the_second_reader_can_be_left_out() -> None:
    reader = reader_of(ReadSettings(second_reader="none"))
    assert isinstance(reader, PageReader)
    assert reader.second is None
    words = replace(reader, engine=Parrot(doubts=frozenset({1}))).read(grey(drawn(dpi=DPI)), DPI)
    assert " ".join(word.text for word in words) == " ".join(PLAN)
    with pytest.raises(ValueError, match="second_reader must be one of trueocr, none, not both"):
        ReadSettings(second_reader="both")


def test_a_line_that_the_first_engine_loses_is_added_by_the_second() -> None:
    text, asked, _ = reading(Parrot(silent=frozenset({2})))
    lost = PLAN[2].split()
    assert asked == [1]
    assert sum(word in text.split() for word in lost) > 0.7 * len(lost)


def test_a_line_that_the_second_engine_does_not_see_is_doubted() -> None:
    @dataclass
    class Blind(Listening):
        def detect(self, image: Grey) -> list[Box]:
            return []

    words = PageReader(Parrot(), Blind(load_line_reader()), load_plausibility()).read(grey(drawn(dpi=DPI)), DPI)  # type: ignore[arg-type]
    assert len(words) > 50
    assert all(word.confidence == pytest.approx(SURE_ENOUGH * 0.6) for word in words)


def test_a_crash_of_the_first_engine_is_told() -> None:
    class Broken:
        def recognise(self, images: Sequence[Grey], timeout: float) -> list[list[Recognised]]:
            raise EngineCrashedError("The engine crashed.")

    with pytest.raises(EngineCrashedError):
        PageReader(Broken(), None, load_plausibility()).read(grey(drawn()), 150)


@pytest.mark.parametrize("size", [(1, 1), (3, 2000), (2000, 3)])
def test_a_sliver_has_no_words(size: tuple[int, int]) -> None:
    page = grey(Image.new("RGB", size, "white"))
    assert PageReader(Parrot(), load_line_reader(), load_plausibility()).read(page, DPI) == []
    assert scale_for_reading(page) >= 1


@pytest.mark.parametrize("dpi", [90, 120, 300, 600])
def test_print_is_brought_to_one_height(dpi: int) -> None:
    page = np.asarray(drawn([*PLAN, *PLAN, *PLAN], dpi).convert("L"))
    by = scale_for_reading(page)
    assert 14 * 0.45 * dpi / 72 * by == pytest.approx(WANTED_X_HEIGHT, rel=0.2)
    assert scaled(page, by).shape[0] == pytest.approx(page.shape[0] * by, abs=1)


def said(text: str, confidence: float) -> list[PlacedWord]:
    return [PlacedWord(word, Box(0, 0, 1, 1), confidence) for word in text.split()]


@pytest.mark.parametrize(
    ("text", "confidence", "expected"),
    [
        ("Điều 1.", 0.9, False),
        ("` ° ®", 0.9, True),
        ("-", 0.9, False),
        ("z", 0.7, True),
        ("7", 0.95, False),
        ("Rư v77 kả", 0.3, True),
        ("", 1.0, True),
    ],
)
def test_noise_is_unsure_or_hardly_a_letter(text: str, confidence: float, expected: bool) -> None:
    assert is_noise(said(text, confidence)) is expected


def test_a_line_takes_the_height_that_the_second_engine_sees() -> None:
    line = Box(100, 50, 500, 90)
    assert spots_of([line], [Box(98, 44, 503, 92)]) == [Box(98, 44, 503, 92)]
    assert spots_of([line], [Box(90, 44, 300, 92), Box(310, 48, 380, 90)]) == [Box(100, 44, 500, 92)]
    assert spots_of([line], [Box(98, 144, 503, 192)]) == [None]
    assert spots_of([line], []) == [None]


def test_parts_of_a_line_that_is_one_spot_are_read_each_by_itself() -> None:
    before, after, below = Box(100, 50, 140, 90), Box(160, 50, 500, 90), Box(100, 110, 500, 150)
    spots = [Box(98, 44, 503, 92), Box(98, 104, 503, 152)]
    assert spots_of([before, after, below], spots) == [Box(100, 44, 140, 92), Box(160, 44, 500, 92), spots[1]]


def test_a_line_that_both_engines_read_alike_is_read_no_third_time() -> None:
    second, page = load_line_reader(), np.asarray(drawn(dpi=DPI).convert("L"))
    boxes = second.detect(page)[:3]
    alone = second.read(page, boxes, DPI)
    said = [" ".join(word.text for word in line.readings[0]) for line in alone]
    again = second.read(page, boxes, DPI, [said[0], "something else"])
    assert again[0].readings == (alone[0].readings[0], alone[0].readings[0])
    assert again[1:] == alone[1:]
