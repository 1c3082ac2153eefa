"""The words that the language model sees, and how a line is cut into them.

A word is a run of letters; a run with a digit in it, and numbers joined by `/ . , : -`, are one `<n>`;
a mark that ends a clause (`. ; : ? !` before a blank) is `<s>`. All other punctuation is unseen, so that
"kinh tế - xã hội" and "16/QĐ-UBND" are runs of words.
"""

from __future__ import annotations

import re

UNKNOWN, BREAK, NUMBER = 0, 1, 2
SPECIAL = ("<unk>", "<s>", "<n>")

PIECE = re.compile(r"[^\W\d_]+(?![^\W_])|[^\W_]*\d[^\W_]*(?:[.,:/–-]\d[^\W_]*)*|[^\W_]+|[.;:?!](?=\s|$)")


def pieces(line: str) -> list[str]:
    """The words of a clean line, with `<n>` and `<s>` in their places."""
    return [_name(piece) for piece in PIECE.findall(line)]


def _name(piece: str) -> str:
    if piece in ".;:?!":
        return SPECIAL[BREAK]
    return SPECIAL[NUMBER] if any(map(str.isdigit, piece)) else piece
