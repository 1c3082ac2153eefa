"""Lines read by the network are read as Tesseract reads them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline.errors import EngineMissingError
from pipeline.line_engines import Grey, LineEngine, start_engine
from pipeline.line_network import reader
from pipeline.line_network.reader import normalised
from pipeline.line_network.traineddata import UnknownModelError
from pipeline.page_lines import page_lines
from tests.pipeline.paper import PLAN, drawn


def lines(texts: Sequence[str]) -> list[Grey]:
    """The images of printed lines, as they are cut from a page."""
    page = page_lines(np.asarray(drawn(texts, dpi=200).convert("L")))
    return [line.image.image for line in page.lines]


@pytest.fixture(scope="module")
def engine() -> LineEngine:
    return start_engine("onnxruntime", "vie")


def test_words_columns_and_confidences_are_those_of_tesseract(engine: LineEngine) -> None:
    images = lines(PLAN)
    theirs = start_engine("tesserocr", "vie").recognise(images, 60)
    apart: list[float] = []
    for text, own, other in zip(PLAN, engine.recognise(images, 60), theirs, strict=True):
        assert " ".join(word.text for word in own) == " ".join(word.text for word in other) == text
        assert [word.left for word in own] == pytest.approx([word.left for word in other], abs=18)
        assert [word.right for word in own] == pytest.approx([word.right for word in other], abs=18)
        apart += [abs(a.confidence - b.confidence) for a, b in zip(own, other, strict=True)]
    assert np.median(apart) < 0.01
    assert np.quantile(apart, 0.9) < 0.06


def test_lines_are_read_alike_alone_and_together(engine: LineEngine) -> None:
    images = lines((*PLAN, "15", "Mục", "III"))
    alone, together = [engine.recognise([image], 60)[0] for image in images], engine.recognise(images, 60)
    for one, other in zip(alone, together, strict=True):
        assert [(word.text, word.left, word.right) for word in one] == [(w.text, w.left, w.right) for w in other]
        assert [word.confidence for word in one] == pytest.approx([word.confidence for word in other], abs=1e-3)


def test_white_letters_on_black_are_read(engine: LineEngine) -> None:
    found = engine.recognise([255 - lines(PLAN)[3]], 60)[0]
    assert " ".join(word.text for word in found) == PLAN[3]


@pytest.mark.parametrize("shape", [(36, 1), (1, 1), (1, 500), (200, 2), (36, 40)])
def test_images_of_any_shape_are_read(engine: LineEngine, shape: tuple[int, int]) -> None:
    assert all(0 <= word.left < word.right for word in engine.recognise([np.full(shape, 255, np.uint8)], 60)[0])


def test_ink_is_dark_and_paper_light_whatever_the_contrast() -> None:
    (image,) = lines(["Ban hành"])
    for shade in (image, (170 + image // 4).astype(np.uint8)):
        seen = normalised(shade)
        assert seen.dtype == np.float32
        assert -1 <= seen.min() < -0.8
        assert 0.9 < np.median(seen) <= 1


def test_a_network_that_is_unknown_names_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(_: object) -> object:
        raise UnknownModelError("vie.traineddata holds no network for lines that is known here (layer Parallel)")

    monkeypatch.setattr(reader, "read_model", unknown)
    with pytest.raises(EngineMissingError, match="layer Parallel") as caught:
        start_engine("onnxruntime", "vie")
    assert "tesserocr" in caught.value.remedy
