"""Agencies of the three levels by period: before the reform of March 2025, and communes after 1 July 2025."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

Names = dict[str, tuple[str, ...]]

DISTRICT: Names = {
    "agri": ("Phòng Nông nghiệp và PTNT", "Phòng Nông nghiệp & PTNT", "Phòng NN và PTNT", "Phòng Nông nghiệp huyện"),
    "finance": ("Phòng Tài chính - Kế hoạch huyện", "Phòng Tài chính-KH", "Phòng Tài chính - Kế hoạch"),
    "works": ("Phòng Kinh tế - Hạ tầng", "Phòng KT-HT", "Phòng Kinh tế và Hạ tầng huyện"),
    "land": ("Phòng Tài nguyên - Môi trường", "Phòng TN-MT", "Phòng Tài nguyên và Môi trường huyện"),
    "labour": ("Phòng Lao động - TB&XH", "Phòng LĐTBXH", "Phòng Lao động, Thương binh và Xã hội"),
    "culture": ("Phòng Văn hóa - Thông tin", "Phòng VHTT", "Phòng Văn hóa và Thông tin huyện"),
    "school": ("Phòng Giáo dục và Đào tạo huyện", "Phòng GDĐT", "Phòng Giáo dục - Đào tạo"),
    "medical": ("Phòng Y tế", "Phòng Y tế huyện"),
    "home": ("Phòng Nội vụ huyện", "Phòng Nội vụ"),
    "justice": ("Phòng Tư pháp huyện", "Phòng Tư pháp"),
    "inspect": ("Thanh tra huyện",),
    "office": ("Văn phòng HĐND và UBND huyện", "Văn phòng HĐND-UBND huyện", "Văn phòng UBND huyện"),
    "radio": (
        "Đài Truyền thanh - Truyền hình huyện",
        "Đài TT-TH huyện",
        "Trung tâm Văn hóa, Thông tin và Thể thao huyện",
    ),
    "police": ("Công an huyện",),
    "army": ("Ban Chỉ huy Quân sự huyện", "BCH Quân sự huyện"),
    "front": ("Ủy ban Mặt trận Tổ quốc Việt Nam huyện", "UBMTTQVN huyện", "Mặt trận Tổ quốc huyện"),
    "farmers": ("Hội Nông dân huyện", "Hội ND huyện"),
    "women": ("Hội LHPN huyện", "Hội Phụ nữ huyện"),
    "youth": ("Huyện Đoàn", "Đoàn TNCS Hồ Chí Minh huyện"),
    "veterans": ("Hội Cựu chiến binh huyện", "Hội CCB huyện"),
    "tax": ("Chi cục Thuế huyện",),
    "treasury": ("Kho bạc Nhà nước huyện", "Kho bạc nhà nước huyện"),
    "insurance": ("Bảo hiểm xã hội huyện", "BHXH huyện"),
    "landoffice": ("Chi nhánh Văn phòng Đăng ký đất đai huyện", "Chi nhánh Văn phòng ĐKĐĐ huyện"),
    "vet": ("Trạm Chăn nuôi và Thú y huyện", "Trạm Khuyến nông huyện"),
    "communes": ("UBND các xã, thị trấn", "Ủy ban nhân dân các xã, thị trấn", "UBND xã, thị trấn"),
}
PROVINCE: Names = {
    "agri": ("Sở Nông nghiệp và PTNT", "Sở Nông nghiệp & PTNT", "Sở NN và PTNT"),
    "finance": ("Sở Tài chính",),
    "invest": ("Sở Kế hoạch và Đầu tư", "Sở KH và ĐT", "Sở KHĐT"),
    "trade": ("Sở Công Thương", "Sở Công thương"),
    "science": ("Sở Khoa học và Công nghệ", "Sở KHCN"),
    "culture": ("Sở Văn hóa, Thể thao và Du lịch", "Sở VH-TT&DL", "Sở VH, TT và DL"),
    "media": ("Sở Thông tin và Truyền thông", "Sở TTTT"),
    "medical": ("Sở Y tế",),
    "land": ("Sở Tài nguyên và Môi trường", "Sở TN-MT", "Sở TNMT"),
    "transport": ("Sở Giao thông vận tải", "Sở Giao thông Vận tải", "Sở GT-VT"),
    "build": ("Sở Xây dựng",),
    "school": ("Sở Giáo dục và Đào tạo", "Sở GDĐT"),
    "labour": ("Sở Lao động - Thương binh và Xã hội", "Sở LĐTBXH", "Sở Lao động - TB&XH"),
    "home": ("Sở Nội vụ",),
    "bank": ("Ngân hàng Nhà nước Chi nhánh tỉnh", "Ngân hàng Nhà nước tỉnh"),
    "policybank": ("Ngân hàng Chính sách xã hội tỉnh", "Chi nhánh NHCSXH tỉnh"),
    "coop": ("Liên minh Hợp tác xã tỉnh", "Liên minh HTX tỉnh", "LMHTX tỉnh"),
    "tax": ("Cục Thuế tỉnh",),
    "statistics": ("Cục Thống kê tỉnh", "Cục Thống kê"),
    "press": ("Đài Phát thanh và Truyền hình tỉnh", "Đài PT-TH tỉnh", "Báo và Đài Phát thanh - Truyền hình tỉnh"),
    "front": ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "UBMTTQ Việt Nam tỉnh"),
    "farmers": ("Hội Nông dân tỉnh",),
    "women": ("Hội Liên hiệp Phụ nữ tỉnh", "Hội LHPN tỉnh"),
    "youth": ("Tỉnh đoàn", "Tỉnh Đoàn"),
    "coordination": ("Văn phòng Điều phối Chương trình xây dựng nông thôn mới tỉnh", "Văn phòng Điều phối NTM tỉnh"),
    "districts": (
        "UBND các huyện, thành phố",
        "Ủy ban nhân dân các huyện, thành phố",
        "UBND các huyện, thị xã, thành phố",
    ),
}
PROVINCE_2025: Names = PROVINCE | {
    "agri": ("Sở Nông nghiệp và Môi trường", "Sở NN&MT", "Sở NN và MT"),
    "land": ("Sở Nông nghiệp và Môi trường", "Sở NN&MT"),
    "invest": ("Sở Tài chính",),
    "transport": ("Sở Xây dựng",),
    "media": ("Sở Khoa học và Công nghệ", "Sở KH&CN"),
    "labour": ("Sở Nội vụ",),
    "tax": ("Chi cục Thuế khu vực",),
    "statistics": ("Chi cục Thống kê tỉnh",),
    "bank": ("Ngân hàng Nhà nước Khu vực",),
}
COMMUNE: Names = {
    "land": ("cán bộ Địa chính - Xây dựng", "công chức Địa chính - Nông nghiệp", "cán bộ địa chính, nông nghiệp xã"),
    "finance": ("Ban Tài chính xã", "kế toán ngân sách xã", "công chức Tài chính - Kế toán xã"),
    "office": ("Văn phòng UBND xã", "công chức Văn phòng - Thống kê xã", "Văn phòng HĐND - UBND xã"),
    "social": ("công chức Văn hóa - Xã hội xã", "Ban Văn hóa xã", "cán bộ văn hóa xã hội"),
    "justice": ("công chức Tư pháp - Hộ tịch xã", "cán bộ Tư pháp xã"),
    "police": ("Công an xã", "Ban Công an xã"),
    "army": ("Ban CHQS xã", "Ban chỉ huy Quân sự xã", "Xã đội"),
    "health": ("Trạm Y tế xã", "Trạm y tế"),
    "schools": ("các trường học trên địa bàn xã", "các trường học trên địa bàn"),
    "front": ("Ủy ban Mặt trận Tổ quốc xã", "UBMTTQVN xã", "Mặt trận Tổ quốc xã"),
    "farmers": ("Hội Nông dân xã", "Hội ND xã"),
    "women": ("Hội Phụ nữ xã", "Hội LHPN xã"),
    "youth": ("Đoàn Thanh niên xã", "Đoàn xã"),
    "veterans": ("Hội Cựu chiến binh xã", "Hội CCB xã"),
    "radio": ("Ban Văn hóa - Thông tin xã", "Đài Truyền thanh xã"),
    "board": ("Ban Quản lý xây dựng nông thôn mới xã", "Ban quản lý NTM xã"),
    "guard": ("lực lượng dân quân xã", "Trung đội dân quân cơ động xã"),
    "hamlets": ("các thôn", "Ban nhân dân các thôn", "Ban phát triển các thôn"),
}
COMMUNE_2025: Names = COMMUNE | {
    "land": ("Phòng Kinh tế xã", "Phòng Kinh tế"),
    "finance": ("Phòng Kinh tế xã", "Phòng Kinh tế"),
    "office": ("Văn phòng HĐND và UBND xã", "Văn phòng HĐND&UBND xã"),
    "social": ("Phòng Văn hóa - Xã hội xã", "Phòng Văn hóa - Xã hội"),
    "justice": ("Trung tâm Phục vụ hành chính công xã", "Trung tâm Phục vụ HCC xã"),
    "radio": ("Trung tâm Cung ứng dịch vụ công xã", "Trung tâm Dịch vụ tổng hợp xã"),
    "army": ("Ban Chỉ huy Quân sự xã", "Ban CHQS xã"),
    "farmers": ("Hội Nông dân xã",),
}


def names_of(level: str, year: int, late: bool) -> Names:
    """The agencies of a level; `late`: after the day on which the year's reform took hold."""
    if level == "huyện":
        return DISTRICT
    if level == "tỉnh":
        return PROVINCE_2025 if year >= 2025 and late else PROVINCE
    return COMMUNE_2025 if year >= 2025 and late else COMMUNE


class Bodies:
    """One writer's names of agencies: each agency by one name, now and then by another."""

    def __init__(self, rng: Random, names: Names):
        self.rng = rng
        self.names = names
        self.usual = {key: rng.choice(forms) for key, forms in names.items()}

    def __getitem__(self, key: str) -> str:
        return self.usual[key] if self.rng.random() < 0.85 else self.rng.choice(self.names[key])

    def some(self, keys: Sequence[str], low: int = 1, high: int = 3, but: str = "") -> list[str]:
        """Between `low` and `high` other agencies than `but`, in order of the keys; none twice by another key."""
        taken, free = set(self.names.get(but, ())), []
        for key in keys:
            if key != but and not taken & set(self.names[key]):
                free.append(key)
                taken |= set(self.names[key])
        drawn = set(self.rng.sample(free, min(len(free), self.rng.randint(low, high))))
        return [self[key] for key in free if key in drawn]


def together(names: Sequence[str], rng: Random) -> str:
    """Names as an enumeration, with commas alone or a last `và`."""
    if len(names) < 2:
        return "".join(names)
    if "," not in names[-1] and (any(" và " in name for name in names) or rng.random() < 0.4):
        return ", ".join(names)
    return ", ".join(names[:-1]) + " và " + names[-1]
