"""A steering board's plan for the recognition of a district: steps, dossiers, teams and dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from tools.plans.agencies import series
from tools.plans.criteria import NAMES
from tools.plans.facts import assignments, deadline, progress, status, target
from tools.plans.legal import NATIONAL, Law, local
from tools.plans.model import Fact, Plan, Sentence
from tools.plans.setting import Setting, drawn, writer
from tools.plans.times import Due, Times
from tools.plans.writer import Writer, capital

STEPS = (
    "tự đánh giá kết quả thực hiện từng tiêu chí", "soạn thảo báo cáo tổng hợp và các biểu số liệu",
    "công bố dự thảo báo cáo trên Trang thông tin điện tử để lấy ý kiến", "khảo sát sự hài lòng của người dân",
    "tiếp thu ý kiến góp ý, chỉnh sửa báo cáo", "họp Ban Chỉ đạo, bỏ phiếu đề nghị xét công nhận",
    "đóng quyển hồ sơ, trình UBND tỉnh thẩm tra", "chuẩn bị địa điểm, tuyến đường đón đoàn thẩm định",
    "làm phim tư liệu, in ấn tài liệu tuyên truyền", "chỉnh trang các tuyến đường vào trung tâm xã",
)  # fmt: skip
DOERS = ("agri", "coordination", "works", "land", "culture", "finance", "media", "home", "police")


def setting(rng: Random, split: str) -> Setting:
    """A district in 2018-2024, signed in any month."""
    s = drawn(rng, split, "huyện", (2018, 2024))
    issued = date(s.year, rng.randint(2, 7), rng.randint(2, 27))
    return replace(s, issued=issued, times=Times(rng, issued, s.last))


def build(s: Setting, family: str, seed: int) -> Plan:
    """The plan."""
    rng = s.rng
    title = rng.choice((
        f"Hoàn thiện hồ sơ đề nghị công nhận huyện {s.name} đạt chuẩn nông thôn mới năm {s.year}",
        f"Chuẩn bị các điều kiện thẩm định huyện {s.name} đạt chuẩn nông thôn mới",
    ))  # fmt: skip
    w = writer(s, title, "VPĐP")
    h = w.header
    w.header = replace(
        h, head_left=(f"UBND HUYỆN {s.name.upper()}", "BAN CHỈ ĐẠO XÂY DỰNG", "NÔNG THÔN MỚI"), parent=f"Ủy ban nhân dân huyện {s.name}",
        issuer=f"Ban Chỉ đạo xây dựng nông thôn mới huyện {s.name}", number=h.number.replace("KH-UBND", "KH-BCĐ"),
        signing=("TM. BAN CHỈ ĐẠO", "KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"), signer_title="Phó Trưởng ban", signed_for="TM.;KT.",
        period=(s.first, s.last) if str(s.year) in title else None,
    )  # fmt: skip
    w.open()
    code = "huyen-2021-2025" if s.issued >= date(2022, 3, 20) else "huyen-2016-2020"
    laws: list[Law] = [NATIONAL["huyen21" if code == "huyen-2021-2025" else "huyen16"]]
    laws.append(local(rng, "Thông báo", f"Thường trực Huyện ủy {s.name}", "-TB/HU", s.issued,
                      "kết luận tại buổi làm việc với Ban Chỉ đạo", "về"))  # fmt: skip
    joined = " và ".join(s.citer.words(law) for law in laws)
    w.body(
        Sentence(
            f"Thực hiện {joined}, Ban Chỉ đạo xây dựng nông thôn mới huyện lập kế hoạch sau:",
            tuple(s.citer.fact(law) for law in laws),
        )
    )
    _state(w, s, code)
    _steps(w, s)
    _teams(w, s)
    w.sign()
    return w.plan(family, seed, s.printing)


def _state(w: Writer, s: Setting, code: str) -> None:
    rng = s.rng
    assert s.district is not None
    w.heading(0, rng.choice(("TÌNH HÌNH CHUNG", "KẾT QUẢ ĐẾN THỜI ĐIỂM HIỆN TẠI")))
    total = len(s.district.communes)
    short = s.communes(rng.randint(1, 3))
    set_code = code.replace("huyen", "xa")
    reached = [rng.randint(15, 18) for _ in short]
    facts: list[Fact] = [
        progress("xã", name, set_code, met, 19, s.issued) for name, met in zip(short, reached, strict=True)
    ]
    parts = [f"{name} ({met}/19 tiêu chí)" for name, met in zip(short, reached, strict=True)]
    text = (
        f"Toàn huyện có {total - len(short)} xã đã được công nhận, các xã chưa được công nhận gồm: {', '.join(parts)}."
    )
    w.body(Sentence(text, tuple(facts)))
    missing = sorted(rng.sample(range(1, 10), rng.randint(1, 3)))
    done = [n for n in range(1, 10) if n not in missing]
    good = tuple(status("huyện", s.name, code, n, True, s.issued) for n in done)
    bad = tuple(status("huyện", s.name, code, n, False, s.issued) for n in missing)
    counted = progress("huyện", s.name, code, len(done), 9, s.issued)
    w.body(
        Sentence(
            f"Đối với Bộ tiêu chí cấp huyện, đã có {len(done)}/9 tiêu chí bảo đảm yêu cầu: {_names(code, done)}.",
            (counted, *good),
        )
    )
    w.body(Sentence(f"Chưa bảo đảm yêu cầu: {_names(code, missing)}.", bad))
    due = s.times.quarter("within")
    words = f"huyện {s.name} được công nhận đạt chuẩn nông thôn mới"
    fact = target("ntm_district", words, s.area, 1, "huyện", due)
    w.body(Sentence(f"Mục tiêu: {due.text}, {words}.", (fact,)))


def _names(code: str, numbers: list[int]) -> str:
    return ", ".join(f"số {n} ({NAMES[code][n - 1]})" for n in numbers)


def _steps(w: Writer, s: Setting) -> None:
    rng = s.rng
    w.heading(0, rng.choice(("TRÌNH TỰ THỰC HIỆN", "NỘI DUNG, TRÌNH TỰ VÀ THỜI HẠN")))
    day = s.issued
    word = rng.choice(("Bước", "Việc", "Nội dung"))
    for number, task in enumerate(STEPS[: rng.randint(5, 8)], 1):
        day += timedelta(days=rng.randint(7, 22))
        if day > s.last:
            break
        due = _due(s, day)
        who = s.agencies[rng.choice(DOERS)]
        form, role = rng.choice((
            ("{w} {n}: {T}. {A} thực hiện, {d}.", "execute"), ("{w} {n}. {A} {t} ({d}).", "execute"),
            ("{w} {n}: {T} - {A} chủ trì - {d}.", "lead"), ("{w} {n}: {T} ({d}).", ""),
        ))  # fmt: skip
        text = form.format(w=word, n=number, T=capital(task), t=task, A=who, d=due.text)
        leads = (who,) if role else ()
        w.body(Sentence(text, (deadline(task, due, leads), *assignments(leads, role, task))))


def _due(s: Setting, day: date) -> Due:
    year = s.rng.random() < 0.6
    said = s.times.say_day(day, year)
    return s.rng.choice((
        Due(f"xong trước ngày {said}", "before", None, day, "day", not year),
        Due(f"hoàn thành chậm nhất {said}", "by", None, day, "day", not year),
        Due(f"ngày {said}", "on", day, day, "day", not year),
        Due(f"đến {said} phải xong", "by", None, day, "day", not year),
    ))  # fmt: skip


def _teams(w: Writer, s: Setting) -> None:
    rng = s.rng
    w.heading(0, "PHÂN CÔNG NHIỆM VỤ")
    names = s.communes(3)
    for position, name in enumerate(names, 1):
        chief = s.agencies[rng.choice(DOERS)]
        members = [m for m in s.agencies.some(("front", "farmers", "women", "youth"), 2, 2) if m != chief]
        due = s.times.by_day() if rng.random() < 0.5 else s.times.in_month()
        task = f"giúp xã {name} hoàn thành các tiêu chí còn thiếu"
        w.heading(1, Sentence(f"Tổ công tác số {position}: {chief} làm tổ trưởng; {series(members)} tham gia, {task} {due.text}.",
                              (deadline(task, due, (chief,), members, name), *assignments((chief,), "lead", task),
                               *assignments(members, "execute", task))))  # fmt: skip
    due = s.times.recurring()
    task = "báo cáo Trưởng ban Chỉ đạo"
    who = ("các Tổ công tác",)
    w.body(
        Sentence(f"Các Tổ công tác {task} {due.text}.", (deadline(task, due, who), *assignments(who, "execute", task)))
    )
    w.close_body()
    w.body("Kế hoạch này thay cho thông báo triệu tập các cuộc họp có liên quan./.")
