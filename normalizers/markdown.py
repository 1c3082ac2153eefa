"""Marks that a reader writes into a text dump and that no page prints: `*116*`, `**Xã …:**`, `# `, `✓`.

Bullets (`* `, `- `, `+ `) and table pipes stay: the first are printed, the second hold the cells apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Replacement = tuple[int, int, str]

_MARK = re.compile(
    r"^[ \t]*(?P<rule>\|?[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)+\|?|```\w*|(?:\* ){2,}\*|\*{3,}|_{3,})[ \t]*$"
    r"|^[ \t]*(?P<heading>(?:#{1,6}[ \t]+)+)"
    r"|^[ \t]*(?P<quote>(?:>[ \t]+)+)"
    r"|(?P<tag></?(?:b|i|u|em|strong|sup|sub|center|p|div|span|table|tr|td|th|tbody|thead)(?:[ \t][^<>\n]*)?/?>)"
    r"|(?P<break><br[ \t]*/?>)"
    r"|(?P<tick>[ \t]*[✓✔☑🗸](?=[ \t]*$))"
    r"|(?P<escape>\\)(?=[*_#\-+.()\[\]|`>&%$])",
    re.MULTILINE,
)
_EMPHASIS = re.compile(
    r"(?<![\w*])(?P<star>\*{1,3})(?=[^\s*])(?P<inner>[^*\n]*[^\s*\n])(?P=star)(?!\*)"
    r"|(?<![\w_])(?P<bar>_{1,2})(?=[^\s_])[^_\n]*[^\s_\n](?P=bar)(?![\w_])"
    r"|(?P<tilde>~~|`)(?=\S)[^`~\n]+(?P=tilde)"
)
_SIGN = re.compile(r"[*_#`<>\\✓✔☑🗸|~]")


def replacements(text: str) -> list[Replacement]:
    """Replacements (start, end, "" or a blank) that drop a reader's marks from `text`.

    Emphasis is a pair of marks around words on one line; a lone star is a bullet or a footnote's mark and
    stays. A tick at the end of a line goes, one in a cell of a table stays.
    """
    found: list[Replacement] = []
    for start, end in _lines_with_signs(text):
        for match in _MARK.finditer(text, start, end):
            kind = str(match.lastgroup)
            if kind == "tick" and "\t" in text[start : match.start("tick") + 1]:
                continue
            found.append((*match.span(kind), " " if kind == "break" else ""))
        for match in _EMPHASIS.finditer(text, start, end):
            width = len(match["star"] or match["bar"] or match["tilde"])
            found.append((match.start(), match.start() + width, ""))
            found.append((match.end() - width, match.end(), ""))
    return _apart(sorted(found))


def _lines_with_signs(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines begin and end that hold a sign; no mark runs over a line's end."""
    end = -1
    for sign in _SIGN.finditer(text):
        if sign.start() > end:
            end = text.find("\n", sign.start())
            end = len(text) if end < 0 else end
            yield text.rfind("\n", 0, sign.start()) + 1, end


def _apart(found: list[Replacement]) -> list[Replacement]:
    kept: list[Replacement] = []
    for replacement in found:
        if not kept or replacement[0] >= kept[-1][1]:
            kept.append(replacement)
    return kept
