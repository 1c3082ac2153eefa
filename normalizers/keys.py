"""Mark-free matching keys.

`fold` keeps the length, so that offsets into the key are offsets into the text; `key` is for
look-ups in lexicons and may change the length (Unidecode turns `…` into `...`).
"""

from __future__ import annotations

import unicodedata

from unidecode import unidecode

# For character classes of regular expressions: a range like À-Ỹ holds small letters as well.
UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
LOWER = UPPER.lower()


class _Folded(dict[str, str]):
    """Characters without marks and case."""

    def __missing__(self, char: str) -> str:
        base = "d" if char in "đĐÐƉ" else unicodedata.normalize("NFD", char)[0].lower()
        self[char] = found = base if len(base) == 1 else char
        return found


_FOLDED = _Folded()


def fold(text: str) -> str:
    """Lower-case `text` without Vietnamese marks, character by character: the length stays.

    Expects NFC. `Kế hoạch Đảng ủy` becomes `ke hoach dang uy`.
    """
    return "".join(map(_FOLDED.__getitem__, text))


def key(text: str) -> str:
    """The look-up key of a name: no marks, no case, single blanks, punctuation but `-/&.` dropped."""
    plain = unidecode(unicodedata.normalize("NFC", text)).lower()
    kept = "".join(c if c.isalnum() or c in "-/&." else " " for c in plain)
    return " ".join(kept.split())
