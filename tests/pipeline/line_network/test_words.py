"""What a network says step by step as words: where they stand, how sure they are, what they are where it wavers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from pipeline.line_network.columns import columns_of
from pipeline.line_network.ctc import Alphabet, spelled_words
from pipeline.line_network.wavering import SaidWord, settled

SYMBOLS = (" ", "a", "b", "ê", "ế", "n", "")
ALPHABET = Alphabet(SYMBOLS, 6)
Chances = NDArray[np.float32]


def chances(steps: str, **others: dict[str, float]) -> Chances:
    """Chances of a line whose steps say these symbols (`_` is nothing); `step3={"b": 0.4}` shares a step."""
    found = np.full((len(steps), len(SYMBOLS)), 1e-6, np.float32)
    for step, symbol in enumerate(steps):
        shared = others.get(f"step{step}", {})
        found[step, SYMBOLS.index(symbol.replace("_", ""))] = 1.0 - sum(shared.values())
        for other, chance in shared.items():
            found[step, SYMBOLS.index(other.replace("_", ""))] = chance
    return found


def said(line: Chances, *known: str) -> list[SaidWord]:
    return [settled(word, line, ALPHABET, known.__contains__) for word in spelled_words(line, ALPHABET)]


def test_words_lie_between_blanks_and_letters_twice_need_nothing_between() -> None:
    words = said(chances("_aab_ _bn_b__"), "ab", "bnb")
    assert [word.text for word in words] == ["ab", "bnb"]
    assert [word.text for word in said(chances("a_aa_a"))] == ["aaa"]
    assert said(chances("__  __")) == []


def test_a_known_word_is_surer_and_a_doubtful_letter_makes_it_less_sure() -> None:
    known, unknown = said(chances("_ab_"), "ab")[0], said(chances("_ab_"))[0]
    assert known.confidence == pytest.approx(0.97, abs=0.005)
    assert unknown.confidence == pytest.approx(0.933, abs=0.005)
    doubtful = said(chances("_ab_", step2={"n": 0.4}), "ab")[0]
    assert doubtful.confidence == pytest.approx(1 - 0.35 * (0.085 - np.log(0.6)), abs=0.005)


def test_a_blank_between_doubtful_steps_makes_no_word_less_sure() -> None:
    line = chances("_ab_ _ba_", step4={"_": 0.45})
    assert all(word.confidence > 0.96 for word in said(line, "ab", "ba"))


@pytest.mark.parametrize(
    ("line", "known", "text"),
    [
        (chances("_bên_", step2={"ế": 0.4}), ("bến",), "bến"),
        (chances("_bên_", step2={"ế": 0.2}), ("bến", "bên"), "bên"),
        (chances("_bên_", step2={"ế": 0.005}), ("bến",), "bên"),
        (chances("_ban_", step3={"_": 0.3}), ("ba",), "ba"),
        (chances("_b__n", step2={"a": 0.3}), ("ban",), "ban"),
        (chances("_bênb", step2={"ế": 0.4}, step4={"_": 0.4}), ("bến",), "bến"),
        (chances("_bên_", step2={"ế": 0.2}), (), "bên"),
    ],
)
def test_letters_of_unknown_words_are_exchanged_where_the_network_wavers(
    line: Chances, known: tuple[str, ...], text: str
) -> None:
    assert [word.text for word in said(line, *known)] == [text]


def test_an_exchanged_word_is_as_sure_as_its_letters() -> None:
    (word,) = said(chances("_bên_", step2={"ế": 0.4}), "bến")
    assert word.confidence == pytest.approx(1 - 0.35 * (0.085 - np.log(0.4)), abs=0.005)


@given(st.lists(st.lists(st.floats(0.001, 1), min_size=7, max_size=7), min_size=1, max_size=30))
def test_any_chances_make_words_in_order(rows: list[list[float]]) -> None:
    line = np.array(rows, np.float32)
    line /= line.sum(axis=1, keepdims=True)
    words = list(spelled_words(line, ALPHABET))
    letters = [run for word in words for run in word.letters]
    assert all(run.start < run.end <= after.start for run, after in pairwise(letters))
    assert all(len(word.costs) >= word.letters[-1].end - word.start for word in words)
    assert all(0 <= word.confidence <= 1 and " " not in word.text for word in said(line, "an", "bên"))


def test_a_word_reaches_from_blank_to_blank_of_the_ink() -> None:
    image = np.full((36, 48), 255, np.uint8)
    for left, right in ((2, 8), (10, 17), (26, 31), (33, 40)):
        image[10:30, left:right] = 0
    words = list(spelled_words(chances("_a__b_ __n_ba___"), ALPHABET))
    assert columns_of(words, image, 3.0) == [(2, 17), (26, 40)]
    assert columns_of(words, np.full_like(image, 255), 3.0) == [(0, 12), (30, 48)]
    assert columns_of([], image, 3.0) == []
