"""The one loader of the knowledge files in this folder.

A table is a UTF-8 TSV file: lines that begin with `#` name its source and meaning, the first other
line is the header. JSON files hold a mapping with the keys `source` and `entries`.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """The path of a knowledge file, e.g. a model; raises FileNotFoundError with its name."""
    found = ROOT / name
    if not found.is_file():
        raise FileNotFoundError(f"knowledge file data/{name} is missing; restore it from the repository")
    return found


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of the TSV file `name` (path below `data/`), as column -> text."""
    lines = path(name).read_text(encoding="utf-8").split("\n")
    header, *rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple([dict(zip_longest(header, row)) for row in rows])


@cache
def entries(name: str) -> Any:
    """The `entries` of the JSON file `name`."""
    return json.loads(path(name).read_text(encoding="utf-8"))["entries"]
