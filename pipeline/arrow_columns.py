"""Python values as Arrow columns.

`pa.array` does the same, but looks with pandas at what it is given, and importing pandas takes half a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

_EPOCH = date(1970, 1, 1).toordinal()
_NUMBERS = {pa.int64(): np.int64, pa.float64(): np.float64}


def column(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """The values as an array of a string, integer, number, boolean or date type; None is null.

    Raises TypeError or AttributeError where a value is of another type.
    """
    present = [value is not None for value in values]
    validity = None if all(present) else _bits(present)
    return pa.Array.from_buffers(kind, len(values), [validity, *_data(values, kind)], present.count(False))


def numbers(values: NDArray[Any]) -> pa.Array:
    """Numbers of one type as an array without nulls."""
    kept = np.ascontiguousarray(values)
    return pa.Array.from_buffers(pa.from_numpy_dtype(kept.dtype), len(kept), [None, pa.py_buffer(kept)], 0)


def _data(values: Sequence[Any], kind: pa.DataType) -> list[pa.Buffer]:
    if pa.types.is_string(kind):
        written = [b"" if value is None else value.encode() for value in values]
        offsets = np.fromiter(accumulate(map(len, written), initial=0), np.int32, len(written) + 1)
        return [pa.py_buffer(offsets), pa.py_buffer(b"".join(written))]
    if pa.types.is_boolean(kind):
        return [_bits(list(map(bool, values)))]
    if pa.types.is_date32(kind):
        days = [0 if value is None else value.toordinal() - _EPOCH for value in values]
        return [pa.py_buffer(np.array(days, np.int32))]
    filled = np.array([0 if value is None else value for value in values] or np.zeros(0, _NUMBERS[kind]))
    return [pa.py_buffer(filled.astype(_NUMBERS[kind], casting="same_kind"))]


def _bits(flags: list[bool]) -> pa.Buffer:
    return pa.py_buffer(np.packbits(np.array(flags, np.bool_), bitorder="little"))
