"""Counts the parts of persons' names behind forms of address in the training text: `data/person_names.tsv`.

    python -m tools.repair_names data/person_names.tsv

A name is a form of address and two to four capitalised syllables, the first of them a family name of
`data/surnames.tsv`. The parts are counted apart, so that no person's name is in the table.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path

from data.loader import table
from normalizers import syllables
from tools import repair_corpus

LEAST = {"family": 5, "middle": 5, "given": 5}  # times that a form was seen as such a part
HEAD = """\
# Parts of persons' names (family, middle, given) and how often each stood behind ông, bà, đồng chí, anh, chị.
# Source: counted in the public news, encyclopedia and office texts of the repair's training (tools/repair_names.py).
part\tname\tcount
"""
LONGEST = 4
_ADDRESSED = re.compile(r"\b(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Aa]nh|[Cc]hị) ((?:[^\W\d_]+ ?){2,5})")


def names(lines: Iterable[str]) -> Iterator[list[str]]:
    """The syllables of persons' names in some lines."""
    families = {row["surname"] for row in table("surnames.tsv")}
    for line in lines:
        for found in _ADDRESSED.finditer(line):
            parts = list(takewhile(_is_capitalised, found[1].split()))
            if 2 <= len(parts) <= LONGEST and parts[0] in families:
                yield parts


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() and not word[1:].isupper() and syllables.is_syllable(word.lower())


def counted(found: Iterable[list[str]]) -> dict[str, Counter[str]]:
    """How often each form was family, middle and given name."""
    counts: dict[str, Counter[str]] = {part: Counter() for part in LEAST}
    for family, *middle, given in found:
        counts["family"][family] += 1
        counts["middle"].update(middle)
        counts["given"][given] += 1
    return counts


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", type=Path)
    args = parser.parse_args()
    corpora = (*repair_corpus.NEWS, *repair_corpus.ENCYCLOPEDIA, *repair_corpus.ADMINISTRATIVE)
    counts = counted(names(line for name in corpora for line in repair_corpus.read(name)))
    rows = [
        f"{part}\t{name}\t{count}\n"
        for part, found in counts.items()
        for name, count in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        if count >= LEAST[part]
    ]
    args.target.write_text(HEAD + "".join(rows), encoding="utf-8")
    print({part: len(found) for part, found in counts.items()}, len(rows), "rows")


if __name__ == "__main__":
    main()
