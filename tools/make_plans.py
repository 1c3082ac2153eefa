"""Write generated plans with their gold tables into a folder, for training and evaluation.

    python -m tools.make_plans OUT --unseen --total 40
    python -m tools.make_plans OUT --family xa_ntm --family tinh_ocop --count 50 --first 1000 --form mangled

OUT/plans/NAME.txt holds the text, OUT/gold/NAME/ truth.txt and the tables; NAME is family and seed. Forms:
`printed` (printed lines, blank lines between paragraphs, form feeds), `flowed` (a paragraph a line), `markdown`
(as a reader with markdown marks dumps it), `mangled` (as if read by an English engine, by a learned channel;
the line structure stays), `stripped` (without marks), `newtone` (tone marks placed as in hoà, thuỷ), `nfd`
(letters and marks as separate characters); `pdf` (with a text layer), `scan` (PDF of scanned pages with seal and
signature; needs the faces, a second a page).

The unseen families serve the final measure only: don't tune, train or look at them.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

from tools.plans import gold, mangle, paint
from tools.plans.generate import FAMILIES, generate
from tools.plans.layout import Page, pages, printed_text
from tools.plans.model import Plan, Style
from tools.scans import scan_images

Form = Callable[[Plan, Sequence[Page]], str]


def flowed(plan: Plan, laid: Sequence[Page]) -> str:
    """One paragraph, bullet or table row a line."""
    del laid
    return plan.text


def markdown(plan: Plan, laid: Sequence[Page]) -> str:
    """A dump with markdown: bold headings, italics, a blank line between paragraphs, bars in tables."""
    del laid
    lines = []
    for paragraph in plan.paragraphs:
        text = paragraph.text
        if paragraph.style is Style.ROW:
            text = "| " + " | ".join(paragraph.cells) + " |"
        elif "b" in paragraph.emphasis:
            text = f"**{text}**"
        elif "i" in paragraph.emphasis:
            text = f"*{text}*"
        lines.append(text)
    return "\n\n".join(lines) + "\n"


def mangled(plan: Plan, laid: Sequence[Page]) -> str:
    """The printed lines as an English engine might read them."""
    return mangle.mangle(printed_text(plan, laid), Random(plan.seed))


def stripped(plan: Plan, laid: Sequence[Page]) -> str:
    """The printed lines without Vietnamese marks."""
    return mangle.strip_marks(printed_text(plan, laid))


_OLD_PLACES = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "ủy", "úy", "ùy", "ụy", "Ủy", "HÒA", "ỦY"]
_NEW_PLACES = ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "uỷ", "uý", "uỳ", "uỵ", "Uỷ", "HOÀ", "UỶ"]


def newtone(plan: Plan, laid: Sequence[Page]) -> str:
    """The printed lines with the tone on the last vowel of open oa, oe, uy."""
    text = printed_text(plan, laid)
    for old, new in zip(_OLD_PLACES, _NEW_PLACES, strict=True):
        text = re.sub(f"{old}(?![\\w])", new, text)
    return text


def nfd(plan: Plan, laid: Sequence[Page]) -> str:
    """The printed lines in decomposed form."""
    return unicodedata.normalize("NFD", printed_text(plan, laid))


FORMS: dict[str, Form] = {
    "printed": printed_text,
    "flowed": flowed,
    "markdown": markdown,
    "mangled": mangled,
    "stripped": stripped,
    "newtone": newtone,
    "nfd": nfd,
}


def pdf(plan: Plan, laid: Sequence[Page]) -> bytes:
    """A PDF with a good text layer."""
    return paint.text_pdf(laid, plan.document["title"])


def scan(plan: Plan, laid: Sequence[Page]) -> bytes:
    """A PDF of scanned pages, 200 dpi."""
    face = paint.FACES[plan.seed % len(paint.FACES)]
    return paint.image_pdf(scan_images(plan, laid, 200, face), 40)


FILES: dict[str, Callable[[Plan, Sequence[Page]], bytes]] = {"pdf": pdf, "scan": scan}


def plans(families: Sequence[str], first: int, count: int, errors: bool = True) -> Iterator[tuple[str, Plan]]:
    """`count` plans of each family from seed `first` on, with their names."""
    for family in families:
        for seed in range(first, first + count):
            yield f"{family}-{seed}", generate(family, seed, errors)


def spread(families: Sequence[str], first: int, total: int, errors: bool = True) -> Iterator[tuple[str, Plan]]:
    """`total` plans, as evenly spread over the families as can be."""
    each, more = divmod(total, len(families))
    for index, family in enumerate(families):
        yield from plans([family], first, each + (index < more), errors)


def write(out: Path, named: Iterator[tuple[str, Plan]], form: str) -> int:
    """Write plans and gold; how many."""
    (out / "plans").mkdir(parents=True, exist_ok=True)
    number = 0
    for name, plan in named:
        laid = pages(plan)
        content = FILES[form](plan, laid) if form in FILES else FORMS[form](plan, laid).encode()
        file = f"{name}.{'pdf' if form in FILES else 'txt'}"
        (out / "plans" / file).write_bytes(content)
        gold.write(out / "gold" / name, plan, laid, file)
        number += 1
    return number


def main() -> None:
    """Run the tool."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--family", action="append", choices=sorted(FAMILIES))
    which.add_argument("--seen", action="store_true", help="all families that tuning may use")
    which.add_argument("--unseen", action="store_true", help="the families kept for the final measure")
    how_many = parser.add_mutually_exclusive_group()
    how_many.add_argument("--count", type=int, default=10, help="plans of each family")
    how_many.add_argument("--total", type=int, help="plans of all families together, evenly spread")
    parser.add_argument("--first", type=int, default=0, help="first seed")
    parser.add_argument("--form", choices=sorted({**FORMS, **FILES}), default="printed")
    parser.add_argument("--neat", action="store_true", help="without typists' mistakes")
    args = parser.parse_args()
    families = args.family or [family.name for family in FAMILIES.values() if family.unseen == args.unseen]
    drawn, number = (plans, args.count) if args.total is None else (spread, args.total)
    print(f"{write(args.out, drawn(families, args.first, number, not args.neat), args.form)} plans in {args.out}")


if __name__ == "__main__":
    main()
