"""A commune's yearly plan of building the new countryside: criteria lists, targets, works, annex."""

from __future__ import annotations

from datetime import date
from random import Random

from tools.plans import prose, tasks, works
from tools.plans.agencies import series
from tools.plans.amounts import count
from tools.plans.criteria import NAMES
from tools.plans.facts import assignments, deadline, implied, progress, status, target
from tools.plans.goals import COMMUNE, COMMUNE_COUNTS, goals, listed
from tools.plans.legal import NATIONAL, Law, local, preamble
from tools.plans.model import Fact, Plan, Sentence
from tools.plans.setting import Setting, drawn, writer
from tools.plans.times import Due
from tools.plans.writer import Writer, capital

TOPIC = "Chương trình mục tiêu quốc gia xây dựng nông thôn mới"
REASONS = {
    2: ("đường trục thôn, ngõ xóm còn lầy lội vào mùa mưa", "tỷ lệ đường nội đồng được cứng hóa còn thấp"),
    3: ("hệ thống kênh mương xuống cấp", "chưa chủ động tưới tiêu cho toàn bộ diện tích"),
    5: ("cơ sở vật chất trường mầm non chưa đạt chuẩn", "trường trung học cơ sở còn thiếu phòng học bộ môn"),
    6: ("nhà văn hóa xã chưa bảo đảm diện tích", "một số thôn chưa có khu thể thao"),
    9: ("còn nhà tạm, nhà dột nát",),
    10: ("thu nhập bình quân đầu người còn thấp so với quy định",),
    11: ("tỷ lệ hộ nghèo còn cao",),
    13: ("chưa có mô hình liên kết sản xuất gắn với tiêu thụ sản phẩm bền vững", "hợp tác xã hoạt động chưa hiệu quả"),
    15: ("tỷ lệ người dân tham gia bảo hiểm y tế chưa đạt",),
    17: ("chưa có hệ thống cấp nước sạch tập trung", "việc thu gom, xử lý rác thải chưa triệt để"),
    18: ("xã chưa đạt chuẩn tiếp cận pháp luật",),
}
INDICATORS = {
    "xa-2016-2020": {2: ("2.2", "2.3"), 6: ("6.1", "6.3"), 13: ("13.1", "13.2"), 15: ("15.1",), 17: ("17.1", "17.5", "17.7")},
    "xa-2021-2025": {2: ("2.2", "2.3"), 6: ("6.1", "6.3"), 13: ("13.2", "13.3"), 15: ("15.1",), 17: ("17.1", "17.4", "17.6")},
}  # fmt: skip


def build(s: Setting, family: str, seed: int) -> Plan:
    """The plan."""
    rng = s.rng
    assert s.district is not None
    title = rng.choice((
        f"Thực hiện Chương trình mục tiêu quốc gia xây dựng nông thôn mới năm {s.year}",
        f"Xây dựng nông thôn mới xã {s.commune} năm {s.year}",
        f"Triển khai xây dựng nông thôn mới trên địa bàn xã {s.commune} năm {s.year}",
        f"Duy trì và nâng cao chất lượng các tiêu chí nông thôn mới năm {s.year}",
    ))  # fmt: skip
    w = writer(s, title, rng.choice(("VP", "ĐC-NN", "NTM")))
    w.open()
    _preamble(w, s)
    prose.purpose(w, s, TOPIC)
    _state(w, s)
    _targets(w, s)
    _tasks(w, s)
    if rng.random() < 0.4:
        prose.money(w, s)
    annex = rng.random() < 0.5
    _organisation(w, s, annex)
    w.sign()
    if annex:
        _annex(w, s)
    return w.plan(family, seed, s.printing)


def setting(rng: Random, split: str) -> Setting:
    """A commune in some year from 2018 to 2024."""
    return drawn(rng, split, "xã", (2018, 2024))


def _set(s: Setting) -> str:
    return "xa-2021-2025" if s.issued >= date(2022, 3, 8) else "xa-2016-2020"


def _preamble(w: Writer, s: Setting) -> None:
    rng = s.rng
    district = s.district.name if s.district else ""
    laws: list[Law] = []
    if s.issued >= date(2022, 4, 1):
        laws += rng.sample([NATIONAL["ntm21"], NATIONAL["xa21"]], rng.randint(1, 2))
    elif rng.random() < 0.8:
        laws += rng.sample([NATIONAL["ntm16"], NATIONAL["xa16"]], rng.randint(1, 2))
    laws.append(local(rng, "Kế hoạch", f"UBND huyện {district}", "/KH-UBND", s.issued,
                      f"thực hiện Chương trình mục tiêu quốc gia xây dựng nông thôn mới năm {s.year}",
                      rng.choice(("về", "về việc"))))  # fmt: skip
    if rng.random() < 0.7:
        laws.append(local(rng, "Nghị quyết", f"Hội đồng nhân dân xã {s.commune}", "/NQ-HĐND", s.issued,
                          f"phát triển kinh tế - xã hội năm {s.year}"))  # fmt: skip
    elif rng.random() < 0.5:
        laws.append(local(rng, "Nghị quyết", "Ban Chấp hành Đảng bộ xã", "-NQ/ĐU", s.issued,
                          f"phương hướng, nhiệm vụ năm {s.year}"))  # fmt: skip
    purpose = rng.choice((
        f"Ủy ban nhân dân xã {s.commune} xây dựng Kế hoạch thực hiện như sau:",
        f"UBND xã {s.commune} ban hành Kế hoạch thực hiện Chương trình với những nội dung sau:",
        f"UBND xã {s.commune} xây dựng Kế hoạch xây dựng nông thôn mới năm {s.year}, cụ thể như sau:",
    ))  # fmt: skip
    preamble(w, s.citer, laws, None, purpose)


def _state(w: Writer, s: Setting) -> None:
    rng, code = s.rng, _set(s)
    missing = sorted(rng.sample(sorted(REASONS), rng.randint(1, 4)))
    w.heading(0, rng.choice(("KẾT QUẢ RÀ SOÁT CÁC TIÊU CHÍ", "THỰC TRẠNG XÂY DỰNG NÔNG THÔN MỚI CỦA XÃ",
                             "ĐÁNH GIÁ KẾT QUẢ THỰC HIỆN CÁC TIÊU CHÍ")))  # fmt: skip
    form = rng.random()
    if form < 0.55:
        _lists(w, s, code, missing)
    elif form < 0.75:
        _inline(w, s, code, missing)
    else:
        _implied(w, s, code, missing)


def _as_of(s: Setting) -> tuple[str, date]:
    year = s.issued.year - 1
    return s.rng.choice((
        ("Đến nay", s.issued), ("Qua rà soát", s.issued), (f"Tính đến ngày 31/12/{year}", date(year, 12, 31)),
        (f"Đến hết năm {year}", date(year, 12, 31)), (f"Đến tháng 12/{year}", date(year, 12, 31)),
    ))  # fmt: skip


def _named(s: Setting, code: str, number: int) -> str:
    name = NAMES[code][number - 1]
    return s.rng.choice((f"Tiêu chí số {number} về {name}", f"Tiêu chí số {number} - {name}",
                         f"Tiêu chí số {number} ({name})", f"Tiêu chí số {number}: {name}"))  # fmt: skip


def _lists(w: Writer, s: Setting, code: str, missing: list[int]) -> None:
    rng = s.rng
    words, on = _as_of(s)
    met = [n for n in range(1, 20) if n not in missing]
    style = rng.choice(("(1)", "-", "-"))
    verb = rng.choice(("đã đạt", "đạt", "có", "đã hoàn thành"))
    tail = {"có": "tiêu chí đạt chuẩn, gồm:"}.get(
        verb, rng.choice(("tiêu chí, gồm:", "tiêu chí, cụ thể:", "tiêu chí nông thôn mới, bao gồm:"))
    )
    counted = progress("xã", s.commune, code, len(met), 19, on)
    w.heading(1, Sentence(f"{words}, xã {verb} {len(met)}/19 {tail}", (counted,)))
    form = rng.randrange(4)
    for position, number in enumerate(met, 1):
        name = NAMES[code][number - 1]
        text = (f"Tiêu chí số {number} về {name};", f"Tiêu chí số {number} - {name};",
                f"Tiêu chí số {number} ({name});", f"Tiêu chí {number}: {name};")[form]  # fmt: skip
        fact = status("xã", s.commune, code, number, True, on)
        _item(w, style, position, Sentence(text if position < len(met) else text[:-1] + ".", (fact,)))
    w.heading(1, rng.choice((f"Còn {count(len(missing), True)} tiêu chí chưa đạt, gồm:", "Các tiêu chí chưa đạt:",
                             f"Số tiêu chí chưa đạt: {count(len(missing), True)} tiêu chí, gồm:")))  # fmt: skip
    for position, number in enumerate(missing, 1):
        _item(w, style, position, _lacking(s, code, number, on))
        _indicator(w, s, code, number, on)


def _item(w: Writer, style: str, position: int, sentence: Sentence) -> None:
    if style == "-":
        w.bullet(sentence)
    else:
        w.item(f"({position})", sentence)


def _lacking(s: Setting, code: str, number: int, on: date) -> Sentence:
    reason = s.rng.choice(REASONS[number])
    due: Due | None = s.times.finish() if s.rng.random() < 0.4 else None
    text = f"Tiêu chí số {number} về {NAMES[code][number - 1]}" + s.rng.choice(
        (f": {reason}", f" ({reason})", f", do {reason}")
    )
    facts: list[Fact] = []
    if due:
        text += s.rng.choice((f"; phấn đấu đạt {due.text}", f"; hoàn thành {due.text}"))
        facts = [status("xã", s.commune, code, number, False, on, reason=reason, due=due)]
        facts.append(deadline(f"hoàn thành tiêu chí số {number}", due))
    else:
        facts = [status("xã", s.commune, code, number, False, on, reason=reason)]
    return Sentence(text + ".", tuple(facts))


def _indicator(w: Writer, s: Setting, code: str, number: int, on: date) -> None:
    codes = INDICATORS[code].get(number, ())
    if not codes or s.rng.random() < 0.5:
        return
    which, reason = s.rng.choice(codes), s.rng.choice(REASONS[number])
    fact = status("xã", s.commune, code, number, False, on, indicator=which, reason=reason)
    form = s.rng.choice(
        ("Chỉ tiêu {i} chưa đạt: {r}.", "Chỉ tiêu {i}: {r}, chưa đạt.", "Trong đó, chỉ tiêu {i} chưa đạt do {r}.")
    )
    w.bullet(Sentence(form.format(i=which, r=reason), (fact,)), depth=1)


def _inline(w: Writer, s: Setting, code: str, missing: list[int]) -> None:
    words, on = _as_of(s)
    met = [n for n in range(1, 20) if n not in missing]
    counted = progress("xã", s.commune, code, len(met), 19, on)
    names = ", ".join(f"số {n} ({NAMES[code][n - 1]})" for n in met)
    facts = (counted, *(status("xã", s.commune, code, n, True, on) for n in met))
    w.body(Sentence(f"{words}, xã {s.commune} đã đạt {len(met)}/19 tiêu chí, gồm các tiêu chí: {names}.", facts))
    lacking = "; ".join(f"tiêu chí số {n} ({s.rng.choice(REASONS[n])})" for n in missing)
    facts = tuple(status("xã", s.commune, code, n, False, on, reason="") for n in missing)
    w.body(Sentence(f"Các tiêu chí chưa đạt gồm: {lacking}.", facts))


def _implied(w: Writer, s: Setting, code: str, missing: list[int]) -> None:
    words, on = _as_of(s)
    met = 19 - len(missing)
    numbers = series([str(n) for n in missing]) if s.rng.random() < 0.5 else ", ".join(map(str, missing))
    text = s.rng.choice((
        "{w}, xã đạt {m}/19 tiêu chí; còn {k} tiêu chí chưa đạt là tiêu chí số {n}.",
        "{w}, toàn xã đạt {m}/19 tiêu chí, còn {k} tiêu chí chưa đạt (số {n}).",
        "{w}, xã có {m}/19 tiêu chí đạt chuẩn; các tiêu chí chưa đạt gồm: tiêu chí số {n}.",
    )).format(w=words, m=met, k=count(len(missing), True), n=numbers)  # fmt: skip
    facts = (
        progress("xã", s.commune, code, met, 19, on),
        *(status("xã", s.commune, code, n, False, on) for n in missing),
        *implied("xã", s.commune, code, 19, missing, on),
    )
    w.body(Sentence(text, facts))


def _targets(w: Writer, s: Setting) -> None:
    rng = s.rng
    w.heading(
        0, rng.choice((f"MỤC TIÊU NĂM {s.year}", "MỤC TIÊU", "CHỈ TIÊU PHẤN ĐẤU", f"MỤC TIÊU, CHỈ TIÊU NĂM {s.year}"))
    )
    more = rng.randint(1, 3)
    text = rng.choice((
        "Phấn đấu trong năm hoàn thành thêm {n} tiêu chí.", "Hoàn thành thêm {n} tiêu chí nông thôn mới.",
        "Năm {y} xã phấn đấu đạt thêm {n} tiêu chí so với năm trước.",
    )).format(n=count(more, True), y=s.year)  # fmt: skip
    fact = target(
        "criteria_met", "hoàn thành thêm tiêu chí", s.area, more, "tiêu chí", _own_or_year(s, text), basis="additional"
    )
    w.bullet(Sentence(text, (fact,)))
    stated = [s.times.in_year(s.year), s.times.by_year(s.year)]
    listed(s, w.bullet, goals(s, COMMUNE, rng.randint(3, 6)) + goals(s, COMMUNE_COUNTS, rng.randint(1, 3)), stated)


def _own_or_year(s: Setting, text: str) -> Due:
    if text.startswith("Năm"):
        return Due(f"Năm {s.year}", "within", s.first, s.last, "year")
    if "trong năm" in text:
        return Due("trong năm", "within", s.first, s.last, "year", inferred=True)
    return s.own


def _tasks(w: Writer, s: Setting) -> None:
    rng = s.rng
    w.heading(0, rng.choice(("NHIỆM VỤ VÀ GIẢI PHÁP", "NỘI DUNG THỰC HIỆN", "NHIỆM VỤ TRỌNG TÂM")))
    chosen = rng.sample(tasks.RURAL, rng.randint(4, 7))
    groups = (
        ("Công tác tuyên truyền, vận động", 0),
        ("Thực hiện các tiêu chí chưa đạt", 0),
        ("Duy trì, nâng cao các tiêu chí đã đạt", 1),
    )
    for index, (name, plain) in enumerate(groups):
        w.heading(1, name + rng.choice(("", ":")))
        for task in chosen[index::3]:
            lead = rng.choice(("land", "social", "finance", "farmers", "women", "youth", "police", "health", "board"))
            others = s.agencies.some([k for k in ("front", "farmers", "women", "youth", "veterans") if k != lead], 1, 2)
            due = None if plain and rng.random() < 0.5 else s.times.finish()
            if rng.random() < 0.15 and due:
                works.separate(w, s, task, capital(s.agencies[lead]), others, due)
            else:
                w.bullet(works.led(s, task, s.agencies[lead], others if rng.random() < 0.5 else (), due))
        for line in prose.measures(rng, TOPIC, 1):
            w.bullet(line)


def _organisation(w: Writer, s: Setting, annex: bool) -> None:
    rng = s.rng
    w.heading(0, "TỔ CHỨC THỰC HIỆN")
    keys = rng.sample(("land", "finance", "social", "office", "radio"), rng.randint(1, 3))
    for key in keys:
        name = capital(s.agencies[key])
        w.heading(1, name + rng.choice(("", ":")))
        for task in rng.sample(tasks.GENERAL, rng.randint(1, 2)):
            due = s.times.finish() if rng.random() < 0.5 else None
            w.bullet(works.duty(s, task.format(level="xã"), (name,), (), due))
        if rng.random() < 0.6:
            w.bullet(reporting(s, name, "Ban Chỉ đạo xã"))
    if rng.random() < 0.4:
        w.heading(1, "Tiến độ thực hiện:")
        quarters = [s.times.quarter("within", year=rng.random() < 0.4) for _ in range(2)]
        quarters.sort(key=lambda due: due.end or s.last)
        works.calendar(w, s, [(t,) for t in rng.sample(tasks.RURAL, 2)], "", quarters)
    if annex:
        w.body("(Chi tiết nhiệm vụ, tiến độ thực hiện theo Phụ lục đính kèm)")
    w.close_body()
    who = rng.choice(
        (("các ban, ngành, đoàn thể", "các thôn"), ("các bộ phận chuyên môn", "Trưởng các thôn"), ("các thôn",))
    )
    task = rng.choice(("nghiêm túc triển khai thực hiện", "phối hợp tổ chức thực hiện có hiệu quả Kế hoạch này"))
    w.body(
        f"Trên đây là Kế hoạch xây dựng nông thôn mới năm {s.year} của xã {s.commune}.",
        Sentence(
            f"Đề nghị {series(who)} {task}./.",
            assignments(who, "coordinate" if "phối hợp" in task else "execute", task),
        ),
    )


def reporting(s: Setting, agency: str, to: str) -> Sentence:
    """A recurring report by the heading's agency."""
    due = s.times.recurring()
    task = f"báo cáo kết quả thực hiện về {to}"
    text = s.rng.choice(
        (f"{capital(due.text)} {task}.", f"{capital(task)} ({due.text}).", f"{capital(task)} {due.text}.")
    )
    if due.text.startswith("6"):
        text = f"{capital(task)} {due.text}."
    return Sentence(text, (deadline(task, due, (agency,)), *assignments((agency,), "execute", task)))


def _annex(w: Writer, s: Setting) -> None:
    rng = s.rng
    label = rng.choice(("PHỤ LỤC", "Phụ lục 01", "BIỂU PHÂN CÔNG NHIỆM VỤ"))
    w.annex(label, f"Phân công nhiệm vụ xây dựng nông thôn mới năm {s.year}",
            f"(Kèm theo Kế hoạch số {w.header.number} ngày {s.citer.day(s.issued)} của UBND xã {s.commune})")  # fmt: skip
    rows = []
    for task in rng.sample(tasks.RURAL, rng.randint(4, 7)):
        lead = rng.choice(("land", "social", "finance", "farmers", "women", "youth", "health"))
        others = s.agencies.some([k for k in ("front", "farmers", "women", "youth") if k != lead], 1, 2)
        rows.append((task, s.agencies[lead], others, s.times.any()))
    works.schedule_table(w, s, rows)
