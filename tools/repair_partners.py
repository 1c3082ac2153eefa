"""Which syllables an engine that knows Vietnamese takes for one another, from the channel of slips.

    python -m tools.repair_partners data/models/repair_partners.tsv

The restorer would search them for every word of a good text that the language model does not expect; there are
only some thousands of syllables, so they are searched once.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from normalizers.keys import fold
from normalizers.restore.mangled import MangledWords
from normalizers.restore.partners import LIKELY, SLIP_COST
from normalizers.restorer import load_restorer

HEAD = """\
# Syllables that the channel of slips (repair_slips.tsv) takes for one another, with the cost in nats.
# Source: tools/repair_partners.py; made anew whenever the channel or the words change.
word\tpartners
"""


def partners(form: str, words: MangledWords) -> list[tuple[str, float]]:
    """What `form` (a syllable in small letters) may be a slip of, the likeliest first: same letters without marks."""
    readings = words[form].words
    found = zip(readings.texts[:LIKELY], readings.costs.tolist(), strict=False)
    return [(other, cost) for other, cost in found if other != form and cost <= SLIP_COST and fold(other) == fold(form)]


def main() -> None:
    """Write the table of all syllables of the vocabulary."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", type=Path)
    args = parser.parse_args()
    restorer = load_restorer()
    lines = []
    for form in sorted(restorer.lexicon.valid):
        found = partners(form, restorer.slips.partners.words)
        if found:
            lines.append(form + "\t" + " ".join(f"{other}:{cost:.3f}" for other, cost in found))
    args.target.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(len(lines), "syllables")


if __name__ == "__main__":
    main()
