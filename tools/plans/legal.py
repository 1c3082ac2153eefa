"""Documents that plans rest on: national ones that exist, and local ones made up in form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tools.plans.facts import citation
from tools.plans.model import Fact, Sentence
from tools.plans.writer import Writer


@dataclass(frozen=True, slots=True)
class Law:
    """A cited document; `link` stands between issuer and subject (`về`, `về việc`, or nothing)."""

    kind: str
    number: str
    on: date
    issuer: str
    subject: str
    link: str = ""


PM = "Thủ tướng Chính phủ"
NATIONAL = {
    "ntm16": Law("Quyết định", "1600/QĐ-TTg", date(2016, 8, 16), PM,
                 "phê duyệt Chương trình mục tiêu quốc gia xây dựng nông thôn mới giai đoạn 2016 - 2020"),
    "xa16": Law("Quyết định", "1980/QĐ-TTg", date(2016, 10, 17), PM,
                "ban hành Bộ tiêu chí quốc gia về xã nông thôn mới giai đoạn 2016 - 2020", "về việc"),
    "huyen16": Law("Quyết định", "558/QĐ-TTg", date(2016, 4, 5), PM,
                   "ban hành Tiêu chí huyện nông thôn mới và Quy định thị xã, thành phố trực thuộc cấp tỉnh hoàn thành "
                   "nhiệm vụ xây dựng nông thôn mới", "về việc"),
    "ntm21": Law("Quyết định", "263/QĐ-TTg", date(2022, 2, 22), PM,
                 "phê duyệt Chương trình mục tiêu quốc gia xây dựng nông thôn mới giai đoạn 2021 - 2025"),
    "xa21": Law("Quyết định", "318/QĐ-TTg", date(2022, 3, 8), PM,
                "ban hành Bộ tiêu chí quốc gia về xã nông thôn mới và Bộ tiêu chí quốc gia về xã nông thôn mới nâng cao "
                "giai đoạn 2021 - 2025", "về việc"),
    "huyen21": Law("Quyết định", "320/QĐ-TTg", date(2022, 3, 8), PM,
                   "ban hành Bộ tiêu chí quốc gia về huyện nông thôn mới giai đoạn 2021 - 2025", "về"),
    "ocop18": Law("Quyết định", "490/QĐ-TTg", date(2018, 5, 7), PM,
                  "phê duyệt Chương trình Mỗi xã một sản phẩm giai đoạn 2018 - 2020"),
    "ocop19": Law("Quyết định", "1048/QĐ-TTg", date(2019, 8, 21), PM,
                  "ban hành Bộ Tiêu chí đánh giá, phân hạng sản phẩm Chương trình Mỗi xã một sản phẩm", "về việc"),
    "ocop21": Law("Quyết định", "919/QĐ-TTg", date(2022, 8, 1), PM,
                  "phê duyệt Chương trình Mỗi xã một sản phẩm giai đoạn 2021 - 2025"),
    "digital": Law("Quyết định", "749/QĐ-TTg", date(2020, 6, 3), PM,
                   "phê duyệt Chương trình Chuyển đổi số quốc gia đến năm 2025, định hướng đến năm 2030"),
    "p52": Law("Nghị quyết", "52-NQ/TW", date(2019, 9, 27), "Bộ Chính trị",
               "một số chủ trương, chính sách chủ động tham gia cuộc Cách mạng công nghiệp lần thứ tư", "về"),
    "da06": Law("Quyết định", "06/QĐ-TTg", date(2022, 1, 6), PM,
                "phê duyệt Đề án phát triển ứng dụng dữ liệu về dân cư, định danh và xác thực điện tử phục vụ chuyển đổi "
                "số quốc gia giai đoạn 2022 - 2025, tầm nhìn đến năm 2030"),
    "poor16": Law("Quyết định", "1722/QĐ-TTg", date(2016, 9, 2), PM,
                  "phê duyệt Chương trình mục tiêu quốc gia Giảm nghèo bền vững giai đoạn 2016 - 2020", "về việc"),
    "poor21": Law("Quyết định", "90/QĐ-TTg", date(2022, 1, 18), PM,
                  "phê duyệt Chương trình mục tiêu quốc gia Giảm nghèo bền vững giai đoạn 2021 - 2025"),
    "nd27": Law("Nghị định", "27/2022/NĐ-CP", date(2022, 4, 19), "Chính phủ",
                "quy định cơ chế quản lý, tổ chức thực hiện các chương trình mục tiêu quốc gia"),
    "nd07": Law("Nghị định", "07/2021/NĐ-CP", date(2021, 1, 27), "Chính phủ",
                "quy định chuẩn nghèo đa chiều giai đoạn 2021 - 2025"),
    "trees": Law("Quyết định", "524/QĐ-TTg", date(2021, 4, 1), PM,
                 "phê duyệt Đề án “Trồng một tỷ cây xanh giai đoạn 2021 - 2025”"),
    "forest": Law("Quyết định", "523/QĐ-TTg", date(2021, 4, 1), PM,
                  "phê duyệt Chiến lược phát triển lâm nghiệp Việt Nam giai đoạn 2021 - 2030, tầm nhìn đến năm 2050"),
    "env": Law("Luật", "", date(2020, 11, 17), "", "Bảo vệ môi trường"),
    "local": Law("Luật", "", date(2015, 6, 19), "", "Tổ chức chính quyền địa phương"),
}  # fmt: skip


class Citer:
    """Words of citations in one writer's habits."""

    def __init__(self, rng: Random):
        self.rng = rng
        self.worded = rng.random() < 0.3
        self.dot_dash = rng.random() < 0.5

    def day(self, on: date) -> str:
        """The date of a document."""
        month = f"{on.month:02}" if on.month < 3 else str(on.month)
        return f"{on.day:02} tháng {month} năm {on.year}" if self.worded else f"{on.day:02}/{month}/{on.year}"

    def words(self, law: Law) -> str:
        """The citation without its opening word and its end mark."""
        if law.kind == "Luật":
            return f"Luật {law.subject} ngày {self.day(law.on)}"
        subject = f" {law.link} {law.subject}" if law.link else f" {law.subject}" if law.subject else ""
        return f"{law.kind} số {law.number} ngày {self.day(law.on)} của {law.issuer}{subject}"

    def fact(self, law: Law, role: str = "basis") -> Fact:
        """The row of a citation."""
        return citation(self.words(law), law.kind, law.number, law.on, law.issuer, law.subject, role)

    def sentence(self, opening: str, law: Law, end: str, role: str = "basis") -> Sentence:
        """`Căn cứ …;`."""
        return Sentence(f"{opening} {self.words(law)}{end}", (self.fact(law, role),))


def local(rng: Random, kind: str, issuer: str, symbol: str, before: date, subject: str, link: str = "về") -> Law:
    """A document of a local body in the months before a plan; its number is made up."""
    return Law(
        kind, f"{rng.randint(3, 480)}{symbol}", before - timedelta(days=rng.randint(9, 200)), issuer, subject, link
    )


def preamble(writer: Writer, citer: Citer, laws: Sequence[Law], request: Law | None, purpose: str) -> None:
    """The preamble, in one of three ways, closed by what the issuer does (`purpose`)."""
    way = writer.rng.random()
    if way < 0.55:
        for index, law in enumerate(laws):
            opening = writer.rng.choice(("Căn cứ", "Căn cứ", "Thực hiện")) if index == len(laws) - 1 else "Căn cứ"
            writer.body(citer.sentence(opening, law, ";"))
        if request:
            writer.body(requested(citer, request))
        writer.body(purpose)
    elif way < 0.8:
        parts = [citer.words(law) for law in laws]
        first = f"Thực hiện {'; '.join(parts)}."
        writer.body(Sentence(first, tuple(citer.fact(law) for law in laws)), purpose)
    else:
        parts = [citer.words(law) for law in laws]
        joined = f"Căn cứ {'; '.join(parts[:-1])}; thực hiện {parts[-1]}, {purpose}"
        if len(parts) == 1:
            joined = f"Thực hiện {parts[0]}, {purpose}"
        writer.body(Sentence(joined, tuple(citer.fact(law) for law in laws)))


def requested(citer: Citer, law: Law) -> Sentence:
    """`Theo đề nghị của … tại Tờ trình số …`: no basis."""
    number = f"{law.kind} số {law.number} ngày {citer.day(law.on)}"
    fact = citation(number, law.kind, law.number, law.on, law.issuer, "", "mention")
    return Sentence(f"Theo đề nghị của {law.issuer} tại {number},", (fact,))
