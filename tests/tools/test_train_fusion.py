"""The weights of the readings are learned from places that a run would see, labelled by what was printed."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.fusion import FEATURES, SIGNS
from pipeline.model import Box
from pipeline.readings import slots
from pipeline.segments import PlacedWord
from tools.train_fusion import Cases, Numbers, Place, choices, labelled, printed_at, verdicts


@pytest.fixture(scope="module")
def found() -> list[Place]:
    return labelled("photocopy", 1, 77_000)


def test_places_of_a_page_are_labelled_by_what_was_printed(found: list[Place]) -> None:
    assert len(found) > 50
    right = [place.right is not None for place in found]
    assert np.mean(right) > 0.8
    assert all(len(place.rows) == len(place.options) for place in found)
    assert any(len(place.options) > 1 for place in found)


def test_cases_to_choose_from_hold_the_right_one(found: list[Place]) -> None:
    cases = choices(found)
    assert cases.rows.shape == (len(cases.right), cases.there.shape[1], len(FEATURES))
    assert cases.there[np.arange(len(cases.right)), cases.right].all()
    assert cases.there.sum(axis=1).min() > 1


def test_a_verdict_for_each_place(found: list[Place]) -> None:
    weights = np.zeros(len(FEATURES))
    weights[FEATURES.index("first")] = 1.0
    cases = verdicts(found, weights)
    assert cases.rows.shape == (len(found), 2, len(SIGNS))
    # the first candidate is what the first engine says
    assert [right == 0 for right in cases.right] == [place.right == 0 for place in found]


def synthetic(weights: Numbers, count: int = 3000) -> Cases:
    """Cases whose right option is drawn by the chances that `weights` give."""
    rng = np.random.default_rng(5)
    found = []
    for _ in range(count):
        rows = rng.normal(size=(rng.integers(2, 5), len(weights)))
        likely = np.exp(rows @ weights)
        found.append((rows, int(rng.choice(len(rows), p=likely / likely.sum()))))
    return Cases.of(found)


def test_weights_that_made_the_choices_are_found_again() -> None:
    weights = np.array([1.5, -0.7, 0.0])
    cases = synthetic(weights)
    learned = cases.fit()
    assert learned == pytest.approx(weights, abs=0.15)
    assert cases.loss(learned) <= cases.loss(weights)
    assert cases.loss(learned) < cases.loss(np.zeros(3))
    assert cases.share(learned) > cases.share(-weights)


def row(text: str) -> tuple[PlacedWord, ...]:
    return tuple(PlacedWord(word, Box(50.0 * at, 0, 50.0 * at + 45, 12), 0.9) for at, word in enumerate(text.split()))


def test_a_place_between_printed_ones_is_what_was_printed_there() -> None:
    line = slots([row("các xa zzzz mới"), row("các xa zzzz mới")])
    said = dict(printed_at(line, ["các", "xã", "đạt", "mới"]))
    assert [said.get(id(slot)) for slot in line] == ["các", "xã", "đạt", "mới"]
    assert dict(printed_at(line[:3], ["các", "xã", "đạt"])).get(id(line[2])) is None
