"""Tesseract's network for lines as an ONNX graph.

Layers of "VGSL" specifications that read a line: convolution and pooling, a recurrent layer up the columns that keeps
its last state, recurrent layers to the right and to the left, a softmax. Weights that Tesseract keeps as whole
numbers become floats, and so do activations, which it rounds to 1/127: what is read is the same but where it wavers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from pipeline.line_network.traineddata import Layer, LineModel, UnknownModelError

IMAGES, STEPS, CHANCES = "images", "steps", "chances"
"""Names of what goes in and comes out: images (lines × 1 × height × width) of floats from -1 (black) to 1, how many
steps each is wide without its padding, and the chances (steps × lines × symbols)."""

_OPSET, _IR_VERSION = 17, 8
_ACTIVATIONS = {"Tanh": "Tanh", "Relu": "Relu", "Logistic": "Sigmoid"}


@dataclass
class _Graph:
    """Nodes and constants that are added one after the other; `height` is that of a column at the last node."""

    height: int
    nodes: list[NodeProto] = field(default_factory=list)
    constants: list[TensorProto] = field(default_factory=list)
    names: Iterator[int] = field(default_factory=count)
    narrower: int = 1

    def node(self, kind: str, *inputs: str, outputs: tuple[str, ...] | None = None, **settings: Any) -> str:
        """The name of what a new node gives."""
        given = outputs or (f"{kind}{next(self.names)}",)
        self.nodes.append(helper.make_node(kind, list(inputs), list(given), **settings))
        return given[-1]

    def constant(self, values: NDArray[np.generic] | list[int]) -> str:
        """The name of a constant; a list is one of whole numbers."""
        array = np.array(values, np.int64) if isinstance(values, list) else np.ascontiguousarray(values)
        name = f"constant{next(self.names)}"
        self.constants.append(numpy_helper.from_array(array, name))
        return name


def onnx_model(model: LineModel) -> tuple[bytes, int]:
    """The graph, and how many pixels wide a step is; raises UnknownModelError for a layer that isn't known."""
    first, *layers = model.network.parts
    if model.network.kind != "Series" or first.kind != "Input" or first.settings[3] != 1:
        raise UnknownModelError("a network that does not begin with a grey image")
    graph = _Graph(model.height)
    last = IMAGES
    for layer in layers:
        last = _added(graph, layer, last)
    graph.node("Identity", last, outputs=(CHANCES,))
    return _proto(graph).SerializeToString(), graph.narrower


def _proto(graph: _Graph) -> ModelProto:
    inputs = [
        helper.make_tensor_value_info(IMAGES, TensorProto.FLOAT, ["lines", 1, "height", "width"]),
        helper.make_tensor_value_info(STEPS, TensorProto.INT32, ["lines"]),
    ]
    outputs = [helper.make_tensor_value_info(CHANCES, TensorProto.FLOAT, ["steps", "lines", "symbols"])]
    whole = helper.make_graph(graph.nodes, "lines", inputs, outputs, graph.constants)
    return helper.make_model(whole, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR_VERSION)


def _added(graph: _Graph, layer: Layer, last: str) -> str:
    """The name of what `layer` gives, added behind `last`."""
    match layer:
        case Layer(kind="Series", parts=(Layer(kind="Convolve") as window, dense)):
            return _convolution(graph, window, dense, last)
        case Layer(kind="Maxpool", settings=(across, down)):
            graph.height, graph.narrower = graph.height // down, graph.narrower * across
            return graph.node("MaxPool", last, kernel_shape=[down, across], strides=[down, across])
        case Layer(kind="XYTranspose", parts=(Layer(kind="SummLSTM") as columns,)):
            return _columns(graph, columns, last)
        case Layer(kind="LSTM"):
            return _recurrent(graph, layer, last, "forward")
        case Layer(kind="RTLReversed", parts=(Layer(kind="LSTM") as back,)):
            return _recurrent(graph, back, last, "reverse")
        case Layer(kind="Softmax", weights=(weights,)):
            product = graph.node("MatMul", last, graph.constant(weights[:, :-1].T))
            return graph.node("Softmax", graph.node("Add", product, graph.constant(weights[:, -1])), axis=-1)
    raise UnknownModelError(f"layer {layer.kind} at this place")


def _convolution(graph: _Graph, window: Layer, dense: Layer, last: str) -> str:
    """A window about each pixel, whose values Tesseract lists column by column, and a dense layer on it."""
    across, down = (2 * half + 1 for half in window.settings)
    (weights,) = dense.weights
    if dense.kind not in _ACTIVATIONS:
        raise UnknownModelError(f"{dense.kind} behind a convolution")
    kernel = weights[:, :-1].reshape(dense.outputs, across, down, -1).transpose(0, 3, 2, 1)
    half_across, half_down = window.settings
    found = graph.node(
        "Conv",
        last,
        graph.constant(kernel),
        graph.constant(weights[:, -1]),
        pads=[half_down, half_across, half_down, half_across],
    )
    return graph.node(_ACTIVATIONS[dense.kind], found)


def _columns(graph: _Graph, layer: Layer, last: str) -> str:
    """A recurrent layer down each column, of which the last state stays: steps × lines × outputs."""
    columns = graph.node("Transpose", last, perm=[2, 3, 0, 1])
    shape = graph.node("Shape", columns)
    flat = graph.node("Reshape", columns, graph.constant([graph.height, -1, layer.inputs]))
    given = f"columns{next(graph.names)}"
    state = graph.node("LSTM", flat, *_gates(graph, layer), outputs=("", given), hidden_size=layer.outputs)
    size = graph.node("Gather", shape, graph.constant([1, 2]))
    return graph.node("Reshape", state, graph.node("Concat", size, graph.constant([layer.outputs]), axis=0))


def _recurrent(graph: _Graph, layer: Layer, last: str, direction: str) -> str:
    """A recurrent layer along the lines, each as far as it is wide."""
    gates = _gates(graph, layer)
    found = graph.node("LSTM", last, *gates, STEPS, hidden_size=layer.outputs, direction=direction)
    return graph.node("Squeeze", found, graph.constant([1]))


def _gates(graph: _Graph, layer: Layer) -> tuple[str, str, str]:
    """Weights of inputs, of the layer's last outputs, and biases, in ONNX's order of gates: i, o, f, c."""
    cell, into, forget, out = layer.weights
    gates = np.concatenate([into, out, forget, cell])
    inputs, own, bias = np.split(gates, [layer.inputs, layer.inputs + layer.outputs], axis=1)
    biases = np.concatenate([bias[:, 0], np.zeros(len(bias), np.float32)])
    return graph.constant(inputs[None]), graph.constant(own[None]), graph.constant(biases[None])
