"""Tesseract's model files: what they hold, and what is said of those that aren't understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.line_network.traineddata import LineModel, UnknownModelError, read_model
from pipeline.tessdata import data_folder

FOLDER = Path(data_folder("vie") or "")


@pytest.fixture(scope="module")
def model() -> LineModel:
    return read_model(FOLDER / "vie.traineddata")


def test_a_model_has_its_network_its_letters_and_its_words(model: LineModel) -> None:
    kinds = [layer.kind for layer in model.network.parts]
    assert kinds[:4] == ["Input", "Series", "Maxpool", "XYTranspose"]
    assert kinds[-1] == "Softmax"
    assert model.height == 36
    assert model.symbols[0] == " "
    assert set("ăâđêôơưắệỗửỹ0123456789%/") <= set(model.symbols)
    assert len(model.symbols) == model.network.parts[-1].outputs
    assert model.symbols[model.nothing] not in "aăâđ0"
    assert {"huyện", "triển", "Phòng"} <= model.words
    assert "huỵện" not in model.words


def test_weights_are_of_the_size_of_their_layer(model: LineModel) -> None:
    *_, long, last = model.network.parts
    assert [matrix.shape for matrix in long.weights] == [(long.outputs, long.inputs + long.outputs + 1)] * 4
    assert last.weights[0].shape == (last.outputs, last.inputs + 1)
    assert all(0 < abs(matrix).max() < 50 for matrix in (*long.weights, *last.weights))


def test_a_model_without_a_network_for_lines_is_named() -> None:
    with pytest.raises(UnknownModelError, match=r"osd\.traineddata"):
        read_model(FOLDER / "osd.traineddata")


@pytest.mark.parametrize("length", [0, 3, 200, 5_000, 100_000, 433_000, 500_000])
def test_a_model_that_breaks_off_is_named(tmp_path: Path, length: int) -> None:
    whole = (FOLDER / "vie.traineddata").read_bytes()
    broken = tmp_path / "broken.traineddata"
    broken.write_bytes(whole[:length])
    with pytest.raises(UnknownModelError, match=r"broken\.traineddata"):
        read_model(broken)


@pytest.mark.parametrize(("there", "instead"), [(b"Softmax", b"Softmix"), (b"SummLSTM", b"LookLSTM")])
def test_a_layer_that_is_unknown_is_named(tmp_path: Path, there: bytes, instead: bytes) -> None:
    changed = tmp_path / "changed.traineddata"
    changed.write_bytes((FOLDER / "vie.traineddata").read_bytes().replace(there, instead))
    with pytest.raises(UnknownModelError, match=instead.decode()):
        read_model(changed)
