"""The restorer with parts of it switched off, and what its confidence says."""

import pytest

from normalizers.alignment import from_edits
from normalizers.restorer import DOUBT, Features, calibrated, load_restorer
from normalizers.triage import Damage

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
