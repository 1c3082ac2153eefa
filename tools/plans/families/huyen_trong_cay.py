"""A district's plan of planting trees and forests: phases whose headings give the time, communes' shares."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from tools.plans.agencies import series
from tools.plans.amounts import vi
from tools.plans.facts import assignments, deadline, target
from tools.plans.legal import NATIONAL, Law, local
from tools.plans.model import Fact, Plan, Sentence
from tools.plans.setting import Setting, drawn, writer
from tools.plans.times import Due, month_end
from tools.plans.writer import Writer, capital

PREPARE = (
    "khảo sát, xác định địa điểm trồng cây", "gieo ươm, chuẩn bị đủ cây giống bảo đảm tiêu chuẩn xuất vườn",
    "đăng ký chỉ tiêu trồng cây về Hạt Kiểm lâm", "phát dọn thực bì, cuốc hố, bón lót",
    "phân bổ cây giống cho các thôn, trường học",
)  # fmt: skip
PLANT = (
    "phát động Tết trồng cây “Đời đời nhớ ơn Bác Hồ”", "trồng cây tại khuôn viên cơ quan, trường học, trạm y tế",
    "trồng rừng thay thế trên diện tích đã khai thác", "trồng cây chắn gió dọc các tuyến đê, kênh mương",
    "huy động đoàn viên, hội viên tham gia trồng cây",
)  # fmt: skip
CARE = (
    "nghiệm thu số cây đã trồng", "trồng dặm những cây bị chết", "làm cỏ, tưới nước, bảo vệ cây sau khi trồng",
    "cắm biển giao trách nhiệm chăm sóc từng tuyến cây", "kiểm tra, đối chiếu kết quả với chỉ tiêu được giao",
)  # fmt: skip
DOERS = ("forest", "agri", "school", "army", "police", "youth", "women", "farmers", "service", "communes")


def setting(rng: Random, split: str) -> Setting:
    """A district in 2022-2024; the plan may be signed late in the year before."""
    return drawn(rng, split, "huyện", (2022, 2024))


def build(s: Setting, family: str, seed: int) -> Plan:
    """The plan."""
    rng = s.rng
    title = rng.choice((
        f"Trồng cây xanh, trồng rừng trên địa bàn huyện {s.name} năm {s.year}",
        f"Tổ chức Tết trồng cây và trồng rừng năm {s.year}",
        f"Thực hiện Đề án trồng một tỷ cây xanh năm {s.year} của huyện {s.name}",
    ))  # fmt: skip
    w = writer(s, title, "KL")
    w.open()
    laws: list[Law] = rng.sample([NATIONAL["trees"], NATIONAL["forest"]], rng.randint(1, 2))
    laws.append(local(rng, "Kế hoạch", f"UBND tỉnh {s.province}", "/KH-UBND", s.issued,
                      f"trồng cây xanh phân tán và trồng rừng tập trung năm {s.year}", ""))  # fmt: skip
    for law in laws:
        w.body(s.citer.sentence(rng.choice(("Căn cứ", "Thực hiện")), law, ";"))
    w.body(f"Xét đề nghị của Hạt Kiểm lâm huyện, UBND huyện {s.name} ban hành kế hoạch:")
    w.heading(0, rng.choice(("Ý NGHĨA, YÊU CẦU", "MỤC ĐÍCH")))
    w.body("Bảo vệ môi trường sinh thái, ứng phó với biến đổi khí hậu, phòng hộ và tạo cảnh quan.",
           "Cây trồng phải được chăm sóc, bảo vệ, tránh phô trương, hình thức.")  # fmt: skip
    _numbers(w, s)
    _phases(w, s)
    _duties(w, s)
    w.sign()
    if rng.random() < 0.6:
        _annex(w, s)
    return w.plan(family, seed, s.printing)


def _numbers(w: Writer, s: Setting) -> None:
    rng = s.rng
    w.heading(0, rng.choice(("CHỈ TIÊU", "SỐ LƯỢNG, LOÀI CÂY", "KHỐI LƯỢNG THỰC HIỆN")))
    lines = [_scattered(s), _forest(s), _cover(s), _alive(s), _each(s), _named(s), _seedlings(s)]
    for line in rng.sample(lines, rng.randint(4, 6)):
        w.bullet(line)


def _scattered(s: Setting) -> Sentence:
    trees = s.rng.randrange(60, 400) * 1000
    text, how = s.rng.choice((("Trồng {v} cây xanh phân tán các loại.", "eq"), ("Số cây xanh phân tán trồng trong năm: {v} cây.", "eq"),
                              ("Toàn huyện trồng không ít hơn {v} cây xanh phân tán.", "ge")))  # fmt: skip
    fact = target("other", "cây xanh phân tán", s.area, trees, "cây", s.own, comparator=how)
    if "trong năm" in text:
        fact = target(
            "other",
            "cây xanh phân tán",
            s.area,
            trees,
            "cây",
            Due("trong năm", "within", s.first, s.last, "year", True),
        )
    return Sentence(text.format(v=vi(trees)), (fact,))


def _forest(s: Setting) -> Sentence:
    whole = s.rng.randrange(120, 900, 10)
    part = s.rng.randrange(20, whole // 2, 5)
    facts = (target("other", "rừng trồng tập trung", s.area, whole, "ha", s.own),
             target("other", "rừng phòng hộ", s.area, part, "ha", s.own),
             target("other", "rừng sản xuất", s.area, whole - part, "ha", s.own))  # fmt: skip
    return Sentence(
        f"Trồng {vi(whole)} ha rừng tập trung, trong đó rừng phòng hộ {vi(part)} ha, rừng sản xuất {vi(whole - part)} ha.",
        facts,
    )


def _cover(s: Setting) -> Sentence:
    rate, more = s.rng.randrange(350, 640) / 10, s.rng.randrange(1, 8) / 10
    facts = [target("other", "tỷ lệ che phủ rừng", s.area, rate, "%", s.own)]
    text = f"Nâng tỷ lệ che phủ rừng lên {vi(rate)}%"
    if s.rng.random() < 0.5:
        facts.append(target("other", "tỷ lệ che phủ rừng tăng thêm", s.area, more, "%", s.own, basis="additional"))
        text += f", tăng thêm {vi(more)}% so với năm trước"
    return Sentence(text + ".", tuple(facts))


def _alive(s: Setting) -> Sentence:
    rate = s.rng.choice((85, 90, 95))
    text, how = s.rng.choice(
        (("Cây trồng phải có tỷ lệ sống từ {v}% trở lên.", "ge"), ("Tỷ lệ cây sống trên {v}%.", "gt"))
    )
    return Sentence(text.format(v=rate), (target("other", "tỷ lệ cây sống", s.area, rate, "%", s.own, comparator=how),))


def _each(s: Setting) -> Sentence:
    trees = s.rng.randrange(2, 12) * 1000
    fact = target("other", "mỗi xã, thị trấn trồng cây", s.area, trees, "cây/xã", s.own, comparator="ge")
    return Sentence(f"Mỗi xã, thị trấn trồng ít nhất {vi(trees)} cây.", (fact,))


def _named(s: Setting) -> Sentence:
    names = s.communes(s.rng.randint(2, 4))
    each = [s.rng.randrange(10, 90, 5) for _ in names]
    facts = tuple(
        target("other", "rừng trồng mới", f"xã {name}", n, "ha", s.own, basis="additional")
        for name, n in zip(names, each, strict=True)
    )
    words = ", ".join(f"{name} {n} ha" for name, n in zip(names, each, strict=True))
    return Sentence(f"Trồng mới rừng tại các xã: {words}.", facts)


def _seedlings(s: Setting) -> Sentence:
    low = s.rng.randrange(100, 300, 10)
    fact = target(
        "other", "cây giống được ươm", s.area, low * 1000, "cây", s.own, comparator="range", high=(low + 50) * 1000
    )
    return Sentence(f"Ươm từ {vi(low * 1000)} đến {vi((low + 50) * 1000)} cây giống phục vụ trồng rừng.", (fact,))


def _phase_times(s: Setting) -> list[Due]:
    """Three periods one after another, as headings print them."""
    rng, year = s.rng, s.year
    start = min(s.issued.month + 1, 6)
    first = Due(f"trước ngày 20/{start:02}/{year}", "before", None, date(year, start, 20), "day")
    a, b = start + 1, start + rng.randint(2, 3)
    second = Due(f"từ tháng {a} đến tháng {b}/{year}", "within", date(year, a, 1), month_end(year, b), "period")
    c = b + rng.randint(1, 2)
    third = rng.choice((
        Due(f"đến hết tháng {c}/{year}", "by", None, month_end(year, c), "month"),
        Due(f"trong quý IV/{year}", "within", date(year, 10, 1), date(year, 12, 31), "quarter"),
        Due(f"tháng {c}/{year}", "within", date(year, c, 1), month_end(year, c), "month"),
    ))  # fmt: skip
    return [first, second, third]


def _phases(w: Writer, s: Setting) -> None:
    rng = s.rng
    w.heading(0, rng.choice(("THỜI GIAN, CÁCH LÀM", "TIẾN ĐỘ", "CÁC BƯỚC TIẾN HÀNH")))
    names = (("Giai đoạn chuẩn bị", PREPARE), ("Giai đoạn trồng cây", PLANT), ("Chăm sóc và nghiệm thu", CARE))
    bracket = rng.random() < 0.6
    for (name, pool), due in zip(names, _phase_times(s), strict=True):
        w.heading(1, f"{name} ({due.text}):" if bracket else f"{name}: thời gian {due.text}.")
        for task in rng.sample(pool, rng.randint(2, 3)):
            w.bullet(_step(s, task, due))


def _step(s: Setting, task: str, due: Due) -> Sentence:
    rng = s.rng
    who = s.agencies[rng.choice(DOERS)]
    other = s.agencies[rng.choice([key for key in ("front", "youth", "women", "media") if s.agencies[key] != who])]
    form, role, shown = rng.choice((
        ("{A}: {t}.", "execute", False), ("{T} (do {a} làm).", "execute", False), ("{T}.", "", False),
        ("{A} phụ trách chính, có sự phối hợp của {b}, {t}.", "execute", True), ("{A} chủ trì, {b} phối hợp {t}.", "lead", True),
    ))  # fmt: skip
    text = form.format(a=who, A=capital(who), b=other, t=task, T=capital(task))
    leads: Sequence[str] = (who,) if role else ()
    facts: list[Fact] = [deadline(task, due, leads, (other,) if shown else ())]
    facts += assignments(leads, role, task)
    if shown:
        facts += assignments((other,), "coordinate", task)
    return Sentence(text, tuple(facts))


def _duties(w: Writer, s: Setting) -> None:
    rng = s.rng
    w.heading(0, rng.choice(("PHÂN CÔNG", "TRÁCH NHIỆM CỦA CÁC CƠ QUAN", "BIỆN PHÁP TỔ CHỨC")))
    keys = rng.sample(DOERS, rng.randint(3, 5))
    for key in keys:
        name = s.agencies[key]
        first, second = rng.sample(PREPARE + PLANT + CARE, 2)
        if rng.random() < 0.5:
            w.heading(1, Sentence(f"{name} có trách nhiệm {first}; {second}.",
                                  (*assignments((name,), "execute", first), *assignments((name,), "execute", second))))  # fmt: skip
        else:
            day = s.times.before_day(year=rng.random() < 0.5)
            w.heading(1, Sentence(f"Giao {name} {first}, gửi danh sách về UBND huyện {day.text}.",
                                  (deadline(f"{first}, gửi danh sách về UBND huyện", day, (name,)),
                                   *assignments((name,), "execute", first))))  # fmt: skip
    report = Due(
        "ngày 28 tháng cuối quý",
        "recurring",
        None,
        None,
        "day",
        recurrence="FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=28",
    )
    weekly = Due("thứ Năm hằng tuần", "recurring", None, None, "", recurrence="FREQ=WEEKLY;BYDAY=TH")
    due = rng.choice((report, weekly))
    who = ("các cơ quan", "các đơn vị", "UBND các xã, thị trấn")
    task = "thống kê số cây đã trồng gửi Hạt Kiểm lâm huyện"
    w.body(Sentence(f"{capital(series(who))} {task} vào {due.text}.",
                    (deadline(task, due, who), *assignments(who, "execute", task))))  # fmt: skip
    w.close_body()
    w.body(f"Nhận được Kế hoạch này, đề nghị {series(('các cơ quan', 'các đơn vị'))} tích cực hưởng ứng./.")


def _annex(w: Writer, s: Setting) -> None:
    rng = s.rng
    w.annex("PHỤ BIỂU", f"Phân bổ chỉ tiêu trồng cây, trồng rừng năm {s.year} cho các xã")
    rows = []
    for position, name in enumerate((s.district.communes if s.district else ())[:10], 1):
        trees, forest = rng.randrange(2, 20) * 500, rng.randrange(0, 60, 5)
        facts = [target("other", "cây phân tán", f"xã {name}", trees, "cây", s.own)]
        if forest:
            facts.append(target("other", "rừng tập trung", f"xã {name}", forest, "ha", s.own))
        rows.append(((str(position), f"Xã {name}", vi(trees), str(forest) if forest else "-"), tuple(facts)))
    w.table(("TT", "Xã", "Cây phân tán (cây)", "Rừng tập trung (ha)"), rows, (0.1, 0.4, 0.25, 0.25))
