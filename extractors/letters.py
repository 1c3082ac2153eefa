"""Letter classes for patterns: a range from `À` to `Ỹ` would hold small letters too."""

from __future__ import annotations

CAPITALS = "A-Z" + "".join(char for char in map(chr, range(0xC0, 0x1EFA)) if char.isupper() and char.isalpha())
