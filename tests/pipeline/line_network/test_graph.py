"""The ONNX graph computes what Tesseract's layers are: compared with the same layers written step by step."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import onnxruntime
import pytest
from numpy.typing import NDArray

from pipeline.line_network.graph import CHANCES, IMAGES, STEPS, onnx_model
from pipeline.line_network.traineddata import Layer, LineModel, UnknownModelError

Floats = NDArray[np.float32]
RANDOM = np.random.default_rng(7)
HEIGHT, SYMBOLS = 6, 5


def weights(outputs: int, inputs: int) -> Floats:
    return RANDOM.normal(0, 0.6, (outputs, inputs + 1)).astype(np.float32)


def recurrent(kind: str, inputs: int, outputs: int) -> Layer:
    return Layer(kind, inputs, outputs, weights=tuple(weights(outputs, inputs + outputs) for _ in range(4)))


COLUMNS, RIGHT, LEFT = recurrent("SummLSTM", 2, 3), recurrent("LSTM", 3, 4), recurrent("LSTM", 4, 3)
DENSE, SAID = (
    Layer("Tanh", 9, 2, weights=(weights(2, 9),)),
    Layer("Softmax", 3, SYMBOLS, weights=(weights(SYMBOLS, 3),)),
)
LAYERS = (
    Layer("Input", HEIGHT, 1, settings=(1, HEIGHT, 0, 1, 0)),
    Layer("Series", 1, 2, (Layer("Convolve", 1, 9, settings=(1, 1)), DENSE)),
    Layer("Maxpool", 2, 2, settings=(3, 3)),
    Layer("XYTranspose", 2, 3, (COLUMNS,)),
    RIGHT,
    Layer("RTLReversed", 4, 3, (LEFT,)),
    SAID,
)
MODEL = LineModel(Layer("Series", HEIGHT, SYMBOLS, LAYERS), (" ", "a", "b", "c", ""), 4, frozenset())


def states(layer: Layer, inputs: list[Floats]) -> list[Floats]:
    """The outputs of a recurrent layer (Hochreiter and Schmidhuber 1997, with Gers's forget gate)."""
    out, cell, found = np.zeros(layer.outputs), np.zeros(layer.outputs), []
    for values in inputs:
        seen = np.concatenate([values, out, [1.0]])
        new, into, forget, through = (matrix @ seen for matrix in layer.weights)
        into, forget, through = (1 / (1 + np.exp(-gate)) for gate in (into, forget, through))
        cell = forget * cell + into * np.tanh(new)
        out = through * np.tanh(cell)
        found.append(out.astype(np.float32))
    return found


def step_by_step(image: Floats) -> Floats:
    """The chances of one image (height × width) by loops."""
    (matrix,), (said,) = DENSE.weights, SAID.weights
    high, wide = image.shape
    padded = np.pad(image, 1)
    seen = np.zeros((2, high, wide))
    for y in range(high):
        for x in range(wide):
            window = [padded[y + down, x + across] for across in range(3) for down in range(3)]
            seen[:, y, x] = np.tanh(matrix @ np.array([*window, 1.0]))
    rows, steps = high // 3, wide // 3
    pooled = seen[:, : rows * 3, : steps * 3].reshape(2, rows, 3, steps, 3).max(axis=(2, 4)).astype(np.float32)
    columns = [states(COLUMNS, [pooled[:, row, step] for row in range(rows)])[-1] for step in range(steps)]
    back = states(LEFT, states(RIGHT, columns)[::-1])[::-1]
    found = np.exp([said @ np.append(values, 1.0) for values in back])
    return np.asarray(found / found.sum(axis=1, keepdims=True), np.float32)


def test_lines_of_different_widths_are_read_as_each_alone() -> None:
    graph, step = onnx_model(MODEL)
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    images = [RANDOM.uniform(-1, 1, (HEIGHT, width)).astype(np.float32) for width in (12, 21, 16, 3)]
    batch = np.zeros((len(images), 1, HEIGHT, 21), np.float32)
    for line, image in zip(batch, images, strict=True):
        line[0, :, : image.shape[1]] = image
    steps = np.array([image.shape[1] // step for image in images], np.int32)
    (found,) = session.run([CHANCES], {IMAGES: batch, STEPS: steps})
    assert step == 3
    for number, image in enumerate(images):
        expected = step_by_step(image)
        assert found[: steps[number], number] == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(
    "layers",
    [
        LAYERS[1:],
        (replace(LAYERS[0], settings=(1, HEIGHT, 0, 3, 0)), *LAYERS[1:]),
        (LAYERS[0], replace(LAYERS[1], parts=(LAYERS[1].parts[0], replace(DENSE, kind="Linear"))), *LAYERS[2:]),
        (*LAYERS[:3], Layer("Parallel", 2, 6, (COLUMNS, COLUMNS)), *LAYERS[4:]),
    ],
)
def test_a_layer_that_is_not_known_is_named(layers: tuple[Layer, ...]) -> None:
    with pytest.raises(UnknownModelError):
        onnx_model(replace(MODEL, network=replace(MODEL.network, parts=layers)))
