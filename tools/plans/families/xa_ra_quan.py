"""A commune's plan of one page: a day of cleaning up, with time, places and who does what."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

from tools.plans import tasks
from tools.plans.agencies import series
from tools.plans.amounts import count
from tools.plans.facts import assignments, deadline, target
from tools.plans.legal import local
from tools.plans.model import Plan, Sentence
from tools.plans.setting import Setting, drawn, writer
from tools.plans.times import Due
from tools.plans.writer import Writer, capital

KEYS = ("land", "social", "police", "women", "youth", "farmers", "veterans", "health")


def setting(rng: Random, split: str) -> Setting:
    """A commune in some year from 2018 to 2024."""
    return drawn(rng, split, "xã", (2018, 2024))


def build(s: Setting, family: str, seed: int) -> Plan:
    """The plan."""
    rng = s.rng
    title = rng.choice((
        f"Tổ chức ra quân vệ sinh môi trường năm {s.year}",
        f"Phát động phong trào “Ngày Chủ nhật xanh” năm {s.year}",
        f"Ra quân tổng vệ sinh, chỉnh trang cảnh quan nông thôn xã {s.commune} năm {s.year}",
    ))  # fmt: skip
    w = writer(s, title, "VP")
    w.header = replace(w.header, recipients=w.header.recipients[:4])
    w.open()
    law = local(rng, "Kế hoạch", f"UBND huyện {s.district.name if s.district else ''}", "/KH-UBND", s.issued,
                "phát động phong trào bảo vệ môi trường nông thôn")  # fmt: skip
    w.body(s.citer.sentence("Thực hiện", law, f", UBND xã {s.commune} xây dựng Kế hoạch ra quân như sau:"))
    w.heading(0, "MỤC TIÊU")
    share, trees = rng.randrange(80, 100, 5), rng.randrange(100, 900, 50)
    w.bullet(Sentence(f"Có trên {share}% số hộ dân tham gia tổng vệ sinh khu dân cư;", (
        target("other", "số hộ dân tham gia tổng vệ sinh khu dân cư", s.area, share, "%", s.own, comparator="gt"),)))  # fmt: skip
    w.bullet(Sentence(f"Trồng mới ít nhất {count(trees, True)} cây xanh.", (
        target("other", "cây xanh trồng mới", s.area, trees, "cây", s.own, comparator="ge", basis="additional"),)))  # fmt: skip
    w.heading(0, "THỜI GIAN, NỘI DUNG")
    _days(w, s)
    w.heading(0, "PHÂN CÔNG NHIỆM VỤ")
    for task in rng.sample(tasks.CLEAN, rng.randint(3, 4)):
        lead = s.agencies[rng.choice(KEYS)]
        others = s.agencies.some(
            [k for k in KEYS if s.agencies.table[k][1] != lead and s.agencies.table[k][0] != lead], 1, 1
        )
        if rng.random() < 0.5:
            facts = (*assignments((lead,), "lead", task), *assignments(others, "coordinate", task))
            w.bullet(Sentence(capital(f"{lead} chủ trì, phối hợp với {series(others)} {task}."), facts))
        else:
            w.bullet(Sentence(capital(f"{lead} {task}."), assignments((lead,), "execute", task)))
    w.close_body()
    task = "triển khai thực hiện"
    w.body(Sentence(f"Yêu cầu các ban, ngành, đoàn thể và các thôn {task}./.",
                    assignments(("các ban, ngành, đoàn thể", "các thôn"), "execute", task)))  # fmt: skip
    w.sign()
    return w.plan(family, seed, replace(s.printing, size=13.0, leading=1.15, paragraph_gap=2.0))


def _days(w: Writer, s: Setting) -> None:
    rng = s.rng
    day = min(s.times.day(), s.last - timedelta(days=12))
    said = s.times.say_day(day)
    start = Due(f"ngày {said}", "on", day, day, "day")
    task = "tổ chức lễ ra quân tại trụ sở UBND xã"
    w.bullet(
        Sentence(f"Tổ chức lễ ra quân tại trụ sở UBND xã vào hồi 7 giờ 00 phút, ngày {said}.", (deadline(task, start),))
    )
    weekly = Due("sáng Chủ nhật hằng tuần", "recurring", None, None, "", recurrence="FREQ=WEEKLY;BYDAY=SU")
    task = "tổng vệ sinh đường làng ngõ xóm"
    w.bullet(Sentence(f"Các thôn {task} vào {weekly.text}.",
                      (deadline(task, weekly, ("các thôn",)), *assignments(("các thôn",), "execute", task))))  # fmt: skip
    last = day + timedelta(days=rng.randint(4, 9))
    year = rng.random() < 0.5
    due = Due(f"trước ngày {s.times.say_day(last, year)}", "before", None, last, "day", not year)
    task = f"gửi báo cáo kết quả về UBND xã (qua {s.agencies['office']})"
    w.bullet(Sentence(f"Các ngành, đoàn thể, các thôn {task} {due.text}.",
                      (deadline(task, due, ("các ngành, đoàn thể", "các thôn")),
                       *assignments(("các ngành, đoàn thể", "các thôn"), "execute", task))))  # fmt: skip
