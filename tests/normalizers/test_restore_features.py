"""The restorer with parts of it switched off, and what its confidence says."""

import pytest

from normalizers.alignment import from_edits
from normalizers.restorer import DOUBT, Features, calibrated, load_restorer
from normalizers.triage import Damage
from tools.measure_repair import strip

RAW = "Thuc hién Chwong trinh xdy dwng néng thon méi, I1. Nhiem vu"


def after(features: Features) -> str:
    """One mangled line after a restorer with some features."""
    return from_edits(RAW, load_restorer(features).restore(RAW, [Damage.MANGLED]).replacements)[0]


def test_every_part_changes_the_result() -> None:
    whole = after(Features())
    assert whole.startswith("Thực hiện Chương trình xây dựng nông thôn mới")
    assert after(Features(language=False)) != whole
    assert after(Features(channel=False)) != whole


def test_one_restorer_for_the_same_features() -> None:
    assert load_restorer() is load_restorer()
    assert load_restorer(Features()) is not load_restorer(Features(rules=False))


@pytest.mark.parametrize(("less", "more"), [(0.0, 0.3), (0.3, 0.8), (0.8, 0.999)])
def test_confidence_grows_with_the_posterior(less: float, more: float) -> None:
    assert 0 < calibrated(less) < calibrated(more) < 1


def test_a_doubted_word_stays_and_is_logged() -> None:
    result = load_restorer().restore("qzx xqkz dwjq ghw zzkw", [Damage.MANGLED])
    for entry in result.log:
        assert (entry.raw == entry.repaired) == (entry.confidence < DOUBT)
    assert all(raw != new for raw, (_, _, new) in zip([e.raw for e in result.log if e.confidence >= DOUBT],
                                                      result.replacements, strict=True))  # fmt: skip


@pytest.mark.parametrize(
    "true",
    [
        "Thành phố Huế và thành phố Đà Nẵng",
        "tỉnh Quảng Ngãi, tỉnh Đắk Lắk",
        "thị xã Uông Bí, huyện Ba Tơ",
        "làn ôtô trên đường, Hồng Kông và nước Úc",
        "THÀNH PHỐ HUẾ",
    ],
)
def test_words_that_only_stand_with_a_capital_get_their_marks(true: str) -> None:
    stripped = strip(true)
    found = load_restorer(Features(places=False)).restore(stripped, [Damage.STRIPPED]).replacements
    assert from_edits(stripped, found)[0] == true


def test_lines_in_capitals_keep_their_case() -> None:
    raw = "UBND HUYEN UONG BI"
    found = load_restorer().restore(raw, [Damage.MANGLED]).replacements
    assert from_edits(raw, found)[0] == "UBND HUYỆN UÔNG BÍ"
