"""Kept for the measure; see tools.plans.unseen."""

from __future__ import annotations

from datetime import date
from random import Random

from tools.plans.facts import assignments, deadline
from tools.plans.legal import Law
from tools.plans.model import Fact, Plan, Sentence
from tools.plans.times import Due
from tools.plans.unseen import aims, duties, filler
from tools.plans.unseen.aims import Aim
from tools.plans.unseen.bodies import together
from tools.plans.unseen.cites import LAWS, Paper, grounds, local
from tools.plans.unseen.duties import Jobs
from tools.plans.unseen.respell import respelt
from tools.plans.unseen.scene import Scene, drawn, written
from tools.plans.writer import Writer, capital

_TOPIC = "công tác cải cách hành chính"
Field = tuple[str, tuple[Aim, ...], tuple[tuple[str, str], ...]]
_FIELDS: tuple[Field, ...] = (
    ("Cải cách thể chế", (
        Aim("other", "up", "tỷ lệ văn bản được ban hành đúng trình tự, thủ tục", 95, 100, 1, who="văn bản được ban hành đúng trình tự, thủ tục"),
        Aim("other", "up", "tỷ lệ văn bản được rà soát", 90, 100, 2, who="văn bản còn hiệu lực được rà soát"),
    ), (
        ("justice", "rà soát, hệ thống hóa văn bản do HĐND, UBND huyện ban hành"), ("justice", "tự kiểm tra văn bản đã ban hành"),
        ("justice office", "góp ý dự thảo văn bản của cấp trên"), ("justice home", "tuyên truyền, phổ biến pháp luật cho cán bộ cấp xã"),
    )),
    ("Cải cách thủ tục hành chính", (
        Aim("other", "up", "tỷ lệ hồ sơ giải quyết đúng và trước hạn", 90, 99, 0.5, who="hồ sơ được giải quyết đúng và trước hạn"),
        Aim("other", "up", "tỷ lệ thủ tục hành chính được niêm yết công khai", 100, 100, who="thủ tục hành chính được niêm yết công khai"),
        Aim("other", "up", "mức độ hài lòng của người dân về thủ tục hành chính", 80, 95),
        Aim("other", "down", "tỷ lệ hồ sơ trễ hạn", 1, 5, 0.5),
    ), (
        ("office", "cập nhật, niêm yết bộ thủ tục hành chính mới"), ("office justice", "đơn giản hóa thủ tục trong lĩnh vực hộ tịch, chứng thực"),
        ("landoffice land", "rút ngắn thời gian giải quyết hồ sơ đất đai"), ("office home", "khảo sát sự hài lòng của tổ chức, cá nhân"),
        ("communes", "bố trí phòng tiếp nhận và trả kết quả theo quy định"), ("home", "kiểm tra bộ phận một cửa các xã, thị trấn"),
    )),
    ("Cải cách tổ chức bộ máy", (
        Aim("other", "down", "tỷ lệ văn bản ban hành chưa đúng thể thức", 2, 9, 0.5),
        Aim("other", "up", "tỷ lệ cơ quan có quy chế làm việc được sửa đổi", 90, 100, 5, who="cơ quan có quy chế làm việc được sửa đổi"),
    ), (
        ("home", "xây dựng đề án sắp xếp các đơn vị sự nghiệp"), ("home", "rà soát chức năng, nhiệm vụ của các phòng chuyên môn"),
        ("school home", "sáp nhập các điểm trường lẻ"), ("home inspect", "kiểm tra việc thực hiện quy chế làm việc"),
    )),
    ("Xây dựng đội ngũ cán bộ, công chức", (
        Aim("other", "up", "tỷ lệ cán bộ, công chức cấp xã đạt chuẩn", 80, 100, 2, who="cán bộ, công chức cấp xã đạt chuẩn"),
        Aim("other", "least", "bồi dưỡng nghiệp vụ", 2, 6, 1, "lớp", "lớp", verb="mở"),
    ), (
        ("home", "mở lớp bồi dưỡng kỹ năng giao tiếp cho công chức một cửa"), ("home", "tuyển dụng công chức còn thiếu ở các xã"),
        ("inspect home", "kiểm tra đột xuất việc chấp hành kỷ luật, kỷ cương"), ("home", "đánh giá, xếp loại cán bộ, công chức theo quy chế mới"),
    )),
    ("Cải cách tài chính công", (
        Aim("other", "up", "tỷ lệ đơn vị thực hiện cơ chế tự chủ", 80, 100, 5, who="đơn vị thực hiện cơ chế tự chủ"),
        Aim("other", "up", "tỷ lệ giải ngân vốn đầu tư công", 90, 100, 1),
    ), (
        ("finance", "thẩm định phương án tự chủ của các đơn vị sự nghiệp"), ("finance treasury", "đối chiếu, xử lý các khoản tạm ứng quá hạn"),
        ("tax finance", "công khai kết quả thu ngân sách trên địa bàn"),
    )),
    ("Hiện đại hóa nền hành chính", (
        Aim("other", "up", "tỷ lệ văn bản trao đổi dưới dạng điện tử", 60, 100, 5, who="văn bản trao đổi dưới dạng điện tử"),
        Aim("other", "up", "tỷ lệ hồ sơ tiếp nhận trực tuyến", 15, 70, 5, who="hồ sơ tiếp nhận trực tuyến"),
    ), (
        ("culture office", "nâng cấp trang thông tin điện tử của huyện"), ("office", "triển khai phần mềm quản lý văn bản đến các xã"),
        ("culture home", "tập huấn sử dụng phần mềm một cửa điện tử"), ("office communes", "duy trì hệ thống quản lý chất lượng theo tiêu chuẩn ISO"),
    )),
)  # fmt: skip
_MORE = (
    ("home", "tổng hợp, chấm điểm chỉ số cải cách hành chính của các xã"), ("finance", "bố trí kinh phí thực hiện các nhiệm vụ của Kế hoạch"),
    ("culture radio", "mở chuyên mục về cải cách hành chính trên sóng truyền thanh"), ("communes", "xây dựng và ban hành kế hoạch của địa phương"),
    ("office", "công khai số điện thoại đường dây nóng"), ("justice", "kiểm soát việc ban hành thủ tục mới"),
    ("inspect", "thanh tra trách nhiệm người đứng đầu trong thực hiện nhiệm vụ công vụ"), ("*", "phân công lãnh đạo trực tiếp chỉ đạo"),
    ("*", "tự đánh giá kết quả thực hiện của cơ quan mình"),
)  # fmt: skip
_DOERS = (
    "home",
    "office",
    "justice",
    "finance",
    "culture",
    "inspect",
    "land",
    "landoffice",
    "school",
    "treasury",
    "tax",
)
_HELP = ("home", "office", "justice", "finance", "culture", "front", "communes")
_PRODUCTS = ("Kế hoạch", "Báo cáo", "Quyết định của UBND huyện", "Văn bản hướng dẫn", "Tờ trình", "Biên bản kiểm tra")


def setting(rng: Random, split: str) -> Scene:
    """A district in any year of the decade and a half."""
    return drawn(rng, split, "huyện", (2012, 2013, 2014, 2015, 2016, 2017, 2018, 2019, 2020, 2022, 2023, 2024))


def build(x: Scene, family: str, seed: int) -> Plan:
    """The plan."""
    rng = x.rng
    title = rng.choice((
        f"Cải cách hành chính nhà nước năm {x.year} trên địa bàn huyện {x.name}", f"Thực hiện công tác cải cách hành chính năm {x.year}",
        f"Cải cách hành chính huyện {x.name} năm {x.year}",
    ))  # fmt: skip
    w = written(x, title, rng.choice(("NV", "VX", "")))
    w.open()
    _grounds(x, w)
    if rng.random() < 0.7:
        filler.purposes(x, w, _TOPIC)
    fields = [field for field in _FIELDS if rng.random() < 0.75] or list(_FIELDS[:2])
    way = rng.randrange(3)
    if way == 0:
        _by_field(x, w, fields)
    else:
        _goals(x, w, fields)
        if way == 1:
            _jobs(x, w, fields)
    if rng.random() < 0.4:
        filler.money(x, w)
    _duties(x, w)
    filler.close(x, w, f"cải cách hành chính năm {x.year}", rng.choice((
        ("Thủ trưởng các cơ quan chuyên môn", f"Chủ tịch {x.bodies['communes']}"), ("các cơ quan, đơn vị thuộc UBND huyện", x.bodies["communes"]),
    )))  # fmt: skip
    w.sign()
    if way == 2 or rng.random() < 0.3:
        _annex(x, w, fields)
    return respelt(w.plan(family, seed, x.printing), rng)


def _grounds(x: Scene, w: Writer) -> None:
    rng, year = x.rng, x.issued.year
    keys = [key for key in ("adm11", "adm16", "adm21", "window", "control", "local") if LAWS[key].on < x.issued]
    keys = [key for key in keys if not (key == "adm11" and year > 2020) and not (key == "adm16" and year > 2020)]
    papers: list[Law | Paper] = [LAWS[key] for key in rng.sample(keys, rng.randint(1, min(2, len(keys))))]
    papers.append(
        local(
            rng,
            "Kế hoạch",
            f"UBND tỉnh {x.province}",
            "/KH-UBND",
            x.issued,
            f"cải cách hành chính nhà nước năm {x.year}",
            "về việc",
        )
    )
    if rng.random() < 0.4:
        papers.append(
            local(
                rng,
                "Đề án",
                f"Ban Thường vụ Huyện ủy {x.name}",
                "-ĐA/HU",
                x.issued,
                "nâng cao chất lượng đội ngũ cán bộ, công chức",
            )
        )
    if rng.random() < 0.3:
        papers.append(
            local(
                rng,
                "Chỉ thị",
                "Chủ tịch UBND tỉnh",
                "/CT-UBND",
                x.issued,
                "tăng cường kỷ luật, kỷ cương hành chính",
                "về việc",
            )
        )
    request = local(rng, "Tờ trình", x.bodies["home"], "/TTr-NV", x.issued, "") if rng.random() < 0.35 else None
    grounds(w, x.cite, papers, rng.choice((
        f"UBND huyện {x.name} ban hành Kế hoạch cải cách hành chính năm {x.year} như sau:", "Ủy ban nhân dân huyện xây dựng Kế hoạch với các nội dung cụ thể như sau:",
    )), request)  # fmt: skip


def _by_field(x: Scene, w: Writer, fields: list[Field]) -> None:
    """Each field with its goals (a) and its tasks (b)."""
    rng = x.rng
    w.heading(0, rng.choice(("NỘI DUNG", "MỤC TIÊU VÀ NHIỆM VỤ", "NỘI DUNG, NHIỆM VỤ")))
    labels = rng.choice(
        (("Mục tiêu:", "Nhiệm vụ:"), ("Chỉ tiêu:", "Nội dung công việc:"), ("Mục tiêu", "Giải pháp, nhiệm vụ"))
    )
    for name, goals, tasks in fields:
        w.heading(1, name + rng.choice(("", ":")))
        w.heading(3, labels[0])
        for aim in aims.chosen(x, goals, len(goals)):
            w.bullet(aims.sentence(x, [aim], x.times.year_end(x.year) if rng.random() < 0.2 else None))
        w.heading(3, labels[1])
        jobs = Jobs.of(x, tasks)
        for _ in range(rng.randint(1, min(3, len(tasks)))):
            _job(x, w, jobs)


def _job(x: Scene, w: Writer, jobs: Jobs) -> None:
    rng = x.rng
    key, what = jobs.take([*_DOERS, "communes"])
    others = x.bodies.some(_HELP, 1, 2, key) if rng.random() < 0.5 else []
    due = x.times.finish() if rng.random() < 0.8 else None
    if due and rng.random() < 0.2:
        duties.labelled(x, w, what, (x.bodies[key],), others, due)
    else:
        w.bullet(*duties.task(x, what, (x.bodies[key],), others, due))


def _goals(x: Scene, w: Writer, fields: list[Field]) -> None:
    rng = x.rng
    w.heading(0, rng.choice(("MỤC TIÊU", "CHỈ TIÊU CỤ THỂ", f"MỤC TIÊU NĂM {x.year}")))
    every = [aim for _, goals, _ in fields for aim in goals]
    picked = aims.chosen(x, every, rng.randint(4, 8))
    if rng.random() < 0.3:
        rates = [aim for aim in picked if aim.way in {"up", "down"}]
        aims.sheet(x, w, rates, (x.year,))
        aims.bullets(x, w, [aim for aim in picked if aim not in rates])
        return
    aims.bullets(x, w, picked, (x.times.asked(x.year), x.times.year_end(x.year)))


def _jobs(x: Scene, w: Writer, fields: list[Field]) -> None:
    rng = x.rng
    w.heading(0, rng.choice(("NHIỆM VỤ TRỌNG TÂM", "CÁC NHIỆM VỤ CỤ THỂ", "NHIỆM VỤ")))
    headed = rng.random() < 0.3
    for name, _, tasks in fields:
        jobs = Jobs.of(x, tasks)
        key, what = jobs.take([*_DOERS, "communes"])
        if headed:
            due = x.times.finish()
            agency = x.bodies[key]
            w.heading(1, f"{name} ({agency} chủ trì):")
            w.bullet(
                Sentence(
                    f"{capital(what)}, hoàn thành {due.text}.",
                    (deadline(what, due, (agency,)), *assignments((agency,), "lead", what)),
                )
            )
            continue
        w.heading(1, name + rng.choice(("", ":", ".")))
        jobs = Jobs.of(x, tasks)
        for _ in range(rng.randint(1, 2)):
            _job(x, w, jobs)
    w.body(filler.trap(x))


def _duties(x: Scene, w: Writer) -> None:
    rng = x.rng
    w.heading(0, rng.choice(("TỔ CHỨC THỰC HIỆN", "PHÂN CÔNG THỰC HIỆN", "TRÁCH NHIỆM THỰC HIỆN")))
    jobs = Jobs.of(x, _MORE)
    for key in [
        *rng.sample(("home", "office", "justice", "finance", "culture", "inspect"), rng.randint(2, 4)),
        "communes",
    ]:
        name = x.bodies[key]
        whats = jobs.mine(key, rng.randint(1, 2))
        if not whats:
            continue
        dues = [x.times.finish() if rng.random() < 0.5 else None for _ in whats]
        if rng.random() < 0.4:
            w.heading(1, f"{name}:", duties.chain(x, name, [capital(whats[0]), *whats[1:]], dues))
            continue
        w.heading(1, name)
        for what, due in zip(whats, dues, strict=True):
            w.bullet(duties.own(x, what, name, x.bodies.some(_HELP[:5], 1, 2, key), due))
        if rng.random() < 0.3:
            w.bullet(duties.reports(x, name, "Chủ tịch UBND huyện"))
    if rng.random() < 0.65:
        w.heading(1, rng.choice(("Chế độ thông tin, báo cáo:", "Về chế độ báo cáo")))
        w.body(_report_days(x))


def _report_days(x: Scene) -> Sentence:
    """The days of the quarterly, half-yearly and yearly reports in one sentence."""
    rng, h = x.rng, x.times.hang
    who = rng.choice((x.bodies["communes"], "các cơ quan, đơn vị"))
    to = f"UBND huyện (qua {x.bodies['home']})"
    day = rng.choice((10, 15, 18, 20))
    half, whole = date(x.year, 6, rng.choice((10, 12, 15))), date(x.year, 12, rng.choice((5, 10, 15)))
    rule = f"FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY={day}"
    quarterly = Due(f"trước ngày {day} của tháng cuối quý", "recurring", None, None, "day", recurrence=rule)
    middle = Due(f"trước ngày {half.day}/6", "before", None, half, "day", inferred=True)
    end = Due(f"trước ngày {whole.day:02}/12/{x.year}", "before", None, whole, "day")
    what = ("báo cáo quý", "báo cáo 6 tháng", "báo cáo năm")
    said = rng.choice((
        f"{capital(who)} gửi báo cáo quý {quarterly.text}, báo cáo 6 tháng {middle.text}, báo cáo năm {end.text} về {to}.",
        f"{capital(who)} báo cáo kết quả thực hiện về {to}: báo cáo quý gửi {quarterly.text}; báo cáo 6 tháng gửi {middle.text}; báo cáo năm gửi {end.text}.",
    ))  # fmt: skip
    if h == "hàng":
        said = said.replace("báo cáo quý", "báo cáo hàng quý")
    facts = tuple(
        deadline(f"gửi {name}", due, (who,)) for name, due in zip(what, (quarterly, middle, end), strict=True)
    )
    return Sentence(said, (*facts, *assignments((who,), "execute", f"gửi báo cáo về {to}")))


def _annex(x: Scene, w: Writer, fields: list[Field]) -> None:
    """The tasks by field as a table, with a column for the product."""
    rng = x.rng
    w.annex(rng.choice(("PHỤ LỤC", "BIỂU CHI TIẾT NHIỆM VỤ")), f"Nhiệm vụ cải cách hành chính năm {x.year}",
            rng.choice((f"(Kèm theo Kế hoạch của UBND huyện {x.name})", "(Ban hành kèm theo Kế hoạch của Ủy ban nhân dân huyện)")))  # fmt: skip
    lines: list[tuple[tuple[str, ...], tuple[Fact, ...]]] = []
    number = 0
    for name, _, tasks in fields:
        lines.append((("", name, "", "", "", ""), ()))
        jobs = Jobs.of(x, tasks)
        for _ in range(rng.randint(1, 2)):
            key, what = jobs.take([*_DOERS, "communes"])
            number += 1
            lead, others, due = x.bodies[key], x.bodies.some(_HELP, 1, 2, key), x.times.label()
            cells = (str(number), capital(what), rng.choice(_PRODUCTS), lead, together(others, rng), capital(due.text))
            facts = (
                deadline(what, due, (lead,), others),
                *assignments((lead,), "lead", what),
                *assignments(others, "coordinate", what),
            )
            lines.append((cells, facts))
    heads = ("TT", "Nhiệm vụ", "Sản phẩm", "Chủ trì", "Phối hợp", "Thời gian hoàn thành")
    if rng.random() < 0.75:
        w.table(heads, lines, (0.06, 0.29, 0.15, 0.17, 0.18, 0.15))
    else:
        duties.flat(w, heads, lines, " | ")
