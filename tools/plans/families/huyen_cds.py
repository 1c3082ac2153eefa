"""A district's plan of digital transformation: targets of many kinds, dated works, agencies, annex of tasks."""

from __future__ import annotations

from random import Random

from tools.plans import prose, tasks, works
from tools.plans.facts import assignments
from tools.plans.families.xa_ntm import reporting
from tools.plans.goals import Goal, listed
from tools.plans.legal import NATIONAL, Law, local, preamble
from tools.plans.model import Plan, Sentence
from tools.plans.setting import Setting, drawn, writer
from tools.plans.writer import Writer

TOPIC = "chuyển đổi số"
LEADS = ("culture", "office", "home", "police", "finance", "school", "health", "media")
OTHERS = ("front", "youth", "women", "insurance", "statistics", "communes")
PERCENTS = (
    "tỷ lệ hồ sơ công việc cấp huyện được xử lý trên môi trường mạng",
    "tỷ lệ hồ sơ thủ tục hành chính tiếp nhận trực tuyến",
    "tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn",
    "tỷ lệ văn bản điện tử được ký số",
    "tỷ lệ người dân từ 15 tuổi trở lên có tài khoản thanh toán",
    "tỷ lệ dân số trưởng thành có điện thoại thông minh",
    "tỷ lệ hộ gia đình có kết nối internet băng rộng cáp quang",
    "tỷ lệ cán bộ, công chức được tập huấn kỹ năng số",
    "tỷ lệ cơ sở giáo dục triển khai thu học phí không dùng tiền mặt",
    "tỷ lệ dân số có hồ sơ sức khỏe điện tử",
)
COUNTS = (
    Goal("other", "xây dựng {} thông minh", "count", 1, 3, 1, "xã", "xã", "xã thông minh"),
    Goal("other", "đưa {} nông sản lên sàn thương mại điện tử", "count", 8, 30, 1, "sản phẩm", "sản phẩm", "sản phẩm nông sản lên sàn thương mại điện tử"),
    Goal("other", "tổ chức {} tập huấn cho Tổ công nghệ số cộng đồng", "count", 3, 9, 1, "lớp", "lớp", "lớp tập huấn cho Tổ công nghệ số cộng đồng"),
    Goal("other", "lắp đặt mới {} truyền thanh thông minh", "count", 5, 25, 1, "cụm loa", "cụm loa", "cụm loa truyền thanh thông minh lắp đặt mới"),
)  # fmt: skip
GROUPS = ("Phát triển chính quyền số", "Phát triển kinh tế số", "Phát triển xã hội số", "Hạ tầng số và an toàn thông tin",
          "Nhận thức số")  # fmt: skip


def setting(rng: Random, split: str) -> Setting:
    """A district in 2022-2024."""
    return drawn(rng, split, "huyện", (2022, 2024))


def build(s: Setting, family: str, seed: int) -> Plan:
    """The plan."""
    rng = s.rng
    title = rng.choice((
        f"Chuyển đổi số huyện {s.name} năm {s.year}",
        f"Thực hiện nhiệm vụ chuyển đổi số trên địa bàn huyện {s.name} năm {s.year}",
        f"Triển khai công tác chuyển đổi số năm {s.year}",
    ))  # fmt: skip
    w = writer(s, title, "VHTT")
    w.open()
    _preamble(w, s)
    prose.purpose(w, s, TOPIC)
    _targets(w, s)
    _tasks(w, s)
    if rng.random() < 0.5:
        prose.money(w, s)
    annex = rng.random() < 0.5
    _organisation(w, s, annex)
    w.sign()
    if annex:
        _annex(w, s)
    return w.plan(family, seed, s.printing)


def _preamble(w: Writer, s: Setting) -> None:
    rng = s.rng
    drawn_laws = rng.sample([NATIONAL["digital"], NATIONAL["p52"], NATIONAL["da06"]], 2)
    laws: list[Law] = [law for law in drawn_laws if law.on < s.issued]
    laws.append(
        local(
            rng,
            "Kế hoạch",
            f"UBND tỉnh {s.province}",
            "/KH-UBND",
            s.issued,
            f"chuyển đổi số tỉnh {s.province} năm {s.year}",
        )
    )
    if rng.random() < 0.5:
        laws.append(local(rng, "Nghị quyết", "Ban Thường vụ Huyện ủy", "-NQ/HU", s.issued,
                          "chuyển đổi số huyện đến năm 2025, định hướng đến năm 2030"))  # fmt: skip
    preamble(w, s.citer, laws, None, rng.choice((
        f"UBND huyện {s.name} ban hành Kế hoạch chuyển đổi số năm {s.year} như sau:",
        f"Ủy ban nhân dân huyện {s.name} xây dựng Kế hoạch triển khai với những nội dung cụ thể sau:",
    )))  # fmt: skip


def _targets(w: Writer, s: Setting) -> None:
    rng = s.rng
    w.heading(0, rng.choice(("MỤC TIÊU", f"CÁC CHỈ TIÊU CHỦ YẾU NĂM {s.year}", "MỤC TIÊU CỤ THỂ")))
    kinds = [Goal("other", words, "up", 45, 100, 5, "%", "%") for words in rng.sample(PERCENTS, rng.randint(4, 7))]
    kinds += rng.sample(COUNTS, rng.randint(1, 3))
    stated = [s.times.by_year(s.year), s.times.in_year(s.year)]
    if rng.random() < 0.5:
        half = len(kinds) // 2
        for name, part in (("Chính quyền số", kinds[:half]), ("Kinh tế số và xã hội số", kinds[half:])):
            w.heading(1, f"{name}:")
            listed(s, w.bullet, part, stated)
    else:
        listed(s, w.bullet, kinds, stated)


def _tasks(w: Writer, s: Setting) -> None:
    rng = s.rng
    w.heading(0, rng.choice(("NHIỆM VỤ TRỌNG TÂM", "NỘI DUNG, NHIỆM VỤ", "NHIỆM VỤ VÀ GIẢI PHÁP")))
    chosen = rng.sample(tasks.DIGITAL, rng.randint(5, 8))
    names = rng.sample(GROUPS, 3)
    for index, name in enumerate(names):
        w.heading(1, name)
        for task in chosen[index::3]:
            others = s.agencies.some(OTHERS, 1, 3)
            if rng.random() < 0.35:
                works.separate(w, s, task, s.agencies[rng.choice(LEADS)], others, s.times.any())
            else:
                due = s.times.finish() if rng.random() < 0.8 else None
                w.bullet(works.led(s, task, s.agencies[rng.choice(LEADS)], others if rng.random() < 0.6 else (), due))
        if rng.random() < 0.5:
            w.bullet(rng.choice(prose.NO_DEADLINES))


def _organisation(w: Writer, s: Setting, annex: bool) -> None:
    rng = s.rng
    w.heading(0, "TỔ CHỨC THỰC HIỆN")
    for key in [*rng.sample(LEADS, rng.randint(2, 3)), "communes"]:
        name = s.agencies[key]
        w.heading(1, name + rng.choice(("", ":")))
        for task in rng.sample(tasks.DIGITAL + tasks.GENERAL, 2):
            due = s.times.finish() if rng.random() < 0.5 else None
            w.bullet(works.duty(s, task.format(level="huyện"), (name,), s.agencies.some(OTHERS[:4], 1, 1), due))
        if rng.random() < 0.5:
            w.bullet(reporting(s, name, f"UBND huyện (qua {s.agencies['culture']})"))
    if annex:
        w.body("(Danh mục nhiệm vụ cụ thể tại Phụ lục kèm theo Kế hoạch)")
    w.close_body()
    who = ("các cơ quan, đơn vị", "UBND các xã, thị trấn")
    task = "triển khai thực hiện"
    text = f"Trên đây là Kế hoạch chuyển đổi số năm {s.year}, yêu cầu {', '.join(who)} {task}./."
    w.body(Sentence(text, assignments(who, "execute", task)))


def _annex(w: Writer, s: Setting) -> None:
    rng = s.rng
    w.annex("PHỤ LỤC", f"Danh mục nhiệm vụ chuyển đổi số năm {s.year}",
            f"(Ban hành kèm theo Kế hoạch của UBND huyện {s.name})")  # fmt: skip
    rows = [(task, s.agencies[rng.choice(LEADS)], s.agencies.some(OTHERS, 1, 2), s.times.any())
            for task in rng.sample(tasks.DIGITAL, rng.randint(4, 7))]  # fmt: skip
    works.schedule_table(w, s, rows)
