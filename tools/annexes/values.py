"""Indicators, marks and head words of the generated annexes, written by us in the genre."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator of a table: its code, words for a head cell, unit, bounds of its values and their step.

    `adds` tells that values add up over communes and years (counts do, shares and averages don't).
    """

    code: str
    words: str
    unit: str
    low: float
    high: float
    step: float = 1.0
    adds: bool = True
    basis: str = "total"
    title: str = ""


COUNTS = (
    Measure("ntm_hamlet", "Số thôn được công nhận mới đạt chuẩn nông thôn mới", "thôn", 0, 4, basis="additional",
            title="Kế hoạch công nhận thôn đạt chuẩn nông thôn mới"),
    Measure("ntm_hamlet_model", "Số thôn nông thôn mới kiểu mẫu tăng thêm", "thôn", 0, 3, basis="additional",
            title="Lộ trình xây dựng thôn nông thôn mới kiểu mẫu"),
    Measure("other", "Số hộ nghèo giảm trong năm", "hộ", 3, 48, basis="additional",
            title="Chỉ tiêu giảm số hộ nghèo giao các xã"),
    Measure("other", "Số lao động được đào tạo nghề", "người", 10, 160, 5,
            title="Chỉ tiêu đào tạo nghề cho lao động nông thôn"),
    Measure("ocop_products", "Số sản phẩm OCOP đạt từ 3 sao", "sản phẩm", 0, 4,
            title="Chỉ tiêu phát triển sản phẩm OCOP đạt từ 3 sao trở lên"),
    Measure("other", "Số nhà văn hóa thôn đạt chuẩn", "nhà", 0, 5, title="Chỉ tiêu nhà văn hóa thôn đạt chuẩn"),
    Measure("cooperatives_new", "Hợp tác xã thành lập mới", "HTX", 0, 2, basis="additional",
            title="Chỉ tiêu thành lập mới hợp tác xã"),
)  # fmt: skip
SHARES = (
    Measure("poverty_rate", "Tỷ lệ hộ nghèo đa chiều", "%", 1, 22, 0.01, adds=False),
    Measure("health_insurance_rate", "Tỷ lệ người dân tham gia bảo hiểm y tế", "%", 85, 100, 0.1, adds=False),
    Measure("clean_water_rate", "Tỷ lệ hộ sử dụng nước sạch theo quy chuẩn", "%", 30, 98, 0.5, adds=False),
    Measure("income_per_capita", "Thu nhập bình quân đầu người", "triệu đồng/người/năm", 28, 66, 0.5, adds=False),
    Measure("other", "Tỷ lệ lao động qua đào tạo", "%", 40, 80, 0.5, adds=False),
    Measure("other", "Tỷ lệ rác thải sinh hoạt được thu gom", "%", 60, 99, 1, adds=False),
)
SUM_WORDS = ("Tổng cộng", "Tổng", "Cộng", "TỔNG CỘNG", "Toàn huyện", "Tổng số")
INDEX_WORDS = ("TT", "STT", "Số TT")
COMMUNE_WORDS = ("Tên xã", "Xã", "Đơn vị", "Xã, thị trấn", "Tên đơn vị", "Địa phương", "Đơn vị xã")
MARKS = (("x", ""), ("Đ", "CĐ"), ("Đạt", "Chưa đạt"), ("+", "-"), ("Đ", "K"), ("đạt", "chưa"), ("X", "0"))
"""What a matrix writes for a criterion met and for one that is not."""
