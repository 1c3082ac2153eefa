"""Kept for the measure; see tools.plans.unseen."""

from __future__ import annotations

from datetime import date
from random import Random

from tools.plans.facts import assignments, deadline
from tools.plans.legal import Law
from tools.plans.model import Plan, Sentence
from tools.plans.times import Due
from tools.plans.unseen import aims, duties, filler
from tools.plans.unseen.aims import Aim
from tools.plans.unseen.cites import LAWS, Paper, grounds, local
from tools.plans.unseen.duties import Jobs
from tools.plans.unseen.moments import opening
from tools.plans.unseen.respell import respelt
from tools.plans.unseen.scene import REFORM, Scene, drawn, written
from tools.plans.writer import Writer, capital

_GOALS = (
    Aim("other", "up", "tỷ lệ hộ dân vùng nguy cơ nhận được thông tin cảnh báo", 90, 100, 2, who="hộ dân vùng nguy cơ nhận được thông tin cảnh báo"),
    Aim("other", "up", "tỷ lệ phương tiện đường thủy có trang bị cứu sinh", 80, 100, 5, who="phương tiện đường thủy có trang bị cứu sinh"),
    Aim("other", "up", "tỷ lệ trường học xây dựng phương án sơ tán", 80, 100, 10, who="trường học xây dựng phương án sơ tán"),
    Aim("other", "down", "tỷ lệ hộ có nhà ở thiếu kiên cố", 3, 12, 0.5),
    Aim("other", "up", "tỷ lệ diện tích lúa được chủ động tiêu úng", 60, 95, 5),
    Aim("other", "least", "xung kích", 1, 3, 1, "đội", "đội", verb="duy trì"),
    Aim("other", "more", "cảnh báo ngập sâu", 3, 12, 1, "biển", "biển", verb="lắp đặt thêm"),
    Aim("other", "least", "cho cán bộ và nhân dân", 1, 3, 1, "buổi diễn tập", "buổi diễn tập", verb="tổ chức"),
)  # fmt: skip
_BEFORE = (
    ("army guard", "kiện toàn đội xung kích phòng, chống thiên tai của xã"), ("land", "kiểm tra hiện trạng đê, kè, cống dưới đê"),
    ("land hamlets", "khơi thông dòng chảy các tuyến kênh tiêu"), ("hamlets", "rà soát danh sách các hộ phải di dời khi có ngập lụt"),
    ("finance", "ký hợp đồng nguyên tắc cung ứng lương thực, nhu yếu phẩm"), ("health", "chuẩn bị cơ số thuốc và phương tiện sơ cứu"),
    ("radio social", "thông báo số điện thoại trực ban đến từng thôn"), ("schools", "chặt tỉa cây xanh trong khuôn viên trường"),
    ("land office", "xây dựng phương án ứng phó với từng loại hình thiên tai"), ("hamlets youth", "phát quang hành lang lưới điện cùng ngành điện"),
    ("army", "huấn luyện sử dụng phương tiện cứu hộ"), ("finance land", "mua bổ sung {n} áo phao và {m} phao tròn"),
    ("land hamlets", "chuẩn bị {m} cọc tre và {k} bao tải đất"), ("police army", "thống kê phương tiện có thể huy động trong nhân dân"),
)  # fmt: skip
_AFTER = (
    ("land office", "thống kê, đánh giá thiệt hại của từng thôn"), ("health", "phun khử trùng các khu vực bị ngập"),
    ("front women", "tiếp nhận, phân bổ hàng cứu trợ đến các hộ dân"), ("hamlets youth", "dọn dẹp vệ sinh, khôi phục giao thông"),
    ("farmers land", "hướng dẫn nông dân khôi phục sản xuất vụ sau"), ("finance", "lập hồ sơ đề nghị hỗ trợ kinh phí khắc phục"),
    ("*", "tổng kết công tác của ngành, đơn vị mình"),
)  # fmt: skip
_DUTY = (
    ("army", "lập phương án huy động lực lượng, phương tiện"), ("police", "bảo đảm an ninh trật tự ở nơi sơ tán"),
    ("land", "theo dõi mực nước, đôn đốc tu bổ công trình thủy lợi"), ("health", "tổ chức trực cấp cứu"), ("social", "vận động ủng hộ các gia đình bị nạn"),
    ("finance", "dự trù kinh phí mua sắm vật tư"), ("radio", "tiếp sóng các bản tin dự báo"), ("schools", "dạy kỹ năng phòng tránh đuối nước cho học sinh"),
    ("front", "giám sát việc cứu trợ"), ("women", "chuẩn bị bếp ăn phục vụ người dân sơ tán"), ("youth", "thành lập đội thanh niên tình nguyện"),
    ("hamlets", "cắm mốc, rào chắn các điểm sạt lở"), ("hamlets", "lập tổ tự quản tuần tra các đoạn đê xung yếu"), ("farmers", "vận động nông dân thu hoạch sớm lúa, hoa màu"),
    ("*", "cử cán bộ tham gia Ban Chỉ huy"), ("*", "quán triệt nội dung Kế hoạch đến từng thành viên"),
)  # fmt: skip
_TRAPS = (
    "Chậm nhất 24 giờ sau khi thiên tai kết thúc phải có báo cáo sơ bộ tình hình thiệt hại.", "Khi có lệnh của cấp trên, phải triển khai ứng cứu trong vòng 30 phút.",
    "Việc tu bổ phải hoàn thành trước mùa mưa lũ.", "Các công trình đang thi công dở dang phải có phương án vượt lũ an toàn.",
    "Trước, trong và sau thiên tai phải nắm chắc tình hình, kịp thời xử lý các tình huống.",
)  # fmt: skip
_DOERS = ("land", "finance", "social", "army", "police", "health", "office", "radio")
_HELP = ("front", "women", "youth", "farmers", "veterans", "guard", "hamlets")


def setting(rng: Random, split: str) -> Scene:
    """A commune in any year, also one of those that stand since July 2025."""
    return drawn(
        rng,
        split,
        "xã",
        (2010, 2011, 2012, 2014, 2015, 2016, 2017, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2025, 2025),
    )


def build(x: Scene, family: str, seed: int) -> Plan:
    """The plan."""
    rng = x.rng
    topic = _topic(x)
    title = rng.choice(
        (
            f"{capital(topic)} năm {x.year}",
            f"Thực hiện công tác {topic} năm {x.year}",
            f"{capital(topic)} trên địa bàn xã {x.commune} năm {x.year}",
        )
    )
    w = written(x, title, rng.choice(("PCTT", "ĐC", "")))
    w.open()
    _grounds(x, w, topic)
    if rng.random() < 0.6:
        filler.purposes(x, w, f"công tác {topic}")
    if rng.random() < 0.7:
        _last_year(x, w)
    if rng.random() < 0.6:
        w.heading(0, rng.choice(("MỤC TIÊU", "MỤC TIÊU, CHỈ TIÊU", f"CHỈ TIÊU NĂM {x.year}")))
        aims.bullets(x, w, aims.chosen(x, _GOALS, rng.randint(2, 5)), (x.times.asked(x.year),))
    _phases(x, w)
    if rng.random() < 0.5:
        filler.money(x, w)
    _duties(x, w)
    filler.close(x, w, f"{topic} năm {x.year}", rng.choice((
        ("các ban, ngành, đoàn thể", "các thôn"), ("các thành viên Ban Chỉ huy", "Trưởng các thôn"), ("cán bộ, công chức", "nhân dân trong xã"),
    )))  # fmt: skip
    w.sign()
    if rng.random() < 0.35:
        _annex(x, w)
    return respelt(w.plan(family, seed, x.printing), rng)


def _topic(x: Scene) -> str:
    if x.issued.year < 2014:
        return "phòng, chống lụt, bão và tìm kiếm cứu nạn"
    return x.rng.choice(("phòng, chống thiên tai và tìm kiếm cứu nạn", "phòng chống thiên tai - tìm kiếm cứu nạn"))


def _grounds(x: Scene, w: Writer, topic: str) -> None:
    rng = x.rng
    keys = [key for key in ("disaster", "nd160", "nd66", "warn", "ct42", "local") if LAWS[key].on < x.issued]
    keys = [key for key in keys if key != "nd160" or x.issued.year < 2021]
    papers: list[Law | Paper] = [LAWS[key] for key in rng.sample(keys, min(len(keys), rng.randint(1, 3)))]
    papers.append(
        local(
            rng,
            "Chỉ thị",
            f"Chủ tịch UBND tỉnh {x.province}",
            "/CT-UBND",
            x.issued,
            f"tăng cường công tác {topic}",
            "về việc",
        )
    )
    if x.district:
        papers.append(
            local(
                rng,
                rng.choice(("Kế hoạch", "Công văn")),
                f"UBND huyện {x.district.name}",
                "/UBND-NN",
                x.issued,
                f"công tác {topic} năm {x.year}",
            )
        )
        if papers[-1].kind == "Kế hoạch":
            paper = papers[-1]
            number = paper.number.partition("/")[0]
            papers[-1] = Paper(paper.kind, f"{number}/KH-UBND" if number else "", paper.on, paper.issuer, paper.subject)
    elif rng.random() < 0.6:
        papers.append(
            local(
                rng,
                "Nghị quyết",
                f"HĐND xã {x.commune}",
                "/NQ-HĐND",
                REFORM.replace(month=8, day=2),
                "nhiệm vụ 6 tháng cuối năm 2025",
            )
        )
        paper = papers[-1]
        if paper.on and paper.on < REFORM:
            papers[-1] = Paper(paper.kind, paper.number, min(x.issued, date(2025, 7, 14)), paper.issuer, paper.subject)
    grounds(w, x.cite, papers, rng.choice((
        f"UBND xã {x.commune} xây dựng Kế hoạch {topic} năm {x.year} như sau:", f"Ủy ban nhân dân xã {x.commune} ban hành Kế hoạch với nội dung cụ thể sau:",
    )))  # fmt: skip


def _last_year(x: Scene, w: Writer) -> None:
    """What happened last year: days and figures that are neither deadlines nor goals."""
    rng, year = x.rng, x.first.year - 1
    w.heading(0, rng.choice(("TÌNH HÌNH THIÊN TAI", f"ĐẶC ĐIỂM TÌNH HÌNH THIÊN TAI NĂM {year}", "TÌNH HÌNH CHUNG")))
    day, month = rng.randint(3, 20), rng.randint(8, 11)
    w.body(*rng.sample((
        f"Đợt mưa lớn từ ngày {day}/{month} đến ngày {day + rng.randint(2, 5)}/{month}/{year} làm ngập {rng.randint(12, 90)} ha lúa và hoa màu.",
        f"Năm {year}, trên địa bàn xã xảy ra {rng.randint(2, 5):02} đợt thiên tai, {rng.randint(3, 40)} nhà bị tốc mái.",
        f"Cơn bão số {rng.randint(3, 10)} đổ bộ vào tháng {month}/{year} gây sạt lở nhiều đoạn đường liên thôn.",
        filler.past(x, "hội nghị tổng kết công tác của Ban Chỉ huy xã"),
    ), rng.randint(2, 3)))  # fmt: skip


def _filled(x: Scene, what: str) -> str:
    return what.format(
        n=x.rng.randint(20, 60),
        m=x.rng.randint(30, 90),
        k=f"{x.rng.choice((500, 800, 1200, 2000)):,}".replace(",", "."),
    )


def _phases(x: Scene, w: Writer) -> None:
    """Before, during and after; the first phase's heading may give the time of all its tasks."""
    rng = x.rng
    w.heading(0, rng.choice(("NHIỆM VỤ, GIẢI PHÁP", "NỘI DUNG THỰC HIỆN", "CÁC NHIỆM VỤ CHỦ YẾU")))
    jobs = Jobs.of(x, [(who, _filled(x, what)) for who, what in _BEFORE])
    number = rng.randint(3, 6)
    if rng.random() < 0.35:
        due = _headed(x)
        w.heading(1, rng.choice((f"Giai đoạn chuẩn bị ({due.text}):", f"Công tác phòng ngừa, thực hiện {due.text}:")))
        for _ in range(number):
            key, what = jobs.take([*_DOERS, "hamlets", "schools"])
            agency = x.bodies[key]
            text = rng.choice(
                (f"{capital(agency)} {what}.", f"{capital(what)} ({agency} thực hiện).", f"Giao {agency} {what}.")
            )
            w.bullet(Sentence(text, (deadline(what, due, (agency,)), *assignments((agency,), "execute", what))))
    else:
        w.heading(1, rng.choice(("Công tác phòng ngừa", "Trước mùa mưa bão:", "Giai đoạn phòng ngừa")))
        for _ in range(number):
            _job(x, w, jobs, [*_DOERS, "hamlets", "schools"])
        if rng.random() < 0.5:
            w.bullet(rng.choice(_TRAPS))
    w.heading(1, rng.choice(("Công tác ứng phó", "Khi có thiên tai xảy ra:", "Giai đoạn ứng phó")))
    w.bullet(_watch(x))
    for text in rng.sample(_TRAPS, rng.randint(1, 2)):
        w.bullet(text)
    w.heading(1, rng.choice(("Công tác khắc phục hậu quả", "Sau thiên tai:", "Giai đoạn khắc phục")))
    jobs = Jobs.of(x, _AFTER)
    for _ in range(rng.randint(1, 3)):
        _job(x, w, jobs, [*_DOERS, "front", "hamlets", "farmers"], 0.35)


def _headed(x: Scene) -> Due:
    """A heading's time: a month, a span or a limit."""
    return x.times.draw(x.times.before_day, x.times.span, x.times.by_month, x.times.month)


def _job(x: Scene, w: Writer, jobs: Jobs, keys: list[str], dated: float = 0.8) -> None:
    rng = x.rng
    key, what = jobs.take(keys)
    others = x.bodies.some(_HELP, 1, 2, key) if rng.random() < 0.4 else []
    due = x.times.finish() if rng.random() < dated else None
    if due and rng.random() < 0.12:
        duties.labelled(x, w, what, (capital(x.bodies[key]),), others, due)
    elif due and rng.random() < 0.2:
        w.bullet(*duties.task(x, what, (), (), due))
    else:
        w.bullet(*duties.task(x, what, (x.bodies[key],), others, due))


def _watch(x: Scene) -> Sentence:
    """The watch: over a span, from a day on, or at a frequency."""
    rng = x.rng
    what = "trực ban 24/24 giờ tại trụ sở UBND xã"
    agency = rng.choice((x.bodies["office"], x.bodies["army"]))
    way = rng.randrange(3)
    if way == 2:
        often = x.times.often()[0]
        what = "kiểm tra vật tư dự trữ tại các thôn"
        text = rng.choice((f"{capital(often.text)}, {agency} {what}.", f"{capital(agency)} {what} {often.text}."))
        return Sentence(text, (deadline(what, often, (agency,)), *assignments((agency,), "execute", what)))
    due = x.times.span() if way == 0 else x.times.start()
    text = rng.choice((f"{opening(due).text}, {agency} {what}.", f"{capital(agency)} {what} {due.text}."))
    return Sentence(text, (deadline(what, due, (agency,)), *assignments((agency,), "execute", what)))


def _duties(x: Scene, w: Writer) -> None:
    rng = x.rng
    w.heading(0, rng.choice(("TỔ CHỨC THỰC HIỆN", "PHÂN CÔNG NHIỆM VỤ", "TRÁCH NHIỆM CỦA CÁC NGÀNH, ĐOÀN THỂ")))
    jobs = Jobs.of(x, _DUTY)
    keys = rng.sample(
        ("army", "police", "land", "health", "social", "finance", "radio", "schools", "front", "women", "youth"),
        rng.randint(3, 6),
    )
    for key in [*keys, "hamlets"]:
        name = capital(x.bodies[key])
        whats = jobs.mine(key, rng.randint(1, 2))
        dues = [x.times.finish() if rng.random() < 0.4 else None for _ in whats]
        if rng.random() < 0.5:
            w.heading(1, f"{name}:", duties.chain(x, name, [capital(whats[0]), *whats[1:]], dues))
            continue
        w.heading(1, name + rng.choice(("", ":")))
        for what, due in zip(whats, dues, strict=True):
            w.bullet(duties.own(x, what, name, x.bodies.some(_HELP[:4], 1, 2, key), due))
    if rng.random() < 0.6:
        w.heading(1, rng.choice(("Chế độ báo cáo:", "Thông tin báo cáo")))
        w.body(duties.reports(x, x.bodies["hamlets"], "Ban Chỉ huy xã", headed=False), rng.choice(_TRAPS))


def _annex(x: Scene, w: Writer) -> None:
    rng = x.rng
    w.annex(
        rng.choice(("PHỤ LỤC", "PHỤ LỤC 1")),
        rng.choice(("Phân công thực hiện các nội dung phòng ngừa", "Tiến độ thực hiện Kế hoạch")),
    )
    jobs = Jobs.of(x, [(who, _filled(x, what)) for who, what in _BEFORE])
    entries = []
    for _ in range(rng.randint(3, 6)):
        key, what = jobs.take([*_DOERS, "hamlets", "schools"])
        entries.append((what, (x.bodies[key],), x.bodies.some(_HELP, 1, 2, key), x.times.label()))
    duties.plan_table(x, w, entries)
