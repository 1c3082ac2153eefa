"""Lines as plans have them, made from patterns of ours: heads, bases, headings, lists, numbers, codes.

The corpora have little of what stands in the head and in the lists of a commune's plan. Names of places
are real units of the gazetteer, all else is made up.
"""

from __future__ import annotations

import random
import re

CRITERIA = [
    "Quy hoạch",
    "Giao thông",
    "Thủy lợi và phòng, chống thiên tai",
    "Điện",
    "Trường học",
    "Cơ sở vật chất văn hóa",
    "Cơ sở hạ tầng thương mại nông thôn",
    "Thông tin và truyền thông",
    "Nhà ở dân cư",
    "Thu nhập",
    "Hộ nghèo",
    "Nghèo đa chiều",
    "Lao động có việc làm",
    "Tổ chức sản xuất",
    "Giáo dục và đào tạo",
    "Y tế",
    "Văn hóa",
    "Môi trường và an toàn thực phẩm",
    "Hệ thống chính trị và tiếp cận pháp luật",
    "Quốc phòng và an ninh",
]
BODIES = [
    "UBND",
    "HĐND",
    "BCĐ",
    "UBMTTQ",
    "HU",
    "TU",
    "ĐU",
    "BNN",
    "BTC",
    "BXD",
    "TTg",
    "CP",
    "BNV",
    "SNN",
    "STC",
    "SKHĐT",
    "VPĐP",
    "VPĐPNTM",
    "BCĐNTM",
    "PNN",
    "TCKH",
    "LĐTBXH",
    "QH14",
    "QH15",
    "BTTTT",
    "BYT",
    "BGDĐT",
    "BTNMT",
    "BVHTTDL",
    "BKHĐT",
]
ACTS = (
    ("Kế hoạch", "KH"),
    ("Quyết định", "QĐ"),
    ("Nghị quyết", "NQ"),
    ("Báo cáo", "BC"),
    ("Thông báo", "TB"),
    ("Chỉ thị", "CT"),
    ("Tờ trình", "TTr"),
    ("Hướng dẫn", "HD"),
    ("Nghị định", "NĐ"),
    ("Thông tư", "TT"),
    ("Chương trình", "CTr"),
    ("Kết luận", "KL"),
    ("Công văn", "CV"),
    ("Đề án", "ĐA"),
)
OFFICES = [
    "Phòng Nông nghiệp và PTNT",
    "Phòng Tài chính - Kế hoạch",
    "Phòng Lao động - Thương binh và Xã hội",
    "Phòng Kinh tế và Hạ tầng",
    "Phòng Tài nguyên và Môi trường",
    "Phòng Văn hóa và Thông tin",
    "Phòng Giáo dục và Đào tạo",
    "Phòng Nội vụ",
    "Phòng Tư pháp",
    "Phòng Y tế",
    "Trung tâm Y tế",
    "Công an huyện",
    "Ban Chỉ huy Quân sự huyện",
    "Văn phòng HĐND và UBND",
    "Văn phòng Điều phối nông thôn mới",
    "Hội Nông dân",
    "Hội Liên hiệp Phụ nữ",
    "Hội Cựu chiến binh",
    "Đoàn Thanh niên",
    "Ủy ban MTTQ Việt Nam huyện",
    "BCĐ các Chương trình MTQG",
    "Sở Nông nghiệp và PTNT",
    "Sở Xây dựng",
]
TOPICS = [
    "xây dựng nông thôn mới",
    "chuyển đổi số",
    "giảm nghèo bền vững",
    "phát triển sản phẩm OCOP",
    "phòng cháy, chữa cháy",
    "trồng rừng và trồng cây phân tán",
    "tiêm phòng gia súc, gia cầm",
    "cải cách hành chính",
    "bảo hiểm y tế toàn dân",
    "xây dựng nông thôn mới nâng cao",
    "xây dựng khu dân cư nông thôn mới kiểu mẫu",
    "xóa nhà tạm, nhà dột nát",
]
HEADINGS = [
    "MỤC ĐÍCH, YÊU CẦU",
    "MỤC TIÊU",
    "NHIỆM VỤ VÀ GIẢI PHÁP",
    "TỔ CHỨC THỰC HIỆN",
    "KINH PHÍ THỰC HIỆN",
    "NỘI DUNG",
    "ĐÁNH GIÁ THỰC TRẠNG",
    "CÁC NHIỆM VỤ TRỌNG TÂM",
    "KẾT QUẢ THỰC HIỆN",
    "GIẢI PHÁP CHỦ YẾU",
    "PHÂN CÔNG NHIỆM VỤ",
    "CHỈ TIÊU CỤ THỂ",
    "NGUỒN LỰC THỰC HIỆN",
]
ROMANS = [
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
    "XIX",
]

PATTERNS = """
Căn cứ {act} số {n3}/{sym}-{body} ngày {date} của {office} về {topic};
Căn cứ {act} số {n3}/{year}/{sym}-{body} ngày {dd} tháng {mm} năm {year} về việc {topic} giai đoạn {year}-{year};
Thực hiện {act} số {n3}-{sym}/{pbody} ngày {date} của Ban Chấp hành Đảng bộ huyện {huyen} về {topic}
Số: {n3}/{sym}-{body}
{xa}, ngày {dd} tháng {mm} năm {year}
UBND HUYỆN {HUYEN}
ỦY BAN NHÂN DÂN XÃ {XA}
BAN CHỈ ĐẠO {TOPIC}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
KẾ HOẠCH
{ROMAN}. {HEADING}
{ROMAN}. {HEADING}
{k}. {Topic}
{k}.{k}. Tiêu chí số {k} về {crit}
({k}) Tiêu chí số {k} về {crit};
- Tiêu chí số {k} ({crit}): đạt {n2}/{n2} nội dung; hoàn thành trước ngày {date}.
- Tiêu chí {k}.{k}: Tỷ lệ hộ dân tham gia bảo hiểm y tế đạt {pct}% trở lên.
+ Xã {xa}: đạt {n2}/19 tiêu chí, còn {k} tiêu chí chưa đạt ({k}, {k}, {k}), phấn đấu đạt chuẩn vào Quý {QUY}/{year}.
+ Thôn {xa}, xã {xa} hoàn thành trong tháng {mm}/{year};
* Đến nay toàn huyện có {n2}/{n2} xã đạt chuẩn nông thôn mới, bình quân đạt {pct} tiêu chí/xã.
- Thu nhập bình quân đầu người đạt {n2} triệu đồng/người/năm; tỷ lệ hộ nghèo giảm {pct}%/năm, còn {pct}%.
- Lộ trình thực hiện: Quý {QUY} năm {year} hoàn thành hồ sơ; tháng {mm}/{year} đề nghị tỉnh thẩm định.
- Cơ quan chủ trì: {office}. Cơ quan phối hợp: {office}, UBND các xã {xa}, {xa}, {xa}. Thời gian: trước {date}.
{k}. {office}
{k}. Giao {office} chủ trì, phối hợp với {office} tham mưu UBND huyện {topic}; báo cáo kết quả trước ngày {dd}/{mm}.
a) Phấn đấu đến hết năm {year}, có ít nhất {k} sản phẩm OCOP đạt từ 3 sao trở lên, {k} sản phẩm 4 sao.
- Tổng kinh phí: {n3}.{n3} triệu đồng, trong đó: ngân sách tỉnh {n3},{k} triệu đồng, ngân sách huyện {n3} triệu đồng.
Trên đây là Kế hoạch {topic} năm {year} trên địa bàn huyện {huyen}, tỉnh {tinh}.
Nơi nhận:
- TT Huyện ủy, HĐND, UBND huyện;
- Như trên; - Lưu: VT, {body}.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
- Thành viên BCĐ NTM huyện; - VP NTM tỉnh {tinh} (b/c); - Chủ tịch UBND các xã, thị trấn;
""".strip().splitlines()

Place = tuple[str, str, str]
_SLOT = re.compile(r"\{(\w+)\}")


def line(rng: random.Random, places: list[Place]) -> str:
    """One line of a plan about a unit drawn from `places` (commune, district, province; without level words)."""
    commune, district, province = rng.choice(places)
    act, symbol = rng.choice(ACTS)

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2010, 2030)
        simple = {
            "act": act,
            "sym": symbol,
            "body": rng.choice(BODIES),
            "pbody": rng.choice(["HU", "TU", "ĐU", "TW"]),
            "office": rng.choice(OFFICES),
            "topic": rng.choice(TOPICS),
            "xa": rng.choice([rng.choice(places)[0], commune]),
            "huyen": district,
            "tinh": province,
            "crit": rng.choice(CRITERIA),
            "k": str(rng.randint(1, 19)),
            "n2": str(rng.randint(10, 99)),
            "n3": str(rng.randint(1, 4999)),
            "year": str(year),
            "dd": f"{day:02}",
            "mm": str(month),
            "date": f"{day:02}/{month:02}/{year}" if rng.random() < 0.6 else f"{day}/{month}/{year}",
            "pct": f"{rng.randint(1, 99)}" + (f",{rng.randint(1, 9)}" if rng.random() < 0.5 else ""),
            "ROMAN": rng.choice(ROMANS),
            "QUY": rng.choice(ROMANS[:4]),
            "HEADING": rng.choice(HEADINGS),
        }
        if name in simple:
            return simple[name]
        value = simple[name.lower()]
        return value.upper() if name.isupper() else value[0].upper() + value[1:]

    return _SLOT.sub(fill, rng.choice(PATTERNS))
