"""A simulated archive that grows: time a document, peak memory, and the time of a run with nothing or little to do.

    python -m benchmarks.large_archive [--sizes 1000 10000] [--prefect] [--workers 2]

The documents are one page each, half text files, half PDFs with a text layer, all different; they are made in a
temporary folder. At every size the archive grows to so many documents and is read, then run again as it is, then
again with one more document. `run` is the process of the run itself, `worker` the largest that reads documents.
Figures of time are noisy where the machine does other work; CPU seconds (all processes) less so.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.watch import Taken, kehoach, watch

FACE = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
PLAN = """ỦY BAN NHÂN DÂN
XÃ TÂN LẬP
Số: {number}/KH-UBND
Tân Lập, ngày {day} tháng {month} năm 2023

KẾ HOẠCH
Trồng và chăm sóc cây xanh năm 2023

I. MỤC TIÊU
1. Phấn đấu đến hết năm 2023 trồng {number} cây xanh.
II. TỔ CHỨC THỰC HIỆN
- Công chức Địa chính chủ trì, phối hợp với các thôn lập danh sách, xong trước ngày {day}/6/2023.
- Các thôn báo cáo Ủy ban nhân dân xã trước ngày 15/11/2023.

CHỦ TỊCH
"""


def write_plan(folder: Path, number: int) -> None:
    """The plan of that number: even ones as text, odd ones as PDF; a hundred in a folder, as archives have them."""
    place = folder / f"{number // 100:04}"
    place.mkdir(parents=True, exist_ok=True)
    text = PLAN.format(number=number + 1, day=number % 28 + 1, month=number % 12 + 1)
    if number % 2 == 0:
        (place / f"{number:05}.txt").write_text(text, encoding="utf-8")
        return
    canvas = Canvas(str(place / f"{number:05}.pdf"), invariant=True)
    canvas.setFont("plan", 11)
    for row, line in enumerate(text.splitlines()):
        canvas.drawString(60, 780 - 18 * row, line)
    canvas.save()


def measure(size: int, done: int, options: list[str], folder: Path) -> int:
    """Let the archive grow from `done` documents to `size`, print what its runs take; how many it has then."""
    command = kehoach("run", str(folder / "plans"), "--out", str(folder / "out"), *options)
    for number in range(done, size):
        write_plan(folder / "plans", number)
    show(f"{size:,}: {size - done:,} new", watch(command), size - done)
    show(f"{size:,}: nothing new", watch(command), 0)
    write_plan(folder / "plans", size)
    show(f"{size:,}: one more", watch(command), 1)
    return size + 1


def show(what: str, taken: Taken, documents: int) -> None:
    """One line of the table."""
    each = f"{1000 * taken.wall / documents:.0f} / {1000 * taken.cpu / documents:.0f}" if documents > 1 else ""
    memory = ", ".join(f"{role} {peak}" for role, peak in sorted(taken.memory.items()))
    print(f"| {what} | {taken.wall:.1f} | {taken.cpu:.1f} | {each} | {memory} |", flush=True)


def main() -> None:
    """Measure every size in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--prefect", action="store_true", help="orchestrate with Prefect")
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    options = ["--workers", str(args.workers), "--prefect" if args.prefect else "--no-prefect"]
    pdfmetrics.registerFont(TTFont("plan", FACE))
    print("| documents | wall s | CPU s | wall / CPU ms a document | peak memory, MB |")
    print("| --- | --- | --- | --- | --- |")
    done = 0
    with tempfile.TemporaryDirectory(prefix="kehoach-archive-") as folder:
        for size in args.sizes:
            done = measure(size, done, options, Path(folder))


if __name__ == "__main__":
    main()
