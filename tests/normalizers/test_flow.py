"""Printed lines become paragraphs, page furniture goes."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers import spacing
from normalizers.alignment import from_edits
from normalizers.flow import Layout, replacements, separator
from normalizers.lines import lines

SHARED = Path(__file__).parents[2].parent / "shared"


def flowed(text: str) -> str:
    text, _ = from_edits(text, spacing.blanks(text))
    return from_edits(text, replacements(text))[0]


PAGE = """ỦY BAN NHÂN DÂN
HUYỆN LỘC AN
Số: 45/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lộc An, ngày 12 tháng 3 năm 2021
KẾ HOẠCH
Phát triển cây dược liệu dưới tán rừng trên địa bàn huyện
giai đoạn 2021 - 2025
Căn cứ Nghị quyết số 20/NQ-HĐND ngày 15/12/2020 của Hội đồng nhân dân huyện
về phát triển kinh tế rừng; Ủy ban nhân dân huyện ban hành kế hoạch với các nội
dung như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Tạo vùng nguyên liệu tập trung, nâng giá trị sản phẩm trên một đơn vị diện tích,
góp phần tăng thu nhập cho người dân các xã vùng cao của huyện và giữ rừng bền
vững. Mỗi xã chọn ít nhất hai loài cây phù hợp với đất đai, khí hậu và giao cho Hội
Nông dân theo dõi.
- Thu hút doanh nghiệp tham gia bao tiêu.
Nơi nhận:
- Sở Nông nghiệp và PTNT;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH"""


def test_a_plan_without_blank_lines() -> None:
    lines = flowed(PAGE).split("\n")
    assert lines[:7] == PAGE.split("\n")[:7]
    assert lines[7] == "Phát triển cây dược liệu dưới tán rừng trên địa bàn huyện giai đoạn 2021 - 2025"
    assert lines[8].startswith("Căn cứ Nghị quyết")
    assert lines[8].endswith("nội dung như sau:")
    assert lines[9:11] == ["I. MỤC ĐÍCH, YÊU CẦU", "1. Mục đích"]
    assert lines[11].startswith("- Tạo vùng")
    assert lines[11].endswith("giao cho Hội Nông dân theo dõi.")
    assert lines[12:] == PAGE.split("\n")[18:]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Nghị quyết số 34/NQ-\nHĐND ngày 27/12", "Nghị quyết số 34/NQ-HĐND ngày 27/12"),
        ("phát triển kinh tế -\nxã hội", "phát triển kinh tế - xã hội"),
        ("giao các xã,\n\nthị trấn thực hiện", "giao các xã, thị trấn thực hiện"),
        ("vào cuộc quyết\n\n\n\nliệt, kiên trì", "vào cuộc quyết liệt, kiên trì"),
        ("II. NHIỆM VỤ\n\nxong", "II. NHIỆM VỤ xong"),
        ("Các xã gồm:\n- Tân An;\n- Bình An.", "Các xã gồm:\n- Tân An;\n- Bình An."),
        ("a) Giao thông\nb) Thủy lợi", "a) Giao thông\nb) Thủy lợi"),
        ("Điều 1. Ban hành\nĐiều 2. Giao", "Điều 1. Ban hành\nĐiều 2. Giao"),
        ("-\nCác phòng", "- Các phòng"),
        ("| 1 | Tân An |\n| 2 | bình an |", "| 1 | Tân An |\n| 2 | bình an |"),
        ("hoàn thành./.\nNơi nhận:\n- Như trên;", "hoàn thành./.\nNơi nhận:\n- Như trên;"),
        ("thực hiện tiêu chí\n_______\nsố 5", "thực hiện tiêu chí số 5"),
        ("", ""),
        ("\n\f\n", ""),
    ],
)
def test_joints(raw: str, text: str) -> None:
    assert flowed(raw) == text


def test_page_numbers_go_and_paragraphs_run_over_page_breaks() -> None:
    pages = [
        "giao Phòng Tài chính bố trí kinh",
        "2\nphí thực hiện trong năm.",
        "- 3 -\nHết.",
        "Trang 4/4\nBảng 7",
    ]
    assert flowed("\f".join(pages)) == ("giao Phòng Tài chính bố trí kinh phí thực hiện trong năm.\nHết.\nBảng 7")


def _joint(first: str, second: str, measure: float, between: str = "\n") -> str:
    before, line = lines(f"{first}{between}{second}")
    return separator(before, line, Layout(measure))


def test_a_clause_that_a_page_break_parts_goes_on_in_small_letters() -> None:
    clause = "2. Hội Nông dân tuyên truyền cho hội viên hiểu rõ lợi ích;"
    assert _joint(clause, "đồng thời tổng hợp khó khăn.", 25, "\f") == " "
    assert _joint(clause, "Đồng thời tổng hợp khó khăn.", 25, "\f") == "\n"
    assert _joint(clause, "đồng thời tổng hợp khó khăn.", 60, "\f") == "\n"


def test_no_heading_ends_with_a_linking_word() -> None:
    assert _joint("3. Báo Lộc An: Tích cực phối hợp với", "Cơ quan Thuế huyện.", 40) == " "
    assert _joint("3. Phòng Tài chính - Kế hoạch", "Thẩm định dự toán của các xã.", 40) == "\n"


def test_numbers_that_are_no_page_numbers_stay() -> None:
    assert flowed("Tổng cộng\n184\f15\nBảng") == "Tổng cộng\n184\n15\nBảng"
    assert flowed("một\n\n2\n\nhai\n\n3\n\nba") == "một hai ba"
    assert flowed("Một\n\n2\n\nHai\n\n7\n\nBa") == "Một\n2\nHai\n7\nBa"


@pytest.mark.parametrize(
    ("cell", "kept"), [("5/3", True), ("3/5", True), ("2/2", False), ("- 2 -", False), ("Trang 2/2", False)]
)
def test_a_day_alone_in_a_cell_is_no_page_number(cell: str, kept: bool) -> None:
    text = flowed(f"Họp thôn\nNgày họp như sau\nBan hành\fThôn Một\nĐầy đủ\n{cell}")
    assert (cell in text) == kept


def test_numbers_of_all_pages_go_where_they_run_with_the_pages() -> None:
    pages = [f"Đoạn {word} có lời văn.\n{number}/12" for number, word in enumerate(("một", "hai", "ba"), 4)]
    assert "/12" not in flowed("\f".join(pages))
    days = [f"Thôn {word} họp ngày\n{day}/12" for day, word in zip((4, 9, 2), ("một", "hai", "ba"), strict=True)]
    assert flowed("\f".join(days)).count("/12") == 3


def test_running_heads_go() -> None:
    pages = [f"BẢN TIN SỐ 5\nĐoạn {word} có lời văn.\nwww.vidu.vn" for word in ("một", "hai", "ba", "bốn")]
    assert flowed("\f".join(pages)) == (
        "BẢN TIN SỐ 5\nĐoạn một có lời văn.\nĐoạn hai có lời văn.\nĐoạn ba có lời văn.\nĐoạn bốn có lời văn."
    )


def test_the_heads_of_a_gazette_go_wherever_they_were_read() -> None:
    even, odd = "14 CÔNG BÁO/Số 63 + 64/Ngày 18-6-2021", "CÔNG BÁO/Số 63 + 64/Ngày 18-6-2021 15"
    assert (
        flowed(f"{even}\nCăn cứ đơn giá và phương\f{odd}\nán sử dụng đất.")
        == "Căn cứ đơn giá và phương án sử dụng đất."
    )
    kept = "Đăng Công báo số 63/Ngày 18-6-2021 và niêm yết."
    assert kept in flowed(f"Đoạn một.\n{kept}\nĐoạn hai.")


def test_headings_of_annexes_are_no_running_heads() -> None:
    pages = [f"PHỤ LỤC {n}\nNội dung {word}." for n, word in enumerate(("a", "b", "c"), 1)]
    assert flowed("\f".join(pages)).count("PHỤ LỤC") == 3


def test_the_preamble_begins_a_paragraph_though_a_full_line_of_the_title_ends_with_a_stop() -> None:
    title = "Hướng dẫn thực hiện chính sách hỗ trợ người dân trồng và giữ rừng ven biển cho những xã."
    preamble = "Căn cứ Quyết định số 121/2009/QĐ-TTg ngày 09/10/2009 của Thủ tướng;"
    body = 3 * PAGE[PAGE.index("- Tạo vùng") :]
    assert f"{title}\n{preamble}" in flowed(f"THÔNG TƯ\nLIÊN TỊCH\n{title}\n{preamble}\n{body}")


def test_paragraph_lines_stay() -> None:
    text = "Ủy ban nhân dân xã báo cáo như sau:\nXã có 7 thôn.\n1. Kết quả\n- Đạt 15/19 tiêu chí.\n" + "Đoạn dài. " * 40
    assert flowed(text) == text.strip()


@given(st.text("aB1.,;:-(I)\n\n\f  ", max_size=80))
def test_flowing_drops_no_letter_and_keeps_the_order(raw: str) -> None:
    def letters(text: str) -> str:
        return "".join(char for char in text if char.isalpha())

    text = flowed(raw)
    assert letters(text) == letters(raw)
    assert "\n\n" not in text
    assert "\f" not in text


@pytest.mark.parametrize("raw", [PAGE, PAGE.replace("\n", "\n\n"), PAGE + "\f2\n" + PAGE])
def test_flowed_text_stays_as_it_is(raw: str) -> None:
    assert flowed(flowed(raw)) == flowed(raw)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["000", "002", "004", "qn51", "qn11ct"])
def test_quotes_of_the_gold_lie_in_one_line(name: str) -> None:
    folder = SHARED / "gold" / name
    if not folder.is_dir():
        pytest.skip("needs ../shared/gold")
    lines = flowed((folder / "truth.txt").read_text(encoding="utf-8")).split("\n")
    tables = [csv.DictReader(path.open(encoding="utf-8-sig")) for path in folder.glob("*.csv")]
    quotes = {row["quote"] for table in tables for row in table if row.get("quote")}
    quotes = {quote for quote in quotes if " + " not in quote}  # one quote spans several bullets
    found = sum(any(quote in line for line in lines) for quote in quotes)
    assert found >= 0.95 * len(quotes)
