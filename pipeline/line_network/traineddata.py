"""Reads a `.traineddata` file of Tesseract: the network for lines with its weights, its letters and its words.

The layout is that of Tesseract 4 and 5 (`ccutil/tessdatamanager`, `lstm/network`, `lstm/weightmatrix`,
`ccutil/unicharcompress`, `dict/dawg`; Apache-2.0): little-endian; a table of offsets, then one part after the other.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_NETWORK, _WORDS, _UNICHARSET, _RECODER = 17, 19, 21, 22  # numbers of parts
_OF_PARTS = frozenset({"Series", "Parallel", "Reversed", "RTLReversed", "TTBReversed", "XYTranspose"})
_WEIGHTED = frozenset({"Logistic", "Linear", "Posclip", "Relu", "Softmax", "SymmPosclip", "Tanh"})
_RECURRENT = frozenset({"LSTM", "SummLSTM"})
_GATES = 4
_OWN_RATES = 64  # flag of a layer that brings learning rates of its parts
_INTEGERS, _IN_DOUBLES = 1, 128  # flags of a matrix
_LAST, _ENDS = 1, 4  # flags of an edge of the word graph: the last of its node, the end of a word
_FLAGS = 3  # bits


class UnknownModelError(ValueError):
    """A model is of a kind that is not read here; the message says what is unknown."""


@dataclass(frozen=True)
class Layer:
    """A layer: its kind as Tesseract names it, what it takes and gives for a place, its parts, its settings.

    `weights` are matrices (outputs × inputs + 1), the last column the bias; of a recurrent layer those of its input,
    input gate, forget gate and output gate, the inputs followed by its own last outputs.
    """

    kind: str
    inputs: int
    outputs: int
    parts: tuple[Layer, ...] = ()
    settings: tuple[int, ...] = ()
    weights: tuple[Floats, ...] = ()


@dataclass(frozen=True)
class LineModel:
    """A network, what each of its outputs stands for (a blank for spaces), which of them stands for nothing.

    `words` are those of the dictionary, as they are written.
    """

    network: Layer
    symbols: tuple[str, ...]
    nothing: int
    words: frozenset[str]

    @property
    def height(self) -> int:
        """Pixels of a line's image from top to bottom."""
        return self.network.parts[0].settings[1]


@dataclass
class _Bytes:
    """Values read from bytes one after the other."""

    content: bytes
    at: int = 0

    def values(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from(f"<{form}", self.content, self.at)
        self.at += struct.calcsize(f"<{form}")
        return found

    def value(self, form: str) -> Any:
        return self.values(form)[0]

    def text(self) -> str:
        return bytes(self.values(f"{self.value('I')}s")[0]).decode()

    def array(self, kind: str, count: int) -> NDArray[Any]:
        found = np.frombuffer(self.content, kind, count, self.at)
        self.at += found.nbytes
        return found


def read_model(path: Path) -> LineModel:
    """The model of a `.traineddata` file; raises UnknownModelError, or OSError where the file can't be read."""
    try:
        parts = _parts(path.read_bytes())
        content = _Bytes(parts[_NETWORK])
        network = _layer(content)
        letters = _letters(parts[_UNICHARSET])
        words = frozenset(_words(parts[_WORDS], letters)) if _WORDS in parts else frozenset()
        return LineModel(network, _symbols(parts[_RECODER], letters), _nothing(content), words)
    except (KeyError, IndexError, struct.error, UnicodeDecodeError, ValueError) as error:
        raise UnknownModelError(f"{path.name} holds no network for lines that is known here ({error})") from error


def _parts(content: bytes) -> dict[int, bytes]:
    """The parts that are there, by number."""
    (count,) = struct.unpack_from("<I", content)
    offsets = struct.unpack_from(f"<{count}q", content, 4)
    ends = sorted({*offsets, len(content)})
    return {number: content[start : ends[ends.index(start) + 1]] for number, start in enumerate(offsets) if start >= 0}


def _layer(content: _Bytes) -> Layer:
    if content.value("b"):
        raise UnknownModelError("a layer's kind is a number, as in models of Tesseract 3")
    kind = content.text()
    content.values("bb")
    flags, inputs, outputs, _ = content.values("4i")
    content.text()
    if kind in _OF_PARTS:
        parts = tuple(_layer(content) for _ in range(content.value("I")))
        if flags & _OWN_RATES:
            content.array("<f4", content.value("I"))
        return Layer(kind, inputs, outputs, parts)
    if kind in _RECURRENT:
        if content.value("i") != inputs + outputs:
            raise UnknownModelError(f"{kind} in two dimensions")
        return Layer(kind, inputs, outputs, weights=tuple(_matrix(content) for _ in range(_GATES)))
    if kind in _WEIGHTED:
        return Layer(kind, inputs, outputs, weights=(_matrix(content),))
    forms = {"Input": "5i", "Convolve": "2i", "Maxpool": "2i"}
    if kind not in forms:
        raise UnknownModelError(f"layer {kind}")
    return Layer(kind, inputs, outputs, settings=content.values(forms[kind]))


def _matrix(content: _Bytes) -> Floats:
    """Weights as floats; whole numbers are stored with a scale for each output."""
    mode = content.value("B")
    if not mode & _IN_DOUBLES:
        raise UnknownModelError("weights in the layout of early models")
    rows, columns = content.values("2I")
    if not mode & _INTEGERS:
        content.value("d")
        return content.array("<f8", rows * columns).reshape(rows, columns).astype(np.float32)
    content.value("b")
    whole = content.array("i1", rows * columns).reshape(rows, columns)
    scales = content.array("<f8", content.value("I"))[:rows]
    return np.asarray(whole * scales[:, None], np.float32)


def _nothing(content: _Bytes) -> int:
    """The output that stands for no letter, behind the network's name and the counts of its training."""
    content.text()
    *_, nothing = content.values("4i")
    return int(nothing)


def _letters(part: bytes) -> list[str]:
    """The letters by number; the first is the blank."""
    count, *lines = part.decode().split("\n")
    return [" ", *(line.split(" ")[0] for line in lines[1 : int(count)])]


def _symbols(part: bytes, letters: list[str]) -> tuple[str, ...]:
    """What each output stands for."""
    content = _Bytes(part)
    codes = [content.array("<i4", content.values("bI")[1]) for _ in range(content.value("I"))]
    if any(len(code) != 1 for code in codes):
        raise UnknownModelError("letters made of several codes")
    found = {int(code[0]): letter for code, letter in zip(codes, letters, strict=True)}
    return tuple(found.get(code, "") for code in range(max(found) + 1))


def _words(part: bytes, letters: list[str]) -> Iterator[str]:
    """The words of a graph whose edges are letters: those of a node follow one another."""
    content = _Bytes(part)
    _, count, edges = content.values("hii")
    bits = math.ceil(math.log2(count + 1))
    graph: list[int] = content.array("<u8", edges).tolist()
    todo = [(0, "")]
    while todo:
        edge, before = todo.pop()
        flags, following = graph[edge] >> bits, graph[edge] >> bits + _FLAGS
        word = before + letters[graph[edge] & (1 << bits) - 1]
        if flags & _ENDS:
            yield word
        if following:
            todo.append((following, word))
        if not flags & _LAST:
            todo.append((edge + 1, before))
