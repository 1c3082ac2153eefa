"""The indicator catalogue: words | unit | code."""

from __future__ import annotations

import pytest

from extractors.indicators import catalogue, indicator_of
from normalizers.keys import fold
from normalizers.units import kind_of
from tests.extractors.small_plans import lines

STATEMENTS = """
xã đạt chuẩn nông thôn mới nâng cao | xã | ntm_commune_advanced
xã nông thôn mới kiểu mẫu | xã | ntm_commune_model
xã về đích NTM | xã | ntm_commune
thôn đạt chuẩn nông thôn mới | thôn | ntm_hamlet
tỷ lệ hộ cận nghèo | % | other
100% hộ nghèo được hỗ trợ | % | other
tỷ lệ hộ nghèo đa chiều | % | poverty_rate
thu nhập bình quân đầu người | triệu đồng/người/năm | income_per_capita
thu ngân sách trên địa bàn | tỷ đồng | other
sản phẩm OCOP gắn với du lịch cộng đồng | sản phẩm | ocop_tourism
"""


@pytest.mark.parametrize("line", lines(STATEMENTS), ids=lambda line: line[0])
def test_statements(line: list[str]) -> None:
    words, unit, code = line
    assert indicator_of(fold(words), unit).code == code


def test_every_unit_of_the_catalogue_is_known() -> None:
    units = {unit for entry in catalogue() for unit in entry.units}
    assert {unit for unit in units if not unit.startswith(":") and not kind_of(unit)} == set()


def test_ranges_hold() -> None:
    rate = next(entry for entry in catalogue() if entry.code == "poverty_rate")
    assert (rate.plausible(3), rate.plausible(-1), rate.plausible(101)) == (True, False, False)
