"""Agencies of the three levels as plans name them, long and short."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

# long name, short name; `{d}` is "huyện" or "tỉnh" where the writer adds the level
DISTRICT = {
    "agri": ("Phòng Nông nghiệp và Phát triển nông thôn", "Phòng NN&PTNT"),
    "finance": ("Phòng Tài chính - Kế hoạch", "Phòng TC-KH"),
    "works": ("Phòng Kinh tế và Hạ tầng", "Phòng KT&HT"),
    "land": ("Phòng Tài nguyên và Môi trường", "Phòng TN&MT"),
    "labour": ("Phòng Lao động - Thương binh và Xã hội", "Phòng LĐ-TB&XH"),
    "culture": ("Phòng Văn hóa và Thông tin", "Phòng VH-TT"),
    "school": ("Phòng Giáo dục và Đào tạo", "Phòng GD&ĐT"),
    "health": ("Trung tâm Y tế huyện", "TTYT huyện"),
    "home": ("Phòng Nội vụ", "Phòng Nội vụ"),
    "justice": ("Phòng Tư pháp", "Phòng Tư pháp"),
    "office": ("Văn phòng HĐND và UBND huyện", "Văn phòng HĐND&UBND huyện"),
    "coordination": ("Văn phòng Điều phối nông thôn mới huyện", "VPĐP NTM huyện"),
    "media": ("Trung tâm Văn hóa - Thể thao và Truyền thông huyện", "Trung tâm VH-TT&TT huyện"),
    "police": ("Công an huyện", "Công an huyện"),
    "army": ("Ban Chỉ huy Quân sự huyện", "Ban CHQS huyện"),
    "front": ("Ủy ban MTTQ Việt Nam huyện", "UBMTTQ huyện"),
    "farmers": ("Hội Nông dân huyện", "Hội Nông dân huyện"),
    "women": ("Hội Liên hiệp Phụ nữ huyện", "Hội LHPN huyện"),
    "youth": ("Huyện đoàn", "Huyện đoàn"),
    "bank": ("Phòng Giao dịch Ngân hàng Chính sách xã hội huyện", "Phòng giao dịch NHCSXH huyện"),
    "insurance": ("Bảo hiểm xã hội huyện", "BHXH huyện"),
    "service": ("Trung tâm Dịch vụ nông nghiệp huyện", "Trung tâm DVNN huyện"),
    "statistics": ("Chi cục Thống kê huyện", "Chi cục Thống kê huyện"),
    "forest": ("Hạt Kiểm lâm huyện", "Hạt Kiểm lâm huyện"),
    "communes": ("UBND các xã, thị trấn", "UBND các xã, thị trấn"),
}
PROVINCE = {
    "agri": ("Sở Nông nghiệp và Phát triển nông thôn", "Sở NN&PTNT"),
    "finance": ("Sở Tài chính", "Sở Tài chính"),
    "invest": ("Sở Kế hoạch và Đầu tư", "Sở KH&ĐT"),
    "trade": ("Sở Công Thương", "Sở Công Thương"),
    "science": ("Sở Khoa học và Công nghệ", "Sở KH&CN"),
    "tourism": ("Sở Văn hóa, Thể thao và Du lịch", "Sở VHTTDL"),
    "media": ("Sở Thông tin và Truyền thông", "Sở TT&TT"),
    "health": ("Sở Y tế", "Sở Y tế"),
    "land": ("Sở Tài nguyên và Môi trường", "Sở TN&MT"),
    "works": ("Sở Giao thông vận tải", "Sở GTVT"),
    "build": ("Sở Xây dựng", "Sở Xây dựng"),
    "school": ("Sở Giáo dục và Đào tạo", "Sở GD&ĐT"),
    "labour": ("Sở Lao động - Thương binh và Xã hội", "Sở LĐ-TB&XH"),
    "home": ("Sở Nội vụ", "Sở Nội vụ"),
    "coordination": ("Văn phòng Điều phối nông thôn mới tỉnh", "VPĐP NTM tỉnh"),
    "coop": ("Liên minh Hợp tác xã tỉnh", "Liên minh HTX tỉnh"),
    "front": ("Ủy ban MTTQ Việt Nam tỉnh", "UBMTTQVN tỉnh"),
    "farmers": ("Hội Nông dân tỉnh", "Hội Nông dân tỉnh"),
    "women": ("Hội Liên hiệp Phụ nữ tỉnh", "Hội LHPN tỉnh"),
    "youth": ("Tỉnh đoàn", "Tỉnh đoàn"),
    "districts": ("UBND các huyện, thị xã, thành phố", "UBND các huyện, thành phố"),
}
COMMUNE = {
    "land": ("công chức Địa chính - Nông nghiệp - Xây dựng và Môi trường", "công chức ĐC-NN-XD&MT"),
    "finance": ("công chức Tài chính - Kế toán", "công chức TC-KT"),
    "office": ("công chức Văn phòng - Thống kê", "công chức VP-TK"),
    "social": ("công chức Văn hóa - Xã hội", "công chức VH-XH"),
    "justice": ("công chức Tư pháp - Hộ tịch", "công chức TP-HT"),
    "police": ("Công an xã", "Công an xã"),
    "army": ("Ban Chỉ huy Quân sự xã", "Ban CHQS xã"),
    "health": ("Trạm Y tế xã", "Trạm Y tế"),
    "front": ("Ủy ban MTTQ Việt Nam xã", "UBMTTQ xã"),
    "farmers": ("Hội Nông dân xã", "Hội Nông dân"),
    "women": ("Hội Liên hiệp Phụ nữ xã", "Hội LHPN xã"),
    "youth": ("Đoàn Thanh niên xã", "Đoàn TNCS Hồ Chí Minh xã"),
    "veterans": ("Hội Cựu chiến binh xã", "Hội CCB xã"),
    "radio": ("Đài truyền thanh xã", "Đài truyền thanh xã"),
    "board": ("Ban quản lý xã", "BQL xã"),
    "coop": ("Hợp tác xã dịch vụ nông nghiệp", "HTX dịch vụ nông nghiệp"),
}


class Agencies:
    """One writer's names of agencies: mostly long or mostly short ones."""

    def __init__(self, rng: Random, level: str):
        self.rng = rng
        self.table = {"huyện": DISTRICT, "tỉnh": PROVINCE, "xã": COMMUNE}[level]
        self.short = rng.choice((0.0, 0.1, 0.6, 0.95))

    def __getitem__(self, key: str) -> str:
        long, short = self.table[key]
        return short if self.rng.random() < self.short else long

    def some(self, keys: Sequence[str], low: int = 1, high: int = 3) -> list[str]:
        """Between `low` and `high` of `keys`, in order of rank."""
        drawn = set(self.rng.sample(list(keys), self.rng.randint(low, min(high, len(keys)))))
        return [self[key] for key in keys if key in drawn]


def series(names: Sequence[str]) -> str:
    """Names as an enumeration: `A, B và C`; with commas alone where a name holds `và`."""
    if len(names) < 2:
        return "".join(names)
    if any(" và " in name for name in names):
        return ", ".join(names)
    return ", ".join(names[:-1]) + " và " + names[-1]
