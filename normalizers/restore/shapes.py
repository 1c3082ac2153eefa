"""How a word is cut for the channel: initial consonants and rime, never crossed by one confusion."""

from __future__ import annotations

import re

_HEAD = re.compile(
    r"(ngh|ng|nh|gh|kh|ch|ph|th|tr|qu(?=[^\W\d_])|gi(?=[aăâeêioôơuưyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩị"
    r"óòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ])|[bcdđghklmnpqrstvx])",
    re.IGNORECASE,
)
_VOWEL = re.compile("[aăâeêioôơuưyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE)


def cut(word: str) -> tuple[str, str]:
    """Initial consonants and the rest: `nghiệp` is `ngh`, `iệp`; what is no syllable has no initial."""
    found = _HEAD.match(word)
    if found and _VOWEL.match(word, found.end()):
        return found[0], word[found.end() :]
    return "", word
