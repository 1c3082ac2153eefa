"""Pages for measuring reading: reproducible, with their truth, running text apart from heads and tables."""

from __future__ import annotations

import itertools

import numpy as np

from tools.annexes.kinds import KINDS
from tools.degraded_pages import clean_pages, degraded, table_pages
from tools.plans import paint


def test_the_same_pages_on_every_call() -> None:
    first, second = (list(degraded("low", 2)) for _ in range(2))
    for one, other in zip(first, second, strict=True):
        assert one.name == other.name
        assert one.truth == other.truth
        assert np.array_equal(one.image, other.image)
        assert len(one.truth.split()) > 150
        assert one.dpi == 120


def test_running_text_and_layout_pages_are_kept_apart() -> None:
    plain = {name for name, _, _ in itertools.islice(clean_pages(), 12)}
    laid_out = [(name, page) for name, page, _ in itertools.islice(clean_pages(layout=True), 12)]
    assert not plain & {name for name, _ in laid_out}
    assert any("CỘNG HÒA" in " ".join(line.text for line in page.lines) for _, page in laid_out)


def test_pages_of_tables_are_those_of_annexes_with_rules() -> None:
    found = list(itertools.islice(table_pages(), 2 * len(KINDS)))
    assert len({name for name, _, _ in found}) == len(found)
    assert all(len(page.rules) > 20 and len(page.lines) > 15 for _, page, _ in found)


def test_ink_lies_where_the_words_are() -> None:
    _, page, face = next(clean_pages())
    image = paint.page_image(page, 150, face)
    scale = 150 / 72
    for line in page.lines[:10]:
        for word in line.words:
            box = image[
                round((word.baseline - word.size) * scale) : round((word.baseline + 3) * scale),
                round(word.x * scale) : round((word.x + word.width) * scale),
            ]
            assert box.min() < 128, word.text
