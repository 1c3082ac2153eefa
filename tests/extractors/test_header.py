from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import header
from extractors.header_period import period_of
from pipeline.model import Value
from tests.extractors.texts import order


def values(text: str) -> dict[str, Value]:
    return header.find(order(text))[0]


def issues(text: str) -> list[str]:
    return [issue.code for issue in header.find(order(text))[2]]


MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"

HEADS = [
    # printed in separate lines
    (
        "ỦY BAN NHÂN DÂN\nHUYỆN LỤC NAM\nSố: 45/KH-UBND\n" + MOTTO + "Lục Nam, ngày 12 tháng 3 năm 2019\nKẾ HOẠCH\n"
        "Xây dựng nông thôn mới năm 2019\n",
        {
            "issuer": "Ủy ban nhân dân huyện Lục Nam", "number": "45/KH-UBND", "level": "huyện",
            "province": "Bắc Giang", "province_code": "24", "district": "Lục Nam", "district_code": "218",
            "place": "Lục Nam",
            "issued_on": date(2019, 3, 12), "doc_type": "Kế hoạch", "title": "Xây dựng nông thôn mới năm 2019",
            "period_start": date(2019, 1, 1), "period_end": date(2019, 12, 31),
        },
    ),
    # both columns on one line each
    (
        "UBND TỈNH HÀ TĨNH CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "SỞ NÔNG NGHIỆP VÀ PTNT Độc lập - Tự do - Hạnh phúc\n"
        "Số: 1205 /KH - SNN Hà Tĩnh, ngày 05 tháng 6 năm 2021\nKẾ HOẠCH\n"
        "Phát triển sản phẩm OCOP giai đoạn 2021 - 2025\n",
        {
            "issuer": "Sở Nông nghiệp và Phát triển nông thôn", "parent_issuer": "Ủy ban nhân dân tỉnh Hà Tĩnh",
            "number": "1205/KH-SNN", "level": "tỉnh", "province": "Hà Tĩnh", "issued_on": date(2021, 6, 5),
            "period_start": date(2021, 1, 1), "period_end": date(2025, 12, 31),
        },
    ),
    # a board under a people's committee
    (
        "UBND HUYỆN NGHI LỘC\nBAN CHỈ ĐẠO XÂY DỰNG NTM\nSố: 07/KH-BCĐ\n" + MOTTO + "Nghi Lộc, ngày 2 tháng 2 năm 2022\n"
        "KẾ HOẠCH\nKiểm tra tiến độ xây dựng nông thôn mới quý II năm 2022\n",
        {
            "issuer": "Ban Chỉ đạo xây dựng nông thôn mới huyện Nghi Lộc", "parent_issuer": "Ủy ban nhân dân "
            "huyện Nghi Lộc",
            "level": "huyện", "district": "Nghi Lộc", "province": "Nghệ An", "number": "07/KH-BCĐ",
            "period_start": date(2022, 4, 1), "period_end": date(2022, 6, 30),
        },
    ),
    # a commune with a homonym, settled by the district above it
    (
        "HUYỆN TƯƠNG DƯƠNG\nỦY BAN NHÂN DÂN XÃ YÊN HÒA\nSố 09/KH-UBND\nYên Hòa, ngày 1 tháng 3 năm 2023\nKẾ HOẠCH\n"
        "Giảm nghèo bền vững năm 2023\nThực hiện Kế hoạch số 5/KH-UBND ngày 3/2/2023 của UBND huyện Tương Dương;\n",
        {"commune": "Yên Hòa", "level": "xã", "district": "Tương Dương", "province": "Nghệ An",
         "commune_code": "16909"},
    ),
    # a ward of a central city
    (
        "ỦY BAN NHÂN DÂN\nPHƯỜNG HÀNG BÔNG\nSố: 20/KH-UBND\nHàng Bông, ngày 9 tháng 4 năm 2020\nKẾ HOẠCH\n"
        "Phòng cháy, chữa cháy năm 2020 trên địa bàn quận Hoàn Kiếm, thành phố Hà Nội\n",
        {"commune": "Hàng Bông", "level": "xã", "district": "Hoàn Kiếm", "province": "Hà Nội"},
    ),
    # a city under a province and one under the government
    (
        "UBND THÀNH PHỐ VINH\nSố: 3/KH-UBND\nTP. Vinh, ngày 9 tháng 4 năm 2020\nKẾ HOẠCH\nChuyển đổi số năm 2020\n",
        {"level": "huyện", "district": "Vinh", "province": "Nghệ An", "place": "Vinh"},
    ),
    (
        "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ ĐÀ NẴNG\nSố: 3/KH-UBND\nĐà Nẵng, ngày 9 tháng 4 năm 2020\n"
        "KẾ HOẠCH\nChuyển đổi số\n",
        {"level": "tỉnh", "province": "Đà Nẵng", "issuer": "Ủy ban nhân dân thành phố Đà Nẵng"},
    ),
    # after the merger of 2025 there are no districts
    (
        "ỦY BAN NHÂN DÂN\nXÃ LỤC NAM\nSố: 31/KH-UBND\nLục Nam, ngày 9 tháng 10 năm 2025\nKẾ HOẠCH\n"
        "Xây dựng nông thôn mới năm 2026 trên địa bàn tỉnh Bắc Ninh\n",
        {"level": "xã", "commune": "Lục Nam", "province": "Bắc Ninh"},
    ),
    # the party
    (
        "HUYỆN ỦY LỤC NAM\nSố 55-KH/HU\nĐẢNG CỘNG SẢN VIỆT NAM\nLục Nam, ngày 1 tháng 8 năm 2020\nKẾ HOẠCH\n"
        "thực hiện Nghị quyết số 19-NQ/TW\n",
        {"number": "55-KH/HU", "issuer": "Huyện ủy Lục Nam", "level": "huyện", "district": "Lục Nam"},
    ),
    # a ministry
    (
        "BỘ Y TẾ\nSố: 155/KH-BYT\nHà Nội, ngày 7 tháng 2 năm 2018\nKẾ HOẠCH\nTiêm chủng mở rộng năm 2018\n",
        {"number": "155/KH-BYT", "issuer": "Bộ Y tế", "place": "Hà Nội"},
    ),
    # a decision that repeats its issuer under the title
    (
        "ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\nSố: 12/2021/QĐ-UBND\nLạng Sơn, ngày 3 tháng 5 năm 2021\nQUYẾT ĐỊNH\n"
        "Về việc ban hành Kế hoạch trồng rừng\ngiai đoạn 2021 - 2025, định hướng đến năm 2030\n"
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\nCăn cứ Luật Lâm nghiệp ngày 15/11/2017;\n",
        {
            "number": "12/2021/QĐ-UBND", "doc_type": "Quyết định", "province": "Lạng Sơn",
            "title": "Về việc ban hành Kế hoạch trồng rừng giai đoạn 2021 - 2025, định hướng đến năm 2030",
            "period_end": date(2025, 12, 31),
        },
    ),
    # a letter
    (
        "UBND HUYỆN LỤC NAM\nPHÒNG NỘI VỤ\nSố: 77/NV\nV/v báo cáo kết quả xây dựng nông thôn mới\n"
        "Lục Nam, ngày 3 tháng 5 năm 2021\nKính gửi: UBND các xã, thị trấn\nPhòng Nội vụ đề nghị báo cáo.\n",
        {"doc_type": "Công văn", "issuer": "Phòng Nội vụ", "parent_issuer": "Ủy ban nhân dân huyện Lục Nam"},
    ),
    # a name of a place that begins like the word before a number
    (
        "UBND HUYỆN CON CUÔNG CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nUBND XÃ MÔN SƠN Độc lập - Tự do - Hạnh phúc\n"
        "Số: 5/KH-UBND Môn Sơn, ngày 2 tháng 3 năm 2021\nKẾ HOẠCH\nTrồng cây năm 2021\n",
        {"issuer": "Ủy ban nhân dân xã Môn Sơn", "level": "xã"},
    ),
    # only cited documents name a body that approves
    (
        "KẾ HOẠCH\nTrồng rừng trên địa bàn huyện Lục Nam năm 2023\nCăn cứ Quyết định số 524/QĐ-TTg ngày 01/4/2021 của "
        "Thủ tướng Chính phủ phê duyệt Đề án trồng cây xanh;\nUBND huyện Lục Nam ban hành Kế hoạch như sau:\n",
        {"issuer": "Ủy ban nhân dân huyện Lục Nam", "level": "huyện"},
    ),
    (
        "SỞ Y TẾ\nSố: 3/BC-SYT\nLào Cai, ngày 2 tháng 3 năm 2021\nBÁO CÁO\nKết quả quý I năm 2021\n"
        "Kính gửi: UBND tỉnh Lào Cai\nSở Y tế báo cáo như sau:\n",
        {"doc_type": "Báo cáo", "title": "Kết quả quý I năm 2021"},
    ),
    # the head is cut off
    (
        "KẾ HOẠCH\nKiên cố hóa kênh mương năm 2020\nUBND huyện xây dựng Kế hoạch kiên cố hóa kênh mương như sau:\n"
        "I. MỤC TIÊU\nHuyện Lục Nam phấn đấu kiên cố 5 km. Huyện Lục Nam giáp huyện Sơn Động.\n",
        {"issuer": "Ủy ban nhân dân huyện Lục Nam", "district": "Lục Nam", "province": "Bắc Giang"},
    ),
    (
        "Số: 8/KH-BCĐ\nNghi Lộc, ngày 2 tháng 2 năm 2022\nKẾ HOẠCH\nChống hạn năm 2022\n"
        "Ban Chỉ đạo phòng, chống thiên tai huyện Nghi Lộc ban hành Kế hoạch chống hạn như sau:\n",
        {"level": "huyện", "district": "Nghi Lộc"},
    ),
    # a heading like body, only the place and the symbol tell the issuer
    (
        "XÃ YÊN HÒA Độc lập - Tự do - Hạnh phúc\nSố: 2/KH-UBND Yên Hòa, ngày 6 tháng 01 năm 2020\nKẾ HOẠCH\n"
        "Trồng cây\n",
        {"issuer": "Ủy ban nhân dân xã Yên Hòa", "number": "2/KH-UBND", "place": "Yên Hòa"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), HEADS)
def test_heads_are_read(text: str, expected: dict[str, Value]) -> None:
    found = values(text)
    assert {name: found.get(name) for name in expected} == expected


CLOSES = [
    ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Văn An", "Nguyễn Văn An", "Phó Chủ tịch", "TM.;KT."),
    ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n(Đã ký)\nLò Thị Bình", "Lò Thị Bình", "Chủ tịch", "TM."),
    ("GIÁM ĐỐC\nTrần Minh", "Trần Minh", "Giám đốc", None),
    ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nTrần Thị Minh Hà", "Trần Thị Minh Hà", "Phó Giám đốc", "KT."),
    ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\nĐỗ Văn Cường", "Đỗ Văn Cường", "Chánh Văn phòng", "TL."),
    ("TRƯỞNG BAN\nLê Văn Dũng", "Lê Văn Dũng", "Trưởng ban", None),
    ("TM. BAN THƯỜNG VỤ\nPHÓ BÍ THƯ THƯỜNG TRỰC\nHÀ VĂN ĐỨC", "Hà Văn Đức", "Phó Bí thư Thường trực", "TM."),
    ("- Lưu: VT, NN. CHỦ TỊCH\nVi Văn Hùng", "Vi Văn Hùng", "Chủ tịch", None),
    ("TM. UBND XÃ\nCHỦ TỊCH Phạm Văn Kiên", "Phạm Văn Kiên", "Chủ tịch", "TM."),
    ("TM. ỦY BAN NHÂN DÂN", None, None, "TM."),
    ("CHỦ TỊCH\n⟦?⟧", None, "Chủ tịch", None),
    ("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nLê Thị Hoa", "Lê Thị Hoa", "Phó Bí thư", "TM."),
    ("GIÁM ĐỐC\nH' Nguyệt Êban", "H' Nguyệt Êban", "Giám đốc", None),
]


@pytest.mark.parametrize(("close", "signer", "title", "form"), CLOSES)
def test_closes_are_read(close: str, signer: str | None, title: str | None, form: str | None) -> None:
    body = "KẾ HOẠCH\nTrồng cây năm 2020\nI. MỤC TIÊU\nTrồng 5 ha.\n"
    text = f"{body}Nơi nhận:\n- Như trên;\n- Văn phòng UBND xã;\n{close}\n"
    found = values(text)
    assert (found.get("signer"), found.get("signer_title"), found.get("signed_for")) == (signer, title, form)


PERIODS = [
    ("Xây dựng nông thôn mới năm 2024", date(2024, 1, 1), date(2024, 12, 31)),
    ("Phát triển OCOP giai đoạn 2021-2025", date(2021, 1, 1), date(2025, 12, 31)),
    ("Phát triển OCOP giai đoạn 2021 - 2025, định hướng đến năm 2030", date(2021, 1, 1), date(2025, 12, 31)),
    ("Kế hoạch năm 2023 thực hiện Chương trình giai đoạn 2021-2025", date(2023, 1, 1), date(2023, 12, 31)),
    ("Nhiệm vụ 6 tháng cuối năm 2022", date(2022, 7, 1), date(2022, 12, 31)),
    ("Kiểm tra quý III/2021", date(2021, 7, 1), date(2021, 9, 30)),
    ("Tháng hành động tháng 5 năm 2020", date(2020, 5, 1), date(2020, 5, 31)),
    ("Chuyển đổi số đến năm 2025, định hướng đến năm 2030", None, date(2025, 12, 31)),
    ("Đầu tư công trung hạn 5 năm 2021-2025", date(2021, 1, 1), date(2025, 12, 31)),
    ("từ năm 2022 đến năm 2024", date(2022, 1, 1), date(2024, 12, 31)),
    ("Thực hiện Nghị quyết số 5/2020/NQ-HĐND ngày 3/4/2020", None, None),
    ("Xây dựng huyện đạt chuẩn nông thôn mới", None, None),
]


@pytest.mark.parametrize(("title", "start", "end"), PERIODS)
def test_periods_of_titles(title: str, start: date | None, end: date | None) -> None:
    found = period_of(title)
    assert (found.start if found else None, found.end if found else None) == (start, end)


BROKEN = [
    (
        "UBND HUYỆN LỤC NAM\nSố:      /KH-UBND\nLục Nam, ngày 5 tháng 3 năm 2020\nKẾ HOẠCH\nA\n",
        "number_unreadable",
    ),
    (
        "UBND HUYỆN LỤC NAM\nSố: 1l6/KH-UBND\nLục Nam, ngày 5 tháng 3 năm 2020\nKẾ HOẠCH\nA\n",
        "number_unreadable",
    ),
    ("UBND HUYỆN LỤC NAM\n:0B /KH-UBND\nLục Nam, ngày 5 tháng 3 năm 2020\nKẾ HOẠCH\nA\n", "number_unreadable"),
    ("UBND HUYỆN LỤC NAM\nLục Nam, ngày 5 tháng 3 năm 2020\nKẾ HOẠCH\nA\n", "number_unreadable"),
    ("UBND HUYỆN LỤC NAM\nSố: 6/KH-UBND\nLục Nam, ngày    tháng 3 năm 2020\nKẾ HOẠCH\nA\n", "issued_on_incomplete"),
    ("UBND HUYỆN LỤC NAM\nSố: 6/KH-UBND\nLục Nam, ngày 31 tháng 2 năm 2020\nKẾ HOẠCH\nA\n", "issued_on_impossible"),
    ("UBND HUYỆN LỤC NAM\nSố: 6/KH-UBND\nLục Nam, ngày 3 tháng 2 năm 1020\nKẾ HOẠCH\nA\n", "issued_on_out_of_range"),
]


@pytest.mark.parametrize(("text", "code"), BROKEN)
def test_what_was_not_read_stays_empty_and_is_an_issue(text: str, code: str) -> None:
    assert code in issues(text)
    missing = "number" if "number" in code else "issued_on"
    assert code == "issued_on_out_of_range" or missing not in values(text)


def test_a_homonym_that_nothing_settles_leaves_the_upper_units_empty() -> None:
    found = values("ỦY BAN NHÂN DÂN\nXÃ QUANG TRUNG\nSố: 1/KH-UBND\nKẾ HOẠCH\nTrồng cây năm 2020\n")
    assert found["commune"] == "Quang Trung"
    assert "district" not in found
    assert "province" not in found


def test_every_value_rests_on_a_place_in_the_text() -> None:
    text = HEADS[0][0]
    found, evidence, _ = header.find(order(text))
    assert set(found) == {name for each in evidence for name in each.values}
    assert all(0 <= each.start < each.end <= len(text) and "\n" not in text[each.start : each.end] for each in evidence)


SCANNED = [
    # a stamp, a misread motto and level word, a handwritten number and day
    (
        "ỦY BAN NHÂN DÂN\nTĨNH QUẢNG NGÃI\nSố: đ /CT-UBND\nCÔNG VĂN ĐẾN\nCỘNG HO XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nQuảng Ngãi, ngày} tháng 9 năm 2021\nCHÍ THỊ\nVề việc chống hạn năm 2021\n",
        {"issuer": "Ủy ban nhân dân tỉnh Quảng Ngãi", "level": "tỉnh", "province": "Quảng Ngãi", "place": "Quảng Ngãi",
         "number": None, "issued_on": None, "doc_type": "Chỉ thị", "title": "Về việc chống hạn năm 2021"},
    ),
    (
        "ỦY BAN NHÂN DÂN\nTINH QUANG NGAÀI\nSố: 12/KH-UBND\nQuảng Ngãi, ngày 0l tháng O5 năm 2021\nKẾ "
        "HOẠCH\nTrồng rừng\n",
        {"issuer": "Ủy ban nhân dân tỉnh Quảng Ngãi", "province": "Quảng Ngãi", "issued_on": date(2021, 5, 1)},
    ),
    (
        "CHÍNH PHỦ\nSố: 05/2010/NĐ-CP\nCỔNG THÔNG TIN ĐIỆN TỬ CHÍNH PHỦ\nHè Nội, ngày 18 tháng 01 năm 2010\nNGHỊ ĐỊNH\n"
        "Quy định việc trồng rừng CHÍNH PHỦ\nCăn cứ Luật Lâm nghiệp ngày 15/11/2017;\n",
        {"issuer": "Chính phủ", "number": "05/2010/NĐ-CP", "place": "Hà Nội", "title": "Quy định việc trồng rừng"},
    ),
    # the place of issue a letter off, and one that is a letter off another unit's name but right
    (
        "UBND HUYỆN LỤC NAM\nSố: 8/KH-UBND\nLục Nem, ngày 2 tháng 3 năm 2022\nKẾ HOẠCH\nTrồng rừng\n",
        {"place": "Lục Nam", "district": "Lục Nam"},
    ),
    (
        "UBND HUYỆN YÊN MÔ\nUBND XÃ YÊN MỸ\nSố: 8/KH-UBND\nYên Mỹ, ngày 2 tháng 3 năm 2022\nKẾ HOẠCH\nTrồng rừng\n",
        {"place": "Yên Mỹ", "district": "Yên Mô", "commune": "Yên Mỹ"},
    ),
    (
        "UBND TỈNH HÀ TĨNH\nSố: 8 /KH-UBND\nV/v công bố TTHC\nHà Tĩnh, ngày 2 tháng 3 năm 2022\nKính gửi: Các sở\n",
        {"issuer": "Ủy ban nhân dân tỉnh Hà Tĩnh", "number": "8/KH-UBND", "doc_type": "Công văn"},
    ),
    # a stroke of the pen behind the day
    (
        "UBND TỈNH HÀ TĨNH\nSố: 8/CT-UBND\nHà Tĩnh, ngày 04- tháng 01 năm 2021\nCHỈ THỊ\nVề việc trồng rừng\n",
        {"issued_on": date(2021, 1, 4)},
    ),
    # letters: the day is noise, a rule runs through the gap; a stamp covers the number, the addressee tells the kind
    (
        "ỦY BAN NHÂN DÂN\nTỈNH HÀ TĨNH\nSố: 299_/UBND-NL\nV/v công bố TTHC\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Hà Tĩnh, ngày⁄|5” tháng 01 năm 2025\nKính gửi:\n- Sở Xây dựng;\nThực hiện Luật Lâm nghiệp, yêu cầu báo cáo.\n",
        {"number": "299/UBND-NL", "doc_type": "Công văn", "issued_on": None, "place": "Hà Tĩnh",
         "title": "V/v công bố TTHC"},
    ),
    (
        "UBND TỈNH HÀ TĨNH CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ XÂY DỰNG\nĐộc lập - Tự do - Hạnh phúc\n"
        "Hà Tĩnh, ngày 24 tháng 5 năm 2019\nKính gửi:\n- Phòng Kinh tế các huyện;\nSở yêu cầu báo cáo.\n",
        {"issuer": "Sở Xây dựng", "doc_type": "Công văn", "issued_on": date(2019, 5, 24), "number": None},
    ),
    # the hand filled the gap of the number, which was read in pieces
    (
        "THỦ TƯỚNG CHÍNH PHỦ\nSố : 4/3 /QĐ-TTg\nHà Nội, ngày 5 tháng 01 năm 2010\nQUYẾT ĐỊNH\nVề việc trồng rừng\n",
        {"issuer": "Thủ tướng Chính phủ", "number": None},
    ),
    (
        "BỘ CÔNG THƯƠNG\nSố:\nĐộc lập - Tự do - Hạnh phúc\n/CT-BCT\nHà Nội, ngày 7 tháng 01 năm 2010\nCHỈ THỊ\nA\n",
        {"issuer": "Bộ Công Thương", "number": None},
    ),
    (
        "BỘ QUỐC PHÒNG - BỘ TÀI CHÍNH\nSố 44/2010/ TTLT-BQP-BTC\nHà Nội, ngày 7 tháng 1 năm 2010\nTHÔNG TƯ LIÊN TỊCH\n",
        {"issuer": "Bộ Quốc phòng - Bộ Tài chính", "number": "44/2010/TTLT-BQP-BTC"},
    ),
    # a name that only the text below spells; a line of office below the title; a speck before the title
    (
        "BỘ GIÁO DỤC VÀ ĐÀO TẠO\nTRƯỜNG ĐẠI HỌC SÔNG LAM\nSố: 8/QĐ-SL\nVinh, ngày 7 tháng 01 năm 2010\nQUYẾT ĐỊNH\n"
        "- Về việc trồng cây năm 2010\nHIỆU TRƯỞNG TRƯỜNG ĐẠI HỌC SÔNG LAM\n"
        "Căn cứ Quy chế của Trường Đại học Sông Lam;\nTheo đề nghị của Phòng Hành chính Trường Đại học Sông Lam,\n",
        {"issuer": "Trường Đại học Sông Lam", "parent_issuer": "Bộ Giáo dục và Đào tạo",
         "title": "Về việc trồng cây năm 2010"},
    ),
    ("UBND XÃ\nKẾ HOẠCH\nV/v trồng cây năm 2010\nCăn cứ Luật;\n", {"title": "V/v trồng cây năm 2010"}),
    # a portal's stamp over the title, and a title that speaks of a portal
    (
        "CHÍNH PHỦ\nNGHỊ ĐỊNH\nQuy định việc trồng rừng\nANG TIN ĐIỆN TỬ ChỈNH ĐHU\nCăn cứ Luật;\n",
        {"title": "Quy định việc trồng rừng"},
    ),
    (
        "UBND TỈNH HÀ TĨNH\nKẾ HOẠCH\nNâng cấp Cổng thông tin điện tử tỉnh\nCăn cứ Luật;\n",
        {"title": "Nâng cấp Cổng thông tin điện tử tỉnh"},
    ),
    # as portals of law print it
    (
        "NGHỊ ĐỊNH\nCỦA CHÍNH PHỦ SỐ 03/2010/NĐ-CP NGÀY 13 THÁNG 01 NĂM 2010\nQUY ĐỊNH VIỆC TRỒNG RỪNG\nCHÍNH PHỦ\n"
        "Căn cứ Luật Lâm nghiệp;\n",
        {"issuer": "Chính phủ", "number": "03/2010/NĐ-CP", "issued_on": date(2010, 1, 13),
         "title": "QUY ĐỊNH VIỆC TRỒNG RỪNG"},
    ),
    (
        "THÔNG TƯ\nCỦA BỘ TÀI CHÍNH SỐ 8/2010/TT-BTC NGÀY 14/01/2010 HƯỚNG DẪN VIỆC TRỒNG RỪNG BỘ TÀI CHÍNH\nLuật;\n",
        {"issuer": "Bộ Tài chính", "number": "8/2010/TT-BTC", "title": "HƯỚNG DẪN VIỆC TRỒNG RỪNG"},
    ),
    # a title below the seal that was read with specks is nobody's name; a soldier's rank is no part of it
    (
        "UBND XÃ\nKẾ HOẠCH\nA\n1. Trồng cây.\nNơi nhận:\n- Lưu: VT.\nHIỆU TRƯỞNG:-\n",
        {"signer": None, "signer_title": "Hiệu trưởng"},
    ),
    (
        "BỘ QUỐC PHÒNG\nTHÔNG TƯ\nA\n1. Trồng cây.\nNơi nhận:\n- Lưu: VT.\nKT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n"
        "Thượng tướng Nguyễn Văn An\n",
        {"signer": "Nguyễn Văn An", "signer_title": "Thứ trưởng"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SCANNED)
def test_heads_of_scans(text: str, expected: dict[str, Value]) -> None:
    found = values(text)
    assert {name: found.get(name) for name in expected} == expected


def test_a_gap_before_the_stroke_tells_of_a_number_written_by_hand() -> None:
    text = "UBND HUYỆN LỤC NAM\nSố: 18 /KH-UBND\nLục Nam, ngày 5 tháng 3 năm 2020\nKẾ HOẠCH\nTrồng cây\n"
    assert "number_by_hand" in issues(text)
    assert "number_by_hand" not in issues(text.replace("18 /", "18/"))


@given(st.text(max_size=150))
def test_no_text_breaks_the_header(noise: str) -> None:
    values(f"UBND HUYỆN\nSố: {noise}\nKẾ HOẠCH\n{noise}\nNơi nhận: TM. CHỦ TỊCH\n{noise}")
