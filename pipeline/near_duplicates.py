"""Documents that are one plan in other bytes: scanned again, or scanned and typed.

Number, issuer and day of issue together name an administrative document (Decree 30/2020/NĐ-CP, article 8: each
carries all three, and the number is given once by an issuer in a year). Documents that lack one of them are not
linked. Linked documents stay; who counts plans leaves those out that name another.
"""

from __future__ import annotations

from normalizers.keys import fold
from pipeline.schema import Row


class NearDuplicates:
    """Remembers the first file of each plan; memory grows by one short entry a plan."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}

    def first(self, identity: str | None, source_path: str) -> str | None:
        """The file that came before with the same identity, None for the first of them and for those without one."""
        if identity is None:
            return None
        found = self._first.setdefault(identity, source_path)
        return None if found == source_path else found


def identity(document: Row) -> str | None:
    """Number, issuer and day of issue of a document's row without marks, blanks and case; None where one lacks."""
    number, issuer, issued_on = (document.get(name) for name in ("number", "issuer", "issued_on"))
    if not (number and issuer and issued_on):
        return None
    plain = "".join(fold(str(number)).split()).lstrip("0")
    return "\n".join([plain, " ".join(fold(str(issuer)).split()), str(issued_on)])
