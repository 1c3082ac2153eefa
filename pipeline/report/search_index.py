"""The search index of the site, in scripts that a page from disk can load one by one.

`search/words-xx.js` tells for each word that begins with `xx` (without marks) which documents hold it;
`search/documents-N.js` hold the quotes of `GROUP` documents. So a search loads a few small files, however
large the archive.
"""

from __future__ import annotations

import json
import re
from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from normalizers.keys import fold
from pipeline.files import write_text

GROUP = 50
"""Documents in one file of quotes."""

_WORD = re.compile(r"[a-z0-9]+")


Quote = tuple[str, str, int | None, str]
"""row_id, table, page and text of a row's quote."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be found of a document: its title and the quotes of its rows."""

    doc_id: str
    title: str
    quotes: Sequence[Quote]


def words(text: str) -> set[str]:
    """The words of a text as they are looked up: without marks and case, letters and digits only."""
    return set(_WORD.findall(fold(text)))


class SearchIndex:
    """Takes the documents in the order of the site and writes their index below `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._postings: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        self._group: list[Entry] = []
        self._count = 0

    def add(self, entry: Entry) -> None:
        """Append a document."""
        for word in words(" ".join([entry.title, *(quote[3] for quote in entry.quotes)])):
            self._postings[word].append(self._count)
        self._group.append(entry)
        self._count += 1
        if len(self._group) == GROUP:
            self._flush()

    def finish(self) -> None:
        """Write what is left, and the postings."""
        if self._group:
            self._flush()
        shards: defaultdict[str, dict[str, list[int]]] = defaultdict(dict)
        for word in sorted(self._postings):
            shards[word[:2]][word] = self._postings[word].tolist()
        for prefix, postings in shards.items():
            self._write(f"words-{prefix}", "words", prefix, postings)
        self._write("index", "index", "", {"documents": self._count, "group": GROUP, "prefixes": sorted(shards)})

    def _flush(self) -> None:
        number = (self._count - 1) // GROUP
        self._write(
            f"documents-{number}",
            "documents",
            str(number),
            [[entry.doc_id, entry.title, [list(quote) for quote in entry.quotes]] for entry in self._group],
        )
        self._group = []

    def _write(self, name: str, kind: str, key: str, content: Any) -> None:
        said = ",".join(json.dumps(part, ensure_ascii=False, separators=(",", ":")) for part in (kind, key, content))
        write_text(self._folder / f"{name}.js", f"kehoachSearch({said});\n")
