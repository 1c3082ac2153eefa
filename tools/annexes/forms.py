"""The forms in which a generated annex is measured: drawn, scanned, dumped."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tools.annexes.model import AnnexedPlan
from tools.annexes.paper import blank_padded, laid_out, tabbed
from tools.plans import paint
from tools.scans import scan_images

Form = Callable[[AnnexedPlan], bytes]

_DPI, _QUALITY = 200, 50


def pdf(annexed: AnnexedPlan) -> bytes:
    """A PDF with a text layer and drawn rules."""
    return paint.text_pdf(laid_out(annexed), annexed.plan.document["title"])


def scan(annexed: AnnexedPlan) -> bytes:
    """A PDF of scanned pages, a little askew."""
    face = paint.FACES[annexed.plan.seed % len(paint.FACES)]
    return paint.image_pdf(scan_images(annexed.plan, laid_out(annexed), _DPI, face), _QUALITY)


def tabs(annexed: AnnexedPlan) -> bytes:
    """A text dump with tabs between the cells."""
    return tabbed(annexed).encode()


def blanks(annexed: AnnexedPlan) -> bytes:
    """A text dump with columns of blanks."""
    return blank_padded(annexed).encode()


FORMS: Mapping[str, Form] = {"pdf": pdf, "scan": scan, "tabs": tabs, "blanks": blanks}


def suffix(form: str) -> str:
    """The ending of a file of that form."""
    return ".pdf" if form in ("pdf", "scan") else ".txt"
