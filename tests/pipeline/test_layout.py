"""Reading order and paragraphs from word boxes alone."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.layout import Composed, PlacedWord, compose
from pipeline.model import Box

WIDTH, HEIGHT = 595.0, 842.0
LETTER, SIZE = 6.0, 12.0  # points: width of a letter, height of a word


def line(x: float, y: float, text: str) -> list[PlacedWord]:
    """The words of a printed line whose left end stands at `x` and whose words begin at height `y`."""
    words = []
    for token in text.split():
        right = x + LETTER * len(token)
        words.append(PlacedWord(token, Box(x, y, right, y + SIZE), 0.9))
        x = right + LETTER / 2
    return words


def page(*lines: Iterable[PlacedWord]) -> str:
    """The composed text of printed lines; its words' spans are checked on the way."""
    words = [word for printed in lines for word in printed]
    composed = compose(words, WIDTH, HEIGHT)
    text, placed = composed.text, composed.words
    assert sorted(text[word.start : word.end] for word in placed) == sorted(word.text for word in words)
    return text


def test_issuer_and_number_come_before_motto_and_date() -> None:
    text = page(
        line(90, 80, "ỦY BAN NHÂN DÂN"),
        line(260, 80, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        line(105, 96, "HUYỆN TÂN SƠN"),
        line(320, 97, "Độc lập - Tự do - Hạnh phúc"),
        line(110, 120, "Số: 15/KH-UBND"),
        line(300, 124, "Tân Sơn, ngày 3 tháng 2 năm 2021"),
        line(260, 170, "KẾ HOẠCH"),
    )
    assert text.split("\n\n") == [
        "ỦY BAN NHÂN DÂN\nHUYỆN TÂN SƠN\nSố: 15/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nTân Sơn, ngày 3 tháng 2 năm 2021",
        "KẾ HOẠCH",
    ]


def test_recipients_come_before_the_signer() -> None:
    full = "Các đơn vị có liên quan chịu trách nhiệm thi hành kế hoạch này trên địa bàn xã"
    text = page(
        line(85, 60, full),
        line(85, 100, "Nơi nhận:"),
        line(370, 100, "TM. ỦY BAN NHÂN DÂN"),
        line(85, 114, "- Như trên;"),
        line(400, 116, "CHỦ TỊCH"),
        line(85, 128, "- Lưu: VT."),
        line(390, 190, "Lê Văn Bình"),
    )
    assert text.index("Lưu:") < text.index("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH") < text.index("Lê Văn Bình")
    assert text.startswith(full + "\n\nNơi nhận:\n- Như trên;")


def test_words_that_do_not_sit_on_the_line_stay_in_their_line() -> None:
    first = line(85, 100, "Rà soát tiêu chí - thu nhập")
    low = [PlacedWord(w.text, Box(w.box.x0, 105, w.box.x1, 107), 0.9) if w.text == "-" else w for w in first]
    assert page(low, line(85, 118, "của các xã")).splitlines()[0] == "Rà soát tiêu chí - thu nhập"


def test_a_skewed_page_keeps_its_lines() -> None:
    texts = ["Ủy ban nhân dân các xã rà soát và báo cáo kết quả thực hiện tiêu chí về huyện"] * 6
    words = [word for index, text in enumerate(texts) for word in line(85, 100 + 18 * index, text)]
    turned = [
        PlacedWord(
            w.text, Box(w.box.x0, w.box.y0 + 0.012 * w.box.x0, w.box.x1, w.box.y1 + 0.012 * w.box.x0), w.confidence
        )
        for w in words
    ]
    assert compose(turned, WIDTH, HEIGHT).text.split("\n") == texts


def test_indents_gaps_and_short_lines_begin_paragraphs() -> None:
    full = "Các phòng ban chuyên môn phối hợp với xã rà soát từng tiêu chí theo bộ tiêu chí"
    text = page(
        line(113, 100, "1. Mục tiêu chung của kế hoạch là giữ vững các tiêu chí đã đạt ở xã và"),
        line(85, 118, full),
        line(85, 136, "trong năm."),
        line(85, 154, full),
        line(85, 172, full),
        line(113, 190, "- Có thêm hai xã đạt chuẩn trong năm sau và các năm sau nữa của giai"),
        line(85, 208, "đoạn."),
        line(85, 240, full),
        line(85, 258, full),
    )
    assert [block.split()[0] for block in text.split("\n\n")] == ["1.", "Các", "-", "Các"]


def test_a_table_is_read_by_rows_and_its_cells_stay_whole() -> None:
    text = page(
        line(85, 100, "TT"),
        line(130, 100, "Chỉ tiêu"),
        line(330, 100, "Đơn vị"),
        line(440, 100, "Năm 2023"),
        line(85, 132, "1"),
        line(130, 125, "Số xã đạt chuẩn"),
        line(130, 139, "nông thôn mới"),
        line(330, 132, "xã"),
        line(440, 132, "4"),
        line(85, 164, "2"),
        line(130, 164, "Thu nhập"),
        line(330, 164, "triệu đồng"),
        line(440, 164, "45,5"),
    )
    assert text.split("\n") == [
        "TT\tChỉ tiêu\tĐơn vị\tNăm 2023",
        "1\tSố xã đạt chuẩn nông thôn mới\txã\t4",
        "2\tThu nhập\ttriệu đồng\t45,5",
    ]


def test_close_rows_part_at_their_numbers_and_narrow_columns_stay_apart() -> None:
    rows = [
        [("TT", "Nội dung", "Chủ trì", "Thời gian")],
        [
            ("1", "Cắm mốc chỉ giới và công", "Phòng Kinh tế", "Quý II"),
            ("", "khai quy hoạch chung", "và Hạ tầng", "/2022"),
        ],
        [("2", "Rà soát hộ nghèo, hộ cận", "Phòng Lao động", "Trước 1/7"), ("", "nghèo ở các xã", "huyện", "")],
        [("3", "Sửa nhà văn hóa thôn", "UBND các xã", "Tháng 9")],
    ]
    printed = []
    for number, cells in enumerate(cells for row in rows for cells in row):
        for x, cell in zip((85, 108, 270, 362), cells, strict=True):
            printed.append(line(x, 100 + 15 * number, cell))
    title = line(150, 74, "Danh mục công việc của kế hoạch trong năm tới")
    assert page(title, *printed).split("\n") == [
        "Danh mục công việc của kế hoạch trong năm tới",
        "",
        "TT\tNội dung\tChủ trì\tThời gian",
        "1\tCắm mốc chỉ giới và công khai quy hoạch chung\tPhòng Kinh tế và Hạ tầng\tQuý II /2022",
        "2\tRà soát hộ nghèo, hộ cận nghèo ở các xã\tPhòng Lao động huyện\tTrước 1/7",
        "3\tSửa nhà văn hóa thôn\tUBND các xã\tTháng 9",
    ]


def test_a_list_whose_items_begin_alike_is_no_table() -> None:
    items = [
        f"- Tiêu chí số {number} về {name}" for number, name in enumerate(("Điện", "Y tế", "Nhà ở", "Chợ", "Nước"), 1)
    ]
    text = page(*(line(100, 100 + 18 * number, item) for number, item in enumerate(items)))
    assert text.split("\n") == items


boxes = st.builds(
    lambda x, y, wide, high: Box(x, y, x + wide, y + high),
    st.floats(0, 580),
    st.floats(0, 830),
    st.floats(0.1, 300),
    st.floats(0.1, 90),
)
anything = st.builds(PlacedWord, st.text(max_size=6), boxes, st.none() | st.floats(0, 1))


@settings(max_examples=150)
@given(st.lists(anything, max_size=60))
def test_every_word_occurs_once_with_exact_offsets(words: list[PlacedWord]) -> None:
    composed = compose(words, WIDTH, HEIGHT)
    text, placed = composed.text, composed.words
    printed = [(("".join(w.text.split())), w.box) for w in words if w.text.strip()]
    assert sorted(map(repr, printed)) == sorted(repr((text[w.start : w.end], w.box)) for w in placed)
    assert [w.start for w in placed] == sorted(w.start for w in placed)
    assert text.split() == [text[w.start : w.end] for w in placed]


def test_no_words_give_no_text() -> None:
    assert compose([], WIDTH, HEIGHT) == Composed("", ())
