"""A whole run beside OCRmyPDF and a bare pool of Tesseract, on the same pages, in one run; and where its time goes.

    python -m benchmarks.archive [--documents 3] [--pages 4] [--drawn N] [--class office] [--rounds 2] [--tools FOLDER]

An archive of scanned PDFs is made of the pages of `kehoach evaluate scans` (of `--drawn` of them, in other orders, for
archives so large that drawing takes longer than reading) and read in turn by

    kehoach run ARCHIVE --workers 2 --no-prefect            (reading, repair, extraction, tables, databases)
    ocrmypdf -l vie --jobs 2 --output-type pdf PDF          (one call a document)
    xargs -P 2 tesseract PAGE stdout -l vie                 (pages that were rendered at 300 dpi before)

so that what else the machine does weighs on all alike; the fastest of the rounds counts. With `--profile` only kehoach
runs, under py-spy, whose samples say which share of the CPU's time each part takes. It has one worker then: py-spy
counts threads that are ready, which are those that run as long as there are no more of them than cores.

OCRmyPDF and py-spy are no dependencies: `python3 -m venv build/peers && build/peers/bin/pip install ocrmypdf py-spy`,
then `--tools build/peers/bin`. OCRmyPDF needs Ghostscript or pypdfium2, and Tesseract, which is there.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from benchmarks.watch import Taken, kehoach, watch
from pipeline.scan_cases import CLASSES, degraded

DPI = 300
WAITS = (
    "threading.py",
    "concurrent/futures/thread.py",
    "in_window (",
    "/pipeline/worker.py:",
    "/pipeline/forking.py:",
    "worker_process.py",
    "subprocess.py",
)
LOAD = "loading of modules and models"
PARTS = (
    (
        LOAD,
        ("importlib", "_inference_session", "code_version", "Gazetteer.__init__", "load"),
    ),
    ("OCR: Tesseract", ("/line_network/", "tesserocr_lines.py", "pytesseract_lines.py", "pytesseract.py")),
    ("OCR: second engine", ("line_reader.py", "/trueocr/")),
    ("OCR: both put together", ("line_fusion.py", "letter_shapes.py", "bullets.py")),
    ("OCR: lines found on the page", ("page_reader.py",)),
    ("cleaning, turning, tables", ("pipeline/scan.py",)),
    ("opening and rendering", ("pdf_pages.py", "image_pages.py", "pipeline/read.py")),
    ("repair", ("normalizers/repair.py",)),
    ("extraction", ("extractors/find.py",)),
    ("texts and results", ("pipeline/process.py",)),
    ("tables", ("pipeline/tables.py",)),
    ("databases, calendar", ("pipeline/query/",)),
)
"""Part of a run -> what its frames contain; the first part that any frame of a stack belongs to counts."""


class ToolMissingError(RuntimeError):
    """A program of the comparison is not installed; the message says how it is."""


def make_archive(folder: Path, documents: int, pages: int, name: str, drawn: int) -> None:
    """PDFs of scanned pages, as scanners make them, from `drawn` pages; each round of these starts a page later."""
    found = sorted(case.path for case in degraded(folder.parent / "drawn", name, drawn))
    folder.mkdir()
    for number in range(documents):
        places = range(number * pages, (number + 1) * pages)
        images = [Image.open(found[(place + place // drawn) % drawn]).convert("L") for place in places]
        dpi = Image.open(found[0]).info.get("dpi", (DPI, DPI))[0]
        images[0].save(folder / f"{number:03}.pdf", save_all=True, append_images=images[1:], resolution=dpi, quality=85)


def render(archive: Path, folder: Path) -> None:
    """The pages of the archive as grey PNG files."""
    folder.mkdir()
    for path in sorted(archive.glob("*.pdf")):
        document = pdfium.PdfDocument(path)
        for number in range(len(document)):
            image = document[number].render(scale=DPI / 72).to_pil().convert("L")
            image.save(folder / f"{path.stem}-{number:03}.png", dpi=(DPI, DPI))
        document.close()


def program(name: str, tools: Path | None) -> str:
    """Where a program lies; raises ToolMissingError."""
    path = os.pathsep.join([*([str(tools)] if tools else []), os.environ.get("PATH", "")])
    found = shutil.which(name, path=path)
    if found is None:
        raise ToolMissingError(f"{name} is not installed; see python -m benchmarks.archive --help")
    return found


def own_way(archive: Path, scratch: Path, workers: int) -> list[str]:
    """kehoach's command."""
    return kehoach(
        "run", str(archive), "--out", str(scratch / "out"), "--workers", str(workers), "--no-prefect", "--force"
    )


def ways(archive: Path, rendered: Path, scratch: Path, tools: Path | None) -> dict[str, list[str]]:
    """The commands that are compared, by name."""
    ocrmypdf = f'{program("ocrmypdf", tools)} -q -l vie --jobs 2 --output-type pdf "$1" "$2/copy.pdf"'
    each = f'for file in "$0"/*.pdf; do set -- "$file" {scratch}; {ocrmypdf} || exit 1; done'
    pool = "find \"$0\" -name '*.png' -print0 | xargs -0 -P 2 -I FILE sh -c 'tesseract FILE stdout -l vie >&2'"
    return {
        "kehoach, the whole run": own_way(archive, scratch, workers=2),
        "OCRmyPDF": ["sh", "-c", each, str(archive)],
        "two Tesseract processes": ["sh", "-c", pool, str(rendered)],
    }


def compare(commands: dict[str, list[str]], rounds: int) -> dict[str, Taken]:
    """What each command takes at its fastest; they run in turn."""
    taken: dict[str, list[Taken]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            taken[name].append(watch(command))
    return {name: min(each, key=lambda one: one.cpu) for name, each in taken.items()}


def table(taken: dict[str, Taken], pages: int) -> Iterator[str]:
    """The lines of the comparison; ratios are those of the other ways' time to kehoach's."""
    own = next(iter(taken.values()))
    yield "| way | wall s a page | CPU s a page | pages a minute | kehoach is faster by: wall | CPU |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for name, one in taken.items():
        figures = f"{one.wall / pages:.2f} | {one.cpu / pages:.2f} | {60 * pages / one.wall:.1f}"
        yield f"| {name} | {figures} | {one.wall / own.wall:.2f} × | {one.cpu / own.cpu:.2f} × |"


def profile(command: Sequence[str], scratch: Path, tools: Path | None) -> Counter[str]:
    """Samples of a command by part; idle threads are none."""
    raw = scratch / "profile.txt"
    spy = [program("py-spy", tools), "record", "--subprocesses", "--format", "raw", "--rate", "50", "--full-filenames"]
    watch([*spy, "--output", str(raw), "--", *command])
    return parts(raw.read_text(encoding="utf-8").splitlines())


def parts(stacks: Iterable[str]) -> Counter[str]:
    """Samples by part, of stacks as py-spy writes them: frames parted by `;`, then a blank and a count.

    Threads that wait for others, which py-spy takes for busy on a loaded machine, are left out.
    """
    found: Counter[str] = Counter()
    for line in stacks:
        stack, _, count = line.rpartition(" ")
        if any(file in stack.rpartition(";")[2] for file in WAITS):
            continue
        name = next((name for name, files in PARTS if any(file in stack for file in files)), "the rest")
        found[name] += int(count)
    return found


def shares(found: Counter[str]) -> Iterator[str]:
    """The lines of the profile: each part's share, and that of everything but OCR."""
    for name, count in found.most_common():
        yield f"| {name} | {100 * count / found.total():.1f} % |"
    ocr = sum(count for name, count in found.items() if name.startswith("OCR"))
    read = found.total() - found[LOAD]
    yield f"| **everything but OCR** | {100 * (1 - ocr / found.total()):.1f} % |"
    yield f"| **… once all is loaded** | {100 * (1 - ocr / read):.1f} % |"


def archive_options(said: str | None, documents: int, pages: int, drawn: int | None) -> argparse.ArgumentParser:
    """A parser with the options of `make_archive`, and their defaults."""
    parser = argparse.ArgumentParser(description=said, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=documents)
    parser.add_argument("--pages", type=int, default=pages, help="of each document")
    parser.add_argument("--drawn", type=int, default=drawn, help="pages that are drawn; where it is not given, all")
    parser.add_argument("--class", dest="name", default="office", choices=sorted(CLASSES))
    return parser


def main() -> None:
    """Compare, and profile if asked."""
    parser = archive_options(__doc__, documents=3, pages=4, drawn=None)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--tools", type=Path, help="folder with ocrmypdf and py-spy")
    parser.add_argument("--profile", action="store_true", help="only say where the time of a run goes")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kehoach-archive-") as folder:
        scratch = Path(folder)
        drawn = min(args.drawn or args.documents * args.pages, args.documents * args.pages)
        make_archive(scratch / "archive", args.documents, args.pages, args.name, drawn)
        try:
            if args.profile:
                command = own_way(scratch / "archive", scratch, workers=1)
                lines = shares(profile(command, scratch, args.tools))
            else:
                render(scratch / "archive", scratch / "rendered")
                commands = ways(scratch / "archive", scratch / "rendered", scratch, args.tools)
                lines = table(compare(commands, args.rounds), args.documents * args.pages)
            for line in lines:
                print(line)
        except ToolMissingError as error:
            sys.exit(str(error))


if __name__ == "__main__":
    main()
