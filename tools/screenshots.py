"""Pictures of the report for the docs: `python -m tools.screenshots OUT/report`, over the report of the samples."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from pipeline.version import ROOT

FOLDER = ROOT / "docs" / "images"
WIDTHS = {"wide": (1360, 900), "phone": (390, 844)}
PAGES = {"overview": "index.html", "charts": "charts.html", "search": "search.html?q=nong%20thon%20moi"}
SCAN = "xa-ntm-2024.scan.pdf"


def main(site: Path) -> None:
    """Write a picture of each main page in both widths, at most 800 pixels wide."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    scan = next(path for path in (site / "documents").glob("*.html") if SCAN in path.read_text(encoding="utf-8"))
    addresses = {name: f"{site.resolve().as_uri()}/{page}" for name, page in PAGES.items()}
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        for width, (across, down) in WIDTHS.items():
            page = browser.new_page(viewport={"width": across, "height": down})
            for name, address in {**addresses, "document": scan.resolve().as_uri()}.items():
                page.goto(address)
                if name == "document":
                    page.locator("#table-deadlines tbody tr").first.click()
                page.wait_for_timeout(500)
                _write(FOLDER / f"{name}-{width}.webp", page.screenshot())
        browser.close()


def _write(path: Path, picture: bytes) -> None:
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.thumbnail((800, 1200), Image.Resampling.LANCZOS)
    image.save(path, "WEBP", quality=60)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
