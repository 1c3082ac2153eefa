"""A commune's plan for the advanced new countryside (nông thôn mới nâng cao); own outline and wording."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from tools.plans.agencies import series
from tools.plans.amounts import vi
from tools.plans.criteria import NAMES
from tools.plans.facts import assignments, deadline, implied, progress, status, target
from tools.plans.legal import NATIONAL, Law, local
from tools.plans.model import Fact, Plan, Sentence
from tools.plans.setting import Setting, drawn, writer
from tools.plans.times import Due, month_end
from tools.plans.writer import Writer, capital

SET = "xa-nang-cao-2021-2025"
GAPS = {
    2: "một số đoạn đường liên thôn chưa có biển báo, cây xanh hai bên",
    3: "kế hoạch ứng phó thiên tai chưa được cập nhật",
    5: "trường mầm non mới đạt chuẩn mức độ 1",
    6: "chưa lắp đủ dụng cụ thể thao ngoài trời tại các điểm công cộng",
    7: "chợ chưa bảo đảm an toàn thực phẩm",
    8: "chưa có điểm phục vụ bưu chính đáp ứng dịch vụ công trực tuyến",
    10: "thu nhập của người dân còn thấp hơn mức quy định",
    12: "số lao động có bằng cấp, chứng chỉ chưa đủ",
    13: "chưa có mô hình kinh tế ứng dụng công nghệ cao",
    14: "số người có sổ khám chữa bệnh điện tử còn ít",
    15: "chưa có dịch vụ công trực tuyến toàn trình phát sinh hồ sơ",
    17: "chưa có mô hình tái chế chất thải hữu cơ",
    18: "nước sạch theo quy chuẩn mới đến được các thôn trung tâm",
}
WORKS = (
    "trồng cây xanh và gắn biển tên đường tại các trục chính", "lắp camera an ninh ở các ngã ba, ngã tư",
    "mở rộng đường ống cấp nước đến các xóm còn thiếu", "xây bể ủ phân hữu cơ tại hộ gia đình",
    "cấp mã QR truy xuất nguồn gốc cho nông sản của hợp tác xã", "chỉnh sửa hương ước, quy ước của các thôn",
    "đưa dụng cụ tập luyện thể thao vào nhà văn hóa", "kích hoạt sổ sức khỏe điện tử cho người dân",
    "in và treo pa-nô, áp phích tuyên truyền", "lập danh sách hộ cần hỗ trợ sửa nhà",
    "làm việc với các doanh nghiệp về bao tiêu nông sản", "thu thập tài liệu chứng minh của từng nội dung",
    "mời tổ công tác của huyện về kiểm tra thử", "họp dân lấy phiếu hài lòng", "gửi hồ sơ lên Phòng chuyên môn cấp huyện",
)  # fmt: skip
DOERS = ("land", "social", "finance", "office", "police", "health", "farmers", "women", "youth")
HELPERS = ("front", "veterans", "women", "youth", "coop")


def setting(rng: Random, split: str) -> Setting:
    """A commune in 2022-2024."""
    s = drawn(rng, split, "xã", (2022, 2024))
    return s if s.issued >= date(2022, 3, 20) else drawn(rng, split, "xã", (2023, 2024))


def build(s: Setting, family: str, seed: int) -> Plan:
    """The plan; half of them without roman headings."""
    rng = s.rng
    title = rng.choice((
        f"Xây dựng xã {s.commune} đạt chuẩn nông thôn mới nâng cao năm {s.year}",
        f"Phấn đấu đạt chuẩn xã nông thôn mới nâng cao năm {s.year}",
        f"Về việc xây dựng xã nông thôn mới nâng cao trong năm {s.year}",
    ))  # fmt: skip
    w = writer(s, title, "")
    w.open()
    top = rng.choice((0, 1))
    _opening(w, s)
    w.heading(top, _case(top, rng.choice(("Mục tiêu chung", "Mục tiêu tổng quát", "Mục đích"))))
    w.body(
        "Giữ vững kết quả đã đạt được, từng bước nâng cao chất lượng sống của người dân, giữ gìn bản sắc văn hóa làng quê."
    )
    parts = [_where_we_are, _figures]
    rng.shuffle(parts)
    for part in parts:
        part(w, s, top)
    _what_to_do(w, s, top)
    _who_answers(w, s, top)
    w.sign()
    return w.plan(family, seed, s.printing)


def _case(top: int, words: str) -> str:
    return words.upper() if top == 0 else words


def _opening(w: Writer, s: Setting) -> None:
    rng = s.rng
    district = s.district.name if s.district else ""
    laws: list[Law] = [NATIONAL["xa21"], local(rng, "Quyết định", f"UBND tỉnh {s.province}", "/QĐ-UBND", s.issued,
                       "ban hành Bộ tiêu chí xã nông thôn mới nâng cao áp dụng trên địa bàn tỉnh", "")]  # fmt: skip
    if rng.random() < 0.6:
        laws.append(local(rng, "Công văn", f"UBND huyện {district}", "/UBND-NN", s.issued,
                          "đăng ký xã đạt chuẩn nông thôn mới nâng cao", "về việc"))  # fmt: skip
    if rng.random() < 0.5:
        laws.append(local(rng, "Kế hoạch", f"Ban Chỉ đạo các Chương trình mục tiêu quốc gia huyện {district}", "/KH-BCĐ",
                          s.issued, f"thực hiện nhiệm vụ năm {s.year}", ""))  # fmt: skip
    for index, law in enumerate(laws):
        w.body(s.citer.sentence("Căn cứ", law, ";" if index < len(laws) - 1 else rng.choice((";", ".", ","))))
    w.body(rng.choice((
        f"UBND xã {s.commune} đề ra kế hoạch phấn đấu như sau:",
        f"Ủy ban nhân dân xã {s.commune}, huyện {district} lập kế hoạch thực hiện cụ thể:",
    )))  # fmt: skip


def _where_we_are(w: Writer, s: Setting, top: int) -> None:
    rng = s.rng
    missing = sorted(rng.sample(sorted(GAPS), rng.randint(2, 5)))
    met = 19 - len(missing)
    w.heading(
        top, _case(top, rng.choice(("Hiện trạng", "Mức độ đạt được đến nay", "Đánh giá hiện trạng các tiêu chí")))
    )
    on = s.issued
    counted = progress("xã", s.commune, SET, met, 19, on)
    way = rng.randrange(3)
    if way == 0:
        names = ", ".join(f"{NAMES[SET][n - 1]} (tiêu chí số {n})" for n in missing)
        text = (f"Đến thời điểm lập kế hoạch, xã đã hoàn thành {met} trong tổng số 19 tiêu chí nông thôn mới nâng cao; "
                f"{len(missing):02} tiêu chí còn lại chưa hoàn thành là: {names}.")  # fmt: skip
        facts = (counted, *(status("xã", s.commune, SET, n, False, on, reason=GAPS[n]) for n in missing),
                 *implied("xã", s.commune, SET, 19, missing, on))  # fmt: skip
        w.body(Sentence(text, facts))
        for number in missing:
            w.bullet(_reason(s, number))
    elif way == 1:
        w.body(Sentence(f"Theo kết quả tự chấm điểm của Ban Quản lý, xã đạt {met}/19 tiêu chí nâng cao.", (counted,)))
        _matrix(w, s, missing, on)
    else:
        done = [n for n in range(1, 20) if n not in missing]
        facts = tuple(status("xã", s.commune, SET, n, True, on) for n in done)
        w.body(Sentence(f"Những tiêu chí đã hoàn thành ({met}/19): {'; '.join(f'{n}. {NAMES[SET][n - 1]}' for n in done)}.",
                        (counted, *facts)))  # fmt: skip
        w.body("Những tiêu chí còn vướng:")
        for number in missing:
            w.bullet(_gap(s, number, on))


def _gap(s: Setting, number: int, on: date) -> Sentence:
    """A criterion not met, with its reason."""
    form = s.rng.choice((
        "Tiêu chí {m} (số {n}): chưa đạt, {r}.", "Tiêu chí {n} - {m}: chưa hoàn thành do {r}.",
        "Về {m} (tiêu chí số {n}), {r} nên chưa đạt.",
    ))  # fmt: skip
    fact = status("xã", s.commune, SET, number, False, on, reason=GAPS[number])
    return Sentence(form.format(m=NAMES[SET][number - 1], n=number, r=GAPS[number]), (fact,))


def _reason(s: Setting, number: int) -> str:
    """The reason alone: the list before it has stated the status."""
    form = s.rng.choice(("Tiêu chí số {n}: {r}.", "Với tiêu chí {m}, {r}.", "{m}: {r}."))
    return form.format(m=NAMES[SET][number - 1], n=number, r=GAPS[number])


def _matrix(w: Writer, s: Setting, missing: Sequence[int], on: date) -> None:
    good, bad = s.rng.choice((("Đạt", "Chưa đạt"), ("Đ", "CĐ"), ("x", "-"), ("Đạt", "Chưa")))
    heads = ("TT", "Tên tiêu chí", "Tự đánh giá") if good != "x" else ("TT", "Tên tiêu chí", "Đạt")
    rows = [((str(n), NAMES[SET][n - 1], bad if n in missing else good),
             (status("xã", s.commune, SET, n, n not in missing, on),)) for n in range(1, 20)]  # fmt: skip
    w.table(heads, rows, (0.1, 0.62, 0.28))


def _figures(w: Writer, s: Setting, top: int) -> None:
    rng = s.rng
    w.heading(top, _case(top, rng.choice(("Chỉ tiêu phấn đấu", "Chỉ tiêu cần đạt", f"Chỉ tiêu năm {s.year}"))))
    year_end = Due(f"cuối năm {s.year}", "within", None, s.last, "year")
    due = s.own
    lines = [_income(s, due), _poor(s, due), _insured(s, due), _hamlets(s, due), _records(s, due), _smart(s, year_end),
             _roads(s, due), _products(s)]  # fmt: skip
    for line in rng.sample(lines, rng.randint(4, 7)):
        w.bullet(line)


def _income(s: Setting, due: Due) -> Sentence:
    value = s.rng.randrange(52, 80)
    text, how = s.rng.choice((("Nâng mức thu nhập bình quân đầu người lên {v} triệu đồng/người/năm.", "eq"),
                              ("Thu nhập bình quân vượt mốc {v} triệu đồng/người/năm.", "gt"),
                              ("Bình quân thu nhập từ {v} triệu đồng/người/năm trở lên.", "ge")))  # fmt: skip
    fact = target(
        "income_per_capita", "thu nhập bình quân đầu người", s.area, value, "triệu đồng/người/năm", due, comparator=how
    )
    return Sentence(text.format(v=value), (fact,))


def _poor(s: Setting, due: Due) -> Sentence:
    value = s.rng.randrange(8, 40) / 10
    text, how, basis = s.rng.choice((("Kéo giảm tỷ lệ nghèo đa chiều xuống dưới {v}%.", "lt", "reduce_to"),
                                     ("Tỷ lệ hộ nghèo đa chiều chỉ còn {v}%.", "eq", "reduce_to"),
                                     ("Hộ nghèo đa chiều giảm thêm {v}% so với đầu năm.", "eq", "additional")))  # fmt: skip
    fact = target("poverty_rate", "tỷ lệ nghèo đa chiều", s.area, value, "%", due, comparator=how, basis=basis)
    return Sentence(text.format(v=vi(value)), (fact,))


def _insured(s: Setting, due: Due) -> Sentence:
    value = s.rng.randrange(92, 99)
    text, how = s.rng.choice((("Cứ 100 người dân thì có ít nhất {v} người có thẻ bảo hiểm y tế, tức từ {v}% trở lên.", "ge"),
                              ("Độ bao phủ bảo hiểm y tế: {v}% dân số.", "eq"),
                              ("Người dân tham gia bảo hiểm y tế đạt tối thiểu {v}%.", "ge")))  # fmt: skip
    if text.startswith("Cứ"):
        text = "Người dân có thẻ bảo hiểm y tế chiếm từ {v}% dân số trở lên."
    fact = target("health_insurance_rate", "người dân tham gia bảo hiểm y tế", s.area, value, "%", due, comparator=how)
    return Sentence(text.format(v=value), (fact,))


def _hamlets(s: Setting, due: Due) -> Sentence:
    total = s.rng.randint(5, 12)
    some = s.rng.randint(2, total - 1)
    text = s.rng.choice(
        ("{a}/{b} thôn được công nhận thôn nông thôn mới kiểu mẫu.", "Xây dựng được {a}/{b} thôn kiểu mẫu;")
    )
    fact = target("ntm_hamlet_model", "thôn nông thôn mới kiểu mẫu", s.area, some, "thôn", due, of=total)
    return Sentence(text.format(a=some, b=total), (fact,))


def _records(s: Setting, due: Due) -> Sentence:
    first, second = s.rng.randrange(50, 80, 5), s.rng.randrange(30, 60, 5)
    facts = (target("other", "người dân có sổ khám chữa bệnh điện tử", s.area, first, "%", due, comparator="gt"),
             target("other", "hồ sơ thủ tục hành chính nộp trực tuyến", s.area, second, "%", due))  # fmt: skip
    return Sentence(
        f"Trên {first}% người dân có sổ khám chữa bệnh điện tử; {second}% hồ sơ thủ tục hành chính nộp trực tuyến.",
        facts,
    )


def _smart(s: Setting, due: Due) -> Sentence:
    fact = target("other", "mô hình thôn thông minh", s.area, 1, "mô hình", due, comparator="ge")
    return Sentence(f"{capital(due.text)} có ít nhất 01 mô hình thôn thông minh.", (fact,))


def _roads(s: Setting, due: Due) -> Sentence:
    value = s.rng.choice((70, 80, 85, 90))
    fact = target("other", "đường thôn được chiếu sáng và trồng cây", s.area, value, "%", due, comparator="ge")
    return Sentence(f"Không dưới {value}% đường thôn được chiếu sáng và trồng cây.", (fact,))


def _products(s: Setting) -> Sentence:
    low = s.rng.randint(1, 3)
    due = s.times.quarter("within")
    fact = target(
        "ocop_products", "sản phẩm OCOP được chấm sao", s.area, low, "sản phẩm", due, comparator="range", high=low + 1
    )
    return Sentence(f"{capital(due.text)} đưa {low}-{low + 1} sản phẩm OCOP đi chấm sao.", (fact,))


def _when(s: Setting) -> Due:
    """Times in words that the other families do not use."""
    rng, t = s.rng, s.times
    day = t.day()
    last = month_end(day.year, day.month)
    return rng.choice((
        Due(f"không muộn hơn ngày {t.say_day(day)}", "by", None, day, "day"),
        Due(f"chậm nhất vào cuối tháng {day.month}/{day.year}", "by", None, last, "part_of_month"),
        Due(f"ngay trong tháng {day.month}/{day.year}", "within", day.replace(day=1), last, "month"),
        Due(f"đến hết ngày {t.say_day(day)}", "by", None, day, "day"),
        Due(f"từ nay đến hết tháng {day.month}/{day.year}", "by", None, last, "month"),
        t.quarter("within"), t.before_day(), t.before_day(year=False), t.part_of_month(),
    ))  # fmt: skip


def _what_to_do(w: Writer, s: Setting, top: int) -> None:
    rng = s.rng
    w.heading(
        top,
        _case(
            top, rng.choice(("Các công việc cần thực hiện", "Các phần việc cụ thể", "Nội dung công việc và tiến độ"))
        ),
    )
    style = rng.randrange(3)
    chosen = rng.sample(WORKS, rng.randint(5, 8))
    if style == 2:
        _table(w, s, chosen)
        return
    for index, task in enumerate(chosen):
        if index % 3 == 0 and style == 1:
            w.heading(
                top + 1,
                rng.choice(("Về hạ tầng", "Về sản xuất", "Về văn hóa, xã hội", "Về môi trường", "Về hồ sơ")) + ":",
            )
        w.bullet(_work(s, task))


def _work(s: Setting, task: str) -> Sentence:
    rng = s.rng
    who = s.agencies[rng.choice(DOERS)]
    others = [name for name in s.agencies.some(HELPERS, 1, 2) if name != who]
    due = _when(s)
    form, role, shown = rng.choice((
        ("{T}; {a} là đầu mối thực hiện, {b} cùng phối hợp, yêu cầu xong {w}.", "execute", True),
        ("Việc {t} do {a} đảm nhiệm, xong {w}.", "execute", False),
        ("{A} khẩn trương {t}, bảo đảm hoàn tất {w}.", "execute", False),
        ("{T} – {a} – {w}.", "execute", False),
        ("{W}, {a} phải {t}.", "execute", False),
        ("Giao cho {a} chủ trì, có sự phối hợp của {b}, {t}, thời hạn {w}.", "lead", True),
        ("{A} được phân công chủ trì việc {t}; {b} phối hợp; thời gian: {w}.", "lead", True),
    ))  # fmt: skip
    if not others and shown:
        form, role, shown = "{A} {t} {w}.", "execute", False
    text = form.format(
        T=capital(task), t=task, a=who, A=capital(who), b=series(others), w=due.text, W=capital(due.text)
    )
    facts: list[Fact] = [deadline(task, due, (who,), others if shown else ()), *assignments((who,), role, task)]
    if shown:
        facts += assignments(others, "coordinate", task)
    return Sentence(text, tuple(facts))


def _table(w: Writer, s: Setting, chosen: Sequence[str]) -> None:
    heads = s.rng.choice(
        (
            ("Số TT", "Công việc", "Hạn hoàn thành", "Người/đơn vị phụ trách"),
            ("TT", "Phần việc", "Thời hạn", "Phụ trách"),
        )
    )
    rows = []
    for number, task in enumerate(chosen, 1):
        who, due = s.agencies[s.rng.choice(DOERS)], _when(s)
        facts = (deadline(task, due, (who,)), *assignments((who,), "execute", task))
        rows.append(((str(number), capital(task), capital(due.text), capital(who)), facts))
    w.table(heads, rows, (0.1, 0.4, 0.25, 0.25))


def _who_answers(w: Writer, s: Setting, top: int) -> None:
    rng = s.rng
    w.heading(top, _case(top, rng.choice(("Phân công trách nhiệm", "Phân công thực hiện", "Trách nhiệm thi hành"))))
    for key in rng.sample(DOERS, rng.randint(2, 3)):
        name = capital(s.agencies[key])
        task = rng.choice(WORKS)
        second = rng.choice(("theo dõi, nhắc việc các thôn", "cập nhật số liệu vào bảng theo dõi tiến độ"))
        w.bullet(
            Sentence(
                f"{name}: {task}; {second}.",
                (*assignments((name,), "execute", task), *assignments((name,), "execute", second)),
            )
        )
    report = rng.choice((
        Due("chiều thứ Sáu hằng tuần", "recurring", None, None, "", recurrence="FREQ=WEEKLY;BYDAY=FR"),
        Due("ngày 05 hằng tháng", "recurring", None, None, "day", recurrence="FREQ=MONTHLY;BYMONTHDAY=5"),
        Due("mỗi quý một lần", "recurring", None, None, "quarter", recurrence="FREQ=MONTHLY;INTERVAL=3"),
        Due("mỗi tháng", "recurring", None, None, "month", recurrence="FREQ=MONTHLY"),
    ))  # fmt: skip
    task = "báo tiến độ về Thường trực Ban Quản lý xã"
    w.bullet(
        Sentence(
            f"Các thôn {task} {report.text}.",
            (deadline(task, report, ("các thôn",)), *assignments(("các thôn",), "execute", task)),
        )
    )
    w.close_body()
    w.body(rng.choice(("Kế hoạch này được niêm yết tại trụ sở UBND xã và nhà văn hóa các thôn./.",
                       "Trong quá trình thực hiện nếu có khó khăn, vướng mắc thì phản ánh kịp thời về UBND xã để giải quyết./.")))  # fmt: skip
