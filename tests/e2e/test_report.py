"""The report in a real browser, opened from disk."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from pipeline.version import ROOT
from tests.e2e.command import kehoach, rows

CHROMIUM = shutil.which("chromium")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync")
WIDE, PHONE = {"width": 1360, "height": 900}, {"width": 390, "height": 844}

HOSTILE = """ỦY BAN NHÂN DÂN
XÃ <b>TÂN AN</b>
Số: 12/KH-UBND
KẾ HOẠCH
Xây dựng nông thôn mới <script>window.attacked = 1</script> năm 2023
I. NHIỆM VỤ
- Ông Nguyễn <img src="x" onerror="window.attacked = 2"> Văn A hoàn thành hồ sơ "nhà & vườn" trước ngày 27/10/2023.
- Xã </script><i>Tân An</i> đạt 17/19 tiêu chí; chưa đạt: 13, 17.
"""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a run over a text layer, a scan, a hostile text and a file that can't be read, with its report."""
    plans = tmp_path_factory.mktemp("plans", numbered=False)
    for name in ("huyen-ntm-2020.pdf", "xa-ra-quan-2019.page.png"):
        shutil.copy(ROOT / "data" / "samples" / name, plans / name)
    (plans / "<b onclick='x'>&.txt").write_text(HOSTILE, encoding="utf-8")
    (plans / "empty.pdf").write_bytes(b"")
    made = plans.parent / "out-of-report"
    kehoach("run", plans, "--out", made, "--no-prefect")
    done = kehoach("report", made)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(made / "report" / "index.html")
    return made


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "install Debian's chromium; `./kehoach test` does"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test if anything is written to the console or asked of a network."""
    context = browser.new_context(viewport=WIDE, accept_downloads=True)  # type: ignore[arg-type]
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", lambda request: faults.extend(_lost(request)))
    page.on("request", lambda request: faults.extend(_foreign(request.url)))
    yield page
    context.close()
    assert faults == []


def _lost(request: Request) -> list[str]:
    """The address of what could not be loaded; a picture that the next page came before is none."""
    return [] if request.failure == "net::ERR_ABORTED" else [request.url]


def _foreign(url: str) -> list[str]:
    return [] if url.startswith(("file:", "blob:", "data:")) else [url]


def site(out: Path, name: str = "index.html", query: str = "") -> str:
    return (out / "report" / name).as_uri() + (f"?q={quote(query)}" if query else "")


def document(out: Path, source: str) -> tuple[str, str]:
    """The address of the page of a document, and its doc_id."""
    (row,) = [row for row in rows(out, "documents") if row["source_path"].endswith(source)]
    return site(out, f"documents/{row['doc_id']}.html"), row["doc_id"]


def test_every_page_opens_without_a_word_on_the_console(out: Path, page: Page) -> None:
    for path in sorted((out / "report").rglob("*.html")):
        page.goto(path.as_uri())
        assert page.title()
        assert page.locator("h1").is_visible()


def test_the_overview_counts_documents_and_rows(out: Path, page: Page) -> None:
    page.goto(site(out))
    assert page.locator(".counts b").inner_text() == "4"
    assert page.locator(".status.failed").first.inner_text() == "1 failed"
    assert "empty_file" in page.locator("#failures").inner_text()
    assert "Fetch the file again" in page.locator("#failures").inner_text()
    counts = dict(
        zip(
            page.locator(".cards section:first-child td:first-child").all_inner_texts(),
            page.locator(".cards section:first-child td:last-child").all_inner_texts(),
            strict=True,
        )
    )
    assert counts["Thời hạn"] == str(len(rows(out, "deadlines")))
    assert counts["Tiêu chí"] == str(len(rows(out, "criterion_statuses")))


@pytest.mark.parametrize("source", ["huyen-ntm-2020.pdf", "xa-ra-quan-2019.page.png"])
def test_a_click_on_a_row_shows_its_box_where_the_quote_stands(out: Path, page: Page, source: str) -> None:
    address, doc_id = document(out, source)
    page.goto(address)
    row = next(row for row in rows(out, "deadlines") if row["doc_id"] == doc_id and row["bbox"])
    page.locator(f"[id='{row['row_id']}']").click()
    chosen = page.locator("rect.selected")
    assert chosen.count() == 1
    assert row["row_id"] in (chosen.get_attribute("data-rows") or "").split()
    sheet = page.locator(f"#page-{row['page']} .sheet")
    view = [float(number) for number in (sheet.locator("svg").get_attribute("viewBox") or "").split()]
    paper, box = sheet.locator("img").bounding_box(), chosen.bounding_box()
    assert paper is not None
    assert box is not None
    x0, y0, x1, y1 = (float(number) for number in row["bbox"].split(","))
    scale = paper["width"] / view[2]
    assert paper["height"] / view[3] == pytest.approx(scale, rel=0.01)
    drawn = [box["x"] - paper["x"], box["y"] - paper["y"], box["width"], box["height"]]
    assert drawn == pytest.approx([x0 * scale, y0 * scale, (x1 - x0) * scale, (y1 - y0) * scale], abs=2.5)
    assert 0 <= box["y"] < WIDE["height"]
    assert sheet.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 500


def test_a_click_on_a_box_shows_its_row(out: Path, page: Page) -> None:
    page.goto(document(out, "huyen-ntm-2020.pdf")[0])
    box = page.locator("rect.t-deadlines").first
    first = (box.get_attribute("data-rows") or "").split()[0]
    box.dispatch_event("click")
    assert page.locator("tr.selected").get_attribute("id") == first


def test_search_finds_a_plan_without_marks_and_leads_to_the_row(out: Path, page: Page) -> None:
    page.goto(site(out, "search.html"))
    page.fill("#query", "bao hiem y te")
    page.keyboard.press("Enter")
    hit = page.locator("#hits a", has=page.locator("mark")).first
    hit.wait_for()
    assert hit.locator("mark").inner_text().lower() == "bảo hiểm y tế"
    hit.click()
    page.locator("tr.selected").wait_for()
    assert "bảo hiểm y tế" in page.locator("tr.selected .quote").inner_text().lower()


def test_search_with_wrong_marks_finds_nothing(out: Path, page: Page) -> None:
    page.goto(site(out, "search.html", "bảo hiễm"))
    page.wait_for_function("document.getElementById('found').textContent !== ''")
    assert page.locator("#hits li").count() == 0


def test_a_table_is_sorted_by_its_heads(out: Path, page: Page) -> None:
    page.goto(site(out, "documents-1.html"))
    head = page.locator("#documents th").last
    before = page.locator("#documents tbody td:last-child").all_inner_texts()
    head.click()
    up = page.locator("#documents tbody td:last-child").all_inner_texts()
    head.press("Enter")
    down = page.locator("#documents tbody td:last-child").all_inner_texts()
    assert sorted(before, key=int) == up
    assert up[::-1] == down or sorted(down, key=int, reverse=True) == down


def test_names_do_not_break_the_markup(out: Path, page: Page) -> None:
    hostile, _ = document(out, "&.txt")
    for address in (
        hostile,
        site(out),
        site(out, "documents-1.html"),
        site(out, "search.html", "hoan thanh ho so"),
    ):
        page.goto(address)
        page.wait_for_timeout(200)
        assert page.evaluate("window.attacked") is None
        assert page.locator("main img[src='x'], main h1 script, main b[onclick], main i").count() == 0
    page.goto(hostile)
    assert '<img src="x" onerror=' in page.locator("#texts").inner_text()


def test_the_language_changes_and_stays(out: Path, page: Page) -> None:
    page.goto(site(out))
    assert page.locator("h1").inner_text() == "Tổng quan"
    page.click("#language")
    assert page.locator("h1").inner_text() == "Overview"
    page.goto(site(out, "charts.html"))
    assert page.locator("h1").inner_text() == "Charts"


def test_raw_and_repaired_text_stand_side_by_side_with_the_repairs_marked(out: Path, page: Page) -> None:
    page.goto(document(out, "huyen-ntm-2020.pdf")[0])
    raw, repaired = page.locator("#texts .running").first, page.locator("#texts .running").nth(1)
    assert "KẾ HOẠCH" in raw.inner_text()
    assert "KẾ HOẠCH" in repaired.inner_text()
    left, right = raw.bounding_box(), repaired.bounding_box()
    assert left is not None
    assert right is not None
    assert left["x"] + left["width"] <= right["x"]


def test_decisions_leave_as_corrections(out: Path, page: Page) -> None:
    address, doc_id = document(out, "huyen-ntm-2020.pdf")
    page.goto(address)
    own: dict[str, list[dict[str, str]]] = {
        name: [row for row in rows(out, name) if row["doc_id"] == doc_id] for name in ("targets", "deadlines")
    }
    accepted, rejected, corrected = own["targets"][0], own["targets"][1], own["deadlines"][0]
    page.locator(f"[id='{accepted['row_id']}'] .decide button").nth(0).click()
    page.locator(f"[id='{rejected['row_id']}']").click()
    page.keyboard.press("r")
    page.locator(f"[id='{corrected['row_id']}'] .decide button").nth(2).click()
    page.fill("#form input[name=task]", 'Làm "đúng", ngay')
    page.fill("#form-note", "đã xem bản giấy")
    page.click("#form button[value=keep]")
    page.locator("#table-progress > button").click()
    page.fill("#form input[name=met]", "17")
    page.click("#form button[value=keep]")
    page.reload()
    with page.expect_download() as download:
        page.click("#download")
    assert download.value.suggested_filename == "corrections.csv"
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    found: list[dict[str, Any]] = list(csv.DictReader(io.StringIO(text)))
    assert [(line["row_id"], line["column"], line["old_value"], line["new_value"], line["note"]) for line in found] == [
        (accepted["row_id"], "review", "", "accepted", ""),
        (rejected["row_id"], "review", "", "rejected", ""),
        (corrected["row_id"], "task", corrected["task"], 'Làm "đúng", ngay', "đã xem bản giấy"),
        (f"{doc_id}-progress-new-1", "met", "", "17", ""),
    ]


def test_a_phone_needs_no_sideways_scrolling(out: Path, page: Page) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    for address in (site(out), site(out, "documents-1.html"), site(out, "search.html"), document(out, "2020.pdf")[0]):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address


def test_a_second_report_keeps_the_pictures(out: Path) -> None:
    pictures = {path: path.stat().st_mtime_ns for path in (out / "report" / "images").rglob("*.webp")}
    assert pictures
    assert kehoach("report", out).returncode == 0
    assert {path: path.stat().st_mtime_ns for path in pictures} == pictures


def test_a_folder_without_results_is_told(tmp_path: Path) -> None:
    done = kehoach("report", tmp_path)
    assert done.returncode == 2
    assert "holds no documents; give the --out of a run" in done.stderr
    assert kehoach("report", tmp_path, "--images", "few").returncode == 2
