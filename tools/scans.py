"""Office scans of plans: skewed, grainy pages; the one with the close bears a red seal and a blue signature."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
from PIL import Image

from tools import degrade
from tools.plans import paint
from tools.plans.layout import Page
from tools.plans.model import Plan, Style


def scan_images(plan: Plan, laid: Sequence[Page], dpi: int, face: str) -> list[Image.Image]:
    """The pages as an office scanner sees them; the page with the close bears a red seal and a blue signature."""
    found = []
    for number, page in enumerate(laid):
        rng = np.random.default_rng(zlib.crc32(f"{plan.family}{plan.seed}{number}".encode()))
        image = paint.page_image(page, dpi, face)
        spot = _signing_place(plan, page)
        if spot is not None:
            x, y = round(spot[0] * dpi / 72), round(spot[1] * dpi / 72)
            image = degrade.seal(image, rng, (x - dpi // 5, y), round(dpi * 0.68))
            image = degrade.signature(image, rng, (x - dpi // 10, y), dpi)
        image = degrade.skewed(image, rng.uniform(-0.9, 0.9))
        image = degrade.noisy(degrade.blurred(image, 0.7), rng, 0.8, 246)
        found.append(Image.fromarray(degrade.speckled(image, rng, 12)))
    return found


def _signing_place(plan: Plan, page: Page) -> tuple[float, float] | None:
    """Where the signature goes: above the signer's name, in points."""
    lines = [
        line for line in page.lines if line.paragraph >= 0 and plan.paragraphs[line.paragraph].style is Style.SIGNATURE
    ]
    if len(lines) < 2:
        return None
    return lines[-1].words[0].x, (lines[-1].words[0].baseline + lines[-2].words[0].baseline) / 2 - 4
