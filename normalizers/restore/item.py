"""A token on its way through the restorer."""

from __future__ import annotations

from dataclasses import dataclass

from normalizers.restore.tokens import Token
from normalizers.triage import Damage


@dataclass(slots=True)
class Item:
    """A token, its line, the text that it gets and the probability that this is what was printed.

    `opens` says that it is the first token of its line.
    """

    token: Token
    line: int
    damage: Damage
    opens: bool
    text: str
    confidence: float = 1.0
