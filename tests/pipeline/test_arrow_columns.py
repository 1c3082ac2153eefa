from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.arrow_columns import column, numbers
from pipeline.version import ROOT

VALUES = {
    pa.string(): st.text(st.characters(exclude_categories=["Cs"])),
    pa.int64(): st.integers(-(2**63), 2**63 - 1),
    pa.float64(): st.floats(allow_nan=False) | st.integers(-(2**50), 2**50),
    pa.bool_(): st.booleans(),
    pa.date32(): st.dates(),
}


@pytest.mark.parametrize("kind", VALUES, ids=str)
@given(data=st.data())
def test_a_column_is_what_arrow_makes_of_the_values(kind: pa.DataType, data: st.DataObject) -> None:
    values = data.draw(st.lists(st.none() | VALUES[kind]))
    made = column(values, kind)
    made.validate(full=True)
    assert made.equals(pa.array(values, kind))
    assert made.null_count == values.count(None)


@given(st.lists(st.integers(-(2**63), 2**63 - 1)))
def test_numbers(values: list[int]) -> None:
    made = numbers(np.array([values, values], np.int64).T[:, 1])
    made.validate(full=True)
    assert made.equals(pa.array(values, pa.int64()))


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([1.5], pa.int64()),
        (["1"], pa.float64()),
        ([7], pa.string()),
        (["2024-01-01"], pa.date32()),
        ([2**63], pa.int64()),
    ],
)
def test_a_value_of_another_type_is_an_error(values: Sequence[Any], kind: pa.DataType) -> None:
    with pytest.raises((TypeError, AttributeError)):
        column([*values, None], kind)


def test_pandas_stays_out() -> None:
    ask = """
import sys
import pyarrow as pa
from pipeline.arrow_columns import column

pa.table([column(["a", None], pa.string()), column([1, None], pa.int64())], ["a", "b"])
print("pandas" in sys.modules)
"""
    made = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=True)
    assert made.stdout.strip() == "False"
