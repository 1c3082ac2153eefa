"""Kept for the measure; see tools.plans.unseen."""

from __future__ import annotations

from random import Random

from tools.plans.amounts import vi
from tools.plans.criteria import NAMES
from tools.plans.facts import deadline, progress, status, target
from tools.plans.legal import Law
from tools.plans.model import Fact, Plan, Sentence
from tools.plans.times import Due
from tools.plans.unseen import aims, duties, filler, standing
from tools.plans.unseen.aims import Aim
from tools.plans.unseen.cites import LAWS, Paper, grounds, local
from tools.plans.unseen.duties import Jobs
from tools.plans.unseen.moments import opening
from tools.plans.unseen.respell import respelt
from tools.plans.unseen.scene import Scene, drawn, written
from tools.plans.writer import Writer, capital

_TOPIC = "Chương trình xây dựng nông thôn mới"
_RATES = (
    Aim("criteria_per_commune", "up", "số tiêu chí bình quân toàn huyện", 11, 18.5, 0.1, "tiêu chí/xã", "tiêu chí/xã"),
    Aim("income_per_capita", "up", "thu nhập bình quân đầu người ở nông thôn", 18, 62, 0.5, "triệu đồng/người/năm", "triệu đồng/người/năm"),
    Aim("poverty_rate", "down", "tỷ lệ hộ nghèo của huyện", 1.2, 14, 0.1),
    Aim("health_insurance_rate", "up", "tỷ lệ dân số tham gia bảo hiểm y tế", 70, 98, 0.5, who="dân số tham gia bảo hiểm y tế"),
    Aim("clean_water_rate", "up", "tỷ lệ hộ dân nông thôn được dùng nước sạch", 35, 88, who="hộ dân nông thôn được dùng nước sạch"),
    Aim("cooperatives_effective_rate", "up", "tỷ lệ hợp tác xã hoạt động có hiệu quả", 45, 85, 5),
    Aim("other", "up", "tỷ lệ đường huyện được nhựa hóa", 60, 100, 5),
    Aim("other", "up", "tỷ lệ trường học các cấp đạt chuẩn quốc gia", 30, 80, 2, who="trường học các cấp đạt chuẩn quốc gia"),
    Aim("other", "up", "tỷ lệ xã có trạm y tế đạt chuẩn", 60, 100, 5, who="số xã có trạm y tế đạt chuẩn"),
    Aim("other", "up", "tỷ lệ chất thải rắn sinh hoạt nông thôn được thu gom", 45, 92, who="chất thải rắn sinh hoạt nông thôn được thu gom"),
)  # fmt: skip
_COUNTS = (
    Aim("ntm_commune_advanced", "more", "đạt chuẩn nông thôn mới nâng cao", 1, 3, 1, "xã", "xã", verb="có thêm"),
    Aim("ntm_hamlet", "more", "đạt chuẩn nông thôn mới", 3, 15, 1, "thôn", "thôn", verb="công nhận thêm"),
    Aim("ntm_hamlet_model", "least", "đạt chuẩn thôn nông thôn mới kiểu mẫu", 2, 8, 1, "thôn", "thôn", verb="có"),
    Aim("cooperatives_new", "more", "nông nghiệp", 1, 6, 1, "hợp tác xã", "hợp tác xã", verb="thành lập mới"),
    Aim("other", "more", "cho cán bộ cấp xã, thôn", 2, 6, 1, "lớp tập huấn", "lớp tập huấn", verb="mở thêm"),
)  # fmt: skip
_TASKS = (
    ("agri coordination", "tổng hợp nhu cầu đăng ký đạt chuẩn của các xã"), ("works", "thẩm định hồ sơ thiết kế các công trình giao thông nông thôn"),
    ("land", "hướng dẫn các xã lập phương án thu gom, xử lý rác thải"), ("finance", "phân bổ vốn đầu tư phát triển và vốn sự nghiệp cho các xã"),
    ("culture radio", "xây dựng chuyên mục nông thôn mới phát trên sóng truyền thanh"), ("labour", "khảo sát nhu cầu học nghề của lao động nông thôn"),
    ("school", "rà soát cơ sở vật chất các trường theo tiêu chuẩn quy định"), ("medical insurance", "giao chỉ tiêu phát triển thẻ bảo hiểm y tế cho từng xã"),
    ("home", "trình khen thưởng tập thể, cá nhân có nhiều đóng góp"), ("justice", "đánh giá, chấm điểm tiếp cận pháp luật của các xã"),
    ("police", "xây dựng xã an toàn về an ninh, trật tự"), ("army", "huy động lực lượng dân quân giúp dân làm đường, nạo vét kênh mương"),
    ("farmers women", "xây dựng mô hình chi hội thu gom phế liệu gây quỹ"), ("youth", "đảm nhận các công trình thanh niên thắp sáng đường quê"),
    ("communes", "lập kế hoạch thực hiện chi tiết đến từng thôn"), ("communes", "bố trí cán bộ theo dõi, cập nhật số liệu từng tiêu chí"),
    ("agri vet", "xây dựng mô hình chăn nuôi an toàn sinh học"), ("works communes", "lắp dựng biển báo, biển chỉ dẫn trên các tuyến đường xã"),
    ("statistics finance agri", "hướng dẫn phương pháp điều tra thu nhập"), ("office home", "thành lập đoàn kiểm tra việc thực hiện ở cơ sở"),
    ("*", "đôn đốc các xã hoàn thành tiêu chí do ngành phụ trách"), ("*", "hướng dẫn các xã hoàn thiện hồ sơ minh chứng của ngành"),
    ("*", "phân công cán bộ theo dõi, giúp đỡ các xã"),
)  # fmt: skip
_DOERS = ("agri", "finance", "works", "land", "labour", "culture", "school", "medical", "home", "justice", "police")
_HELP = ("finance", "works", "land", "front", "farmers", "women", "youth", "communes")


def setting(rng: Random, split: str) -> Scene:
    """A district in a year outside the changes of criteria."""
    return drawn(rng, split, "huyện", (2013, 2014, 2015, 2018, 2019, 2020, 2023, 2024, 2025))


def build(x: Scene, family: str, seed: int) -> Plan:
    """The plan."""
    rng = x.rng
    title = rng.choice((
        f"Thực hiện Chương trình xây dựng nông thôn mới huyện {x.name} năm {x.year}", f"Xây dựng nông thôn mới trên địa bàn huyện năm {x.year}",
        f"Triển khai nhiệm vụ trọng tâm xây dựng nông thôn mới năm {x.year}", f"Xây dựng xã đạt chuẩn nông thôn mới trên địa bàn huyện {x.name} năm {x.year}",
    ))  # fmt: skip
    w = written(x, title, rng.choice(("NN", "VPĐP", "")))
    w.open()
    _grounds(x, w)
    if rng.random() < 0.6:
        filler.purposes(x, w, _TOPIC)
    code = standing.commune_set(x.issued)
    names = x.communes(rng.randint(4, 7))
    cut = rng.randint(1, 2)
    done, rest = names[:cut], names[cut:]
    if rng.random() < 0.7:
        _state(x, w, code, done, rest)
        _goals(x, w, rest)
    else:
        _goals(x, w, rest)
        _state(x, w, code, done, rest)
    _roads(x, w, code, rest)
    district = standing.district_set(x.issued)
    if district and rng.random() < 0.5:
        _district(x, w, district)
    _tasks(x, w)
    if rng.random() < 0.4:
        filler.money(x, w)
    _duties(x, w)
    filler.close(x, w, f"xây dựng nông thôn mới năm {x.year}", rng.choice((
        ("các cơ quan, đơn vị", x.bodies["communes"]), ("các thành viên Ban Chỉ đạo huyện", x.bodies["communes"]), ("các phòng, ban, ngành", "các đoàn thể huyện"),
    )))  # fmt: skip
    w.sign()
    if rng.random() < 0.5:
        _annex(x, w, code, done)
    return respelt(w.plan(family, seed, x.printing), rng)


def _grounds(x: Scene, w: Writer) -> None:
    rng = x.rng
    keys = ("ntm09", "ntm10", "xa13", "p26") if x.issued.year < 2016 else ("ntm16", "xa16", "huyen16") if x.issued.year < 2022 else (
        "ntm21", "xa21", "huyen21", "nd27")  # fmt: skip
    papers: list[Law | Paper] = [LAWS[key] for key in rng.sample(keys, rng.randint(1, 2)) if LAWS[key].on < x.issued]
    papers.append(local(rng, rng.choice(("Kế hoạch", "Quyết định")), f"UBND tỉnh {x.province}", rng.choice(("/KH-UBND", "/QĐ-UBND")), x.issued,
                        f"xây dựng nông thôn mới năm {x.year}"))  # fmt: skip
    papers[-1] = _agreeing(papers[-1])
    if rng.random() < 0.6:
        papers.append(
            local(
                rng, "Chương trình", f"Ban Thường vụ Huyện ủy {x.name}", "-CTr/HU", x.issued, "xây dựng nông thôn mới"
            )
        )
    if rng.random() < 0.3:
        papers.append(local(rng, "Nghị quyết", "HĐND huyện", "/NQ-HĐND", x.issued, f"nhiệm vụ năm {x.year}"))
    request = local(rng, "Tờ trình", x.bodies["agri"], "/TTr-NN", x.issued, "") if rng.random() < 0.3 else None
    grounds(w, x.cite, papers, rng.choice((
        f"UBND huyện {x.name} ban hành Kế hoạch thực hiện với các nội dung chủ yếu sau:", f"UBND huyện xây dựng Kế hoạch xây dựng nông thôn mới năm {x.year} như sau:",
        f"Ủy ban nhân dân huyện {x.name} xây dựng Kế hoạch, cụ thể:",
    )), request)  # fmt: skip


def _agreeing(paper: Law | Paper) -> Paper:
    """The paper with the symbols of its kind."""
    symbol = "/KH-UBND" if paper.kind == "Kế hoạch" else "/QĐ-UBND"
    number = paper.number.partition("/")[0] + symbol if paper.number else ""
    return Paper(paper.kind, number, paper.on, paper.issuer, paper.subject, paper.link)


def _state(x: Scene, w: Writer, code: str, done: list[str], rest: list[str]) -> None:
    rng = x.rng
    w.heading(
        0,
        rng.choice(
            (
                f"KẾT QUẢ THỰC HIỆN ĐẾN HẾT NĂM {x.first.year - 1}",
                "THỰC TRẠNG",
                "ĐÁNH GIÁ KẾT QUẢ XÂY DỰNG NÔNG THÔN MỚI",
            )
        ),
    )
    parts: list[Sentence | str] = [standing.recognised(x, "xã", code, done)]
    if rng.random() < 0.4:
        decision, fact = x.cite.brief(local(rng, "Quyết định", "UBND tỉnh", "/QĐ-UBND", x.issued, ""))
        parts.append(Sentence(f"Việc công nhận được thực hiện theo {decision}.", (fact,)))
    w.body(*parts)
    others = x.communes(rng.randint(2, 5), (*done, *rest))
    if others and rng.random() < 0.35:
        w.body(standing.appraised(x, code, others.pop()))
    if others and rng.random() < 0.5:
        counts = [rng.randint(8, 18) for _ in others]
        said = ", ".join(f"{name} ({count}/19)" for name, count in zip(others, counts, strict=True))
        facts = tuple(
            progress("xã", name, code, count, 19, x.issued) for name, count in zip(others, counts, strict=True)
        )
        w.body(
            Sentence(
                f"{rng.choice(('Số tiêu chí đạt được của các xã', 'Mức độ đạt chuẩn của một số xã'))}: {said}.", facts
            )
        )
    if rng.random() < 0.5:
        filler.results(x, w, (("tỷ lệ hộ nghèo", 4, 13), ("tỷ lệ người dân tham gia bảo hiểm y tế", 70, 92), ("tỷ lệ thôn văn hóa", 60, 90)),
                       ("hội nghị tổng kết Chương trình", "hội thi tìm hiểu về nông thôn mới"))  # fmt: skip


def _goals(x: Scene, w: Writer, rest: list[str]) -> None:
    rng = x.rng
    assert x.district is not None
    w.heading(0, rng.choice((f"MỤC TIÊU NĂM {x.year}", "MỤC TIÊU CỤ THỂ", "CHỈ TIÊU THỰC HIỆN", "MỤC TIÊU")))
    total, more = len(x.district.communes), rng.randint(1, min(2, len(rest)))
    named = rest[:more]
    words, due = "xã đạt chuẩn nông thôn mới", x.times.asked(x.year)
    extra = target("ntm_commune", words, x.area, more, "xã", x.own, basis="additional", named=named)
    reached = rng.randint(total // 3, total - 1) if total > 4 else total - 1
    whole = target("ntm_commune", words, x.area, reached, "xã", due, of=total)
    way = rng.randrange(5)
    if way == 0:
        w.bullet(Sentence(f"Có thêm {more:02} xã đạt chuẩn nông thôn mới, gồm: {', '.join(named)}.", (extra,)))
    elif way == 1:
        w.bullet(Sentence(f"{opening(due).text}, có {reached}/{total} xã đạt chuẩn nông thôn mới.", (whole,)))
    elif way == 2:
        sum_up = target("ntm_commune", words, x.area, reached, "xã", x.own, basis="cumulative")
        w.bullet(
            Sentence(
                f"Phấn đấu có thêm {more:02} xã ({', '.join(named)}) đạt chuẩn nông thôn mới, nâng lũy kế số xã đạt chuẩn lên {reached} xã.",
                (extra, sum_up),
            )
        )
    elif way == 3:
        share = round(100 * reached / total, 1)
        rate = target("ntm_commune", "tỷ lệ xã đạt chuẩn", x.area, share, "%", due)
        w.bullet(
            Sentence(
                f"Phấn đấu {due.text} có {reached}/{total} xã ({vi(share)}%) đạt chuẩn nông thôn mới.", (whole, rate)
            )
        )
    else:
        low = rng.choice((8, 10, 12, 13))
        gone = target(
            "communes_below_criteria", f"xã đạt dưới {low} tiêu chí", x.area, 0, "xã", x.own, basis="reduce_to"
        )
        gain = target(
            "criteria_gain_per_commune",
            "mỗi xã tăng thêm",
            x.area,
            1,
            "tiêu chí/xã",
            x.own,
            comparator="range",
            high=2,
            basis="additional",
        )
        w.bullet(Sentence(f"Không còn xã đạt dưới {low} tiêu chí.", (gone,)))
        w.bullet(
            Sentence(
                rng.choice(("Mỗi xã tăng thêm từ 1 - 2 tiêu chí.", "Mỗi xã phấn đấu đạt thêm 1-2 tiêu chí.")), (gain,)
            )
        )
    counts = _COUNTS if x.issued.year > 2017 else _COUNTS[1:2] + _COUNTS[3:]
    picked = aims.chosen(x, _RATES, rng.randint(3, 6))
    if rng.random() < 0.25:
        aims.sheet(x, w, picked, (x.year,))
        picked = []
    aims.bullets(x, w, [*picked, *aims.chosen(x, counts, rng.randint(1, 3))], (due, x.times.asked(x.year)))


def _roads(x: Scene, w: Writer, code: str, rest: list[str]) -> None:
    rng = x.rng
    w.heading(0, rng.choice(("NỘI DUNG THỰC HIỆN", "LỘ TRÌNH CỦA CÁC XÃ", "NHIỆM VỤ CỤ THỂ ĐỐI VỚI CÁC XÃ")))
    first, style = rest[: rng.randint(2, 3)], rng.randrange(4)
    if rng.random() < 0.4:
        due = Due(f"năm {x.year}", "within", x.first, x.last, "year")
        fact = target(
            "ntm_commune",
            f"xã đăng ký đạt chuẩn nông thôn mới năm {x.year}",
            x.area,
            len(first),
            "xã",
            due,
            basis="additional",
            named=first,
        )
        w.heading(
            1,
            Sentence(
                f"Đối với {len(first):02} xã đăng ký đạt chuẩn nông thôn mới năm {x.year} ({', '.join(first)}):",
                (fact,),
            ),
        )
    else:
        w.heading(
            1,
            rng.choice(("Đối với các xã dự kiến về đích:", "Nhóm xã phấn đấu đạt chuẩn", "Các xã tập trung chỉ đạo:")),
        )
    for name in first:
        if rng.random() < 0.75:
            w.bullet(*standing.road(x, code, name, style))
        else:
            w.bullet(standing.expectation(x, "xã", code, name, rng.randint(14, 18), 19, x.times.finish()))
    later = rest[len(first) :]
    if not later:
        return
    w.heading(1, rng.choice(("Các xã còn lại:", "Đối với các xã còn lại", "Nhóm xã chưa đăng ký đạt chuẩn:")))
    head, on = standing.as_of(x)
    for name in later:
        w.bullet(standing.brief(x, code, name, standing.lacking(x, code, 3, 7), on, head))


def _district(x: Scene, w: Writer, code: str) -> None:
    """The district's own criteria as bullets with a verdict, or as a table."""
    rng = x.rng
    missing = standing.lacking(x, code, 1, 4)
    met = [n for n in range(1, 10) if n not in missing]
    w.heading(0, rng.choice(("KẾT QUẢ THỰC HIỆN CÁC TIÊU CHÍ CẤP HUYỆN", "THỰC HIỆN TIÊU CHÍ HUYỆN NÔNG THÔN MỚI")))
    counted = progress("huyện", x.name, code, len(met), 9, x.issued)
    w.body(
        Sentence(
            rng.choice(
                (
                    f"Huyện {x.name} đã đạt {len(met)}/9 tiêu chí, cụ thể như sau:",
                    f"Đến nay, huyện đạt {len(met)}/9 tiêu chí huyện nông thôn mới:",
                )
            ),
            (counted,),
        )
    )
    lines: list[tuple[tuple[str, str, str, str], tuple[Fact, ...]]] = []
    for number, name in enumerate(NAMES[code], 1):
        if number in met:
            lines.append(((str(number), name, "Đạt", ""), (status("huyện", x.name, code, number, True, x.issued),)))
            continue
        due = x.times.finish()
        facts = (
            status("huyện", x.name, code, number, False, x.issued, due=due),
            deadline(f"hoàn thành tiêu chí {name}", due),
        )
        lines.append(((str(number), name, "Chưa đạt", capital(due.text)), facts))
    way = rng.randrange(3)
    if way == 0:
        w.table(("TT", "Tiêu chí", "Kết quả", "Thời gian hoàn thành"), lines, (0.1, 0.44, 0.18, 0.28))
    elif way == 1:
        duties.flat(w, ("TT", "Tiêu chí", "Kết quả", "Thời gian hoàn thành"), lines, " | ")
    else:
        for (label, name, verdict, when), rows in lines:
            tail = f", phấn đấu hoàn thành tiêu chí {when[0].lower()}{when[1:]}" if when else ""
            w.bullet(Sentence(f"Tiêu chí số {label} về {name}: {verdict.lower()}{tail}.", rows))


def _tasks(x: Scene, w: Writer) -> None:
    rng = x.rng
    w.heading(0, rng.choice(("NHIỆM VỤ VÀ GIẢI PHÁP CHỦ YẾU", "MỘT SỐ NHIỆM VỤ TRỌNG TÂM", "CÁC NHIỆM VỤ CHỦ YẾU")))
    jobs = Jobs.of(x, _TASKS)
    for number in range(rng.randint(3, 6)):
        key, what = jobs.take(_DOERS)
        others = x.bodies.some(_HELP, 1, 3, key) if rng.random() < 0.5 else []
        due = x.times.finish() if rng.random() < 0.75 else None
        if due and rng.random() < 0.25:
            duties.labelled(x, w, what, (x.bodies[key],), others, due, heading=1)
        elif rng.random() < 0.5:
            w.heading(1, *duties.task(x, what, (x.bodies[key],), others, due))
        else:
            w.heading(1, *duties.task(x, what, (x.bodies[key],), others, due), filler.trap(x) if number == 1 else "")


def _duties(x: Scene, w: Writer) -> None:
    rng = x.rng
    w.heading(0, rng.choice(("TỔ CHỨC THỰC HIỆN", "TRÁCH NHIỆM CỦA CÁC CƠ QUAN, ĐƠN VỊ")))
    jobs = Jobs.of(x, _TASKS)
    keys = rng.sample(_DOERS, rng.randint(3, 4))
    for key in [*keys, "communes"]:
        name = x.bodies[key]
        whats = jobs.mine(key, rng.randint(1, 3))
        dues = [x.times.finish() if rng.random() < 0.5 else None for _ in whats]
        if rng.random() < 0.35:
            w.heading(1, f"{name}:", duties.chain(x, name, [capital(whats[0]), *whats[1:]], dues))
        else:
            w.heading(1, name + rng.choice(("", ":")))
            for what, due in zip(whats, dues, strict=True):
                w.bullet(duties.own(x, what, name, x.bodies.some(_HELP[3:7], 1, 2, key), due))
            if rng.random() < 0.5:
                w.bullet(duties.reports(x, name, f"UBND huyện (qua {x.bodies['agri']})"))


def _annex(x: Scene, w: Writer, code: str, done: list[str]) -> None:
    """A line for each commune left: count and what is missing."""
    rng = x.rng
    told = {
        fact.values["unit"]
        for p in w.paragraphs
        for said in p.sentences
        for fact in said.facts
        if fact.table == "progress"
    }
    names = x.communes(6, (*done, *told))
    if not names:
        return
    w.annex(rng.choice(("Phụ lục 1", "BIỂU SỐ 01")), rng.choice(("Kết quả thực hiện và lộ trình hoàn thành tiêu chí của các xã", "Tổng hợp số tiêu chí đạt và chưa đạt của các xã")),
            f"(Kèm theo Kế hoạch của UBND huyện {x.name})")  # fmt: skip
    lines = []
    for number, name in enumerate(names, 1):
        missing = standing.lacking(x, code, 1, 5)
        facts: tuple[Fact, ...] = standing.brief(x, code, name, missing, x.issued, "").facts
        cells = (
            str(number),
            rng.choice((name, name, f"Xã {name}")),
            f"{19 - len(missing)}/19",
            ", ".join(map(str, missing)),
        )
        lines.append((cells, facts))
    heads = ("STT", "Tên xã", "Số tiêu chí đạt", "Tiêu chí chưa đạt")
    if rng.random() < 0.6:
        w.table(heads, lines, (0.1, 0.34, 0.24, 0.32))
    else:
        duties.flat(w, heads, lines, rng.choice((" | ", " ")))
