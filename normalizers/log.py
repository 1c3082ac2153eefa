"""The log of the repair, whose entries are made when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

import numpy as np

from normalizers.draft import Draft
from pipeline.model import TokenRepair


class RepairLog(Sequence[TokenRepair]):
    """The entries of a finished draft in the order of its text; as few bytes as its notes take."""

    def __init__(self, draft: Draft) -> None:
        self._raw, self._text = draft.raw, draft.text
        self._notes = draft.notes
        self._raw_spans = np.stack(draft.alignment.to_raw_all(draft.notes.starts, draft.notes.ends), 1)

    def __len__(self) -> int:
        return len(self._notes)

    @overload
    def __getitem__(self, index: int) -> TokenRepair: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[TokenRepair]: ...
    def __getitem__(self, index: int | slice) -> TokenRepair | Sequence[TokenRepair]:
        """An entry, or a list of some."""
        if isinstance(index, slice):
            return [self._entry(i) for i in range(*index.indices(len(self)))]
        return self._entry(range(len(self))[index])

    def __eq__(self, other: object) -> bool:
        """Whether the other sequence holds the same entries."""
        return (
            isinstance(other, Sequence)
            and len(self) == len(other)
            and all(a == b for a, b in zip(self, other, strict=True))
        )

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"RepairLog({list(self)})"

    def _entry(self, i: int) -> TokenRepair:
        raw_start, raw_end = self._raw_spans[i].tolist()
        start, end = int(self._notes.starts[i]), int(self._notes.ends[i])
        return TokenRepair(
            raw=self._raw[raw_start:raw_end],
            repaired=self._text[start:end],
            damage=self._notes.damages[i],
            confidence=float(self._notes.confidences[i]),
            raw_start=raw_start,
            start=start,
        )
