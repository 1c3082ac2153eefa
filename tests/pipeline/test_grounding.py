from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.grounding import _words
from pipeline.model import Box, Decision, PageText, TextSource, Word


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 2)), max_size=12), st.integers(-3, 60), st.integers(-3, 60))
def test_the_words_of_a_span_are_those_that_reach_into_it(sizes: list[tuple[int, int]], start: int, end: int) -> None:
    words, at = [], 0
    for size, gap in sizes:
        words.append(Word(at, at + size, Box(at, 0, at + size, 1)))
        at += size + gap
    page = PageText(1, "", Decision(TextSource.OCR, 1.0, ""), tuple(words))
    assert _words(page, start, end) == [word for word in words if word.start < end and word.end > start]
