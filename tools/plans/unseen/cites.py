"""Cited documents in the words of the families kept for the measure: national ones that exist, local ones made up.

Source of the national ones: Công báo.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tools.plans.facts import citation
from tools.plans.legal import NATIONAL, Law
from tools.plans.model import Fact, Sentence
from tools.plans.writer import Writer

PM, GOV, PARTY = "Thủ tướng Chính phủ", "Chính phủ", "Ban Chấp hành Trung ương"
LAWS = NATIONAL | {
    "ntm09": Law("Quyết định", "491/QĐ-TTg", date(2009, 4, 16), PM, "ban hành Bộ tiêu chí quốc gia về nông thôn mới", "về việc"),
    "ntm10": Law("Quyết định", "800/QĐ-TTg", date(2010, 6, 4), PM,
                 "phê duyệt Chương trình mục tiêu quốc gia về xây dựng nông thôn mới giai đoạn 2010 - 2020", "về việc"),
    "xa13": Law("Quyết định", "342/QĐ-TTg", date(2013, 2, 20), PM,
                "sửa đổi một số tiêu chí của Bộ tiêu chí quốc gia về nông thôn mới", "về việc"),
    "p26": Law("Nghị quyết", "26-NQ/TW", date(2008, 8, 5), PARTY, "nông nghiệp, nông dân, nông thôn", "về"),
    "adm11": Law("Nghị quyết", "30c/NQ-CP", date(2011, 11, 8), GOV,
                 "ban hành Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2011 - 2020"),
    "adm16": Law("Quyết định", "225/QĐ-TTg", date(2016, 2, 4), PM,
                 "phê duyệt Kế hoạch cải cách hành chính nhà nước giai đoạn 2016 - 2020"),
    "adm21": Law("Nghị quyết", "76/NQ-CP", date(2021, 7, 15), GOV,
                 "ban hành Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030"),
    "window": Law("Nghị định", "61/2018/NĐ-CP", date(2018, 4, 23), GOV,
                  "thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục hành chính", "về"),
    "control": Law("Nghị định", "63/2010/NĐ-CP", date(2010, 6, 8), GOV, "kiểm soát thủ tục hành chính", "về"),
    "disaster": Law("Luật", "", date(2013, 6, 19), "", "Phòng, chống thiên tai"),
    "nd160": Law("Nghị định", "160/2018/NĐ-CP", date(2018, 10, 29), GOV,
                 "quy định chi tiết thi hành một số điều của Luật Phòng, chống thiên tai"),
    "nd66": Law("Nghị định", "66/2021/NĐ-CP", date(2021, 7, 6), GOV,
                "quy định chi tiết thi hành một số điều của Luật Phòng, chống thiên tai và Luật sửa đổi, bổ sung một số "
                "điều của Luật Phòng, chống thiên tai và Luật Đê điều"),
    "warn": Law("Quyết định", "18/2021/QĐ-TTg", date(2021, 4, 22), PM,
                "dự báo, cảnh báo, truyền tin thiên tai và cấp độ rủi ro thiên tai", "quy định về"),
    "ct42": Law("Chỉ thị", "42-CT/TW", date(2020, 3, 24), "Ban Bí thư",
                "tăng cường sự lãnh đạo của Đảng đối với công tác phòng ngừa, ứng phó, khắc phục hậu quả thiên tai", "về"),
    "coop12": Law("Luật", "", date(2012, 11, 20), "", "Hợp tác xã"),
    "coop23": Law("Luật", "", date(2023, 6, 20), "", "Hợp tác xã"),
    "nd193": Law("Nghị định", "193/2013/NĐ-CP", date(2013, 11, 21), GOV, "quy định chi tiết một số điều của Luật Hợp tác xã"),
    "p13": Law("Nghị quyết", "13-NQ/TW", date(2002, 3, 18), PARTY,
               "tiếp tục đổi mới, phát triển và nâng cao hiệu quả kinh tế tập thể", "về"),
    "p20": Law("Nghị quyết", "20-NQ/TW", date(2022, 6, 16), PARTY,
               "tiếp tục đổi mới, phát triển và nâng cao hiệu quả kinh tế tập thể trong giai đoạn mới", "về"),
    "coop14": Law("Quyết định", "2261/QĐ-TTg", date(2014, 12, 15), PM,
                  "phê duyệt Chương trình hỗ trợ phát triển hợp tác xã giai đoạn 2015 - 2020", "về việc"),
    "coop20": Law("Quyết định", "1804/QĐ-TTg", date(2020, 11, 13), PM,
                  "phê duyệt Chương trình hỗ trợ phát triển kinh tế tập thể, hợp tác xã giai đoạn 2021 - 2025"),
    "coop21": Law("Quyết định", "340/QĐ-TTg", date(2021, 3, 12), PM,
                  "phê duyệt Chiến lược phát triển kinh tế tập thể, hợp tác xã giai đoạn 2021 - 2030"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paper:
    """A local body's document; number or date may be missing as long as the rest names it."""

    kind: str
    number: str
    on: date | None
    issuer: str
    subject: str
    link: str = "về"


class Citing:
    """Words of citations in one writer's habits."""

    def __init__(self, rng: Random):
        self.rng = rng
        self.worded = rng.random() < 0.35
        self.zero = rng.random() < 0.5
        self.so = rng.random() < 0.85
        self.short_vv = rng.random() < 0.15

    def day(self, on: date) -> str:
        """The date of a document."""
        month = f"{on.month:02}" if on.month < 3 or self.zero else str(on.month)
        day = f"{on.day:02}"
        return f"{day} tháng {month} năm {on.year}" if self.worded else f"{day}/{month}/{on.year}"

    def words(self, paper: Law | Paper) -> str:
        """The citation without its opening word and end mark."""
        link = paper.link
        if link == "về việc" and self.short_vv:
            link = "V/v"
        subject = f" {link} {paper.subject}" if link and paper.subject else f" {paper.subject}" if paper.subject else ""
        if paper.kind == "Luật":
            return f"Luật {paper.subject} ngày {self.day(paper.on)}" if paper.on else f"Luật {paper.subject}"
        number = (" số " if self.so else " ") + paper.number if paper.number else ""
        on = f" ngày {self.day(paper.on)}" if paper.on else ""
        return f"{paper.kind}{number}{on} của {paper.issuer}{subject}"

    def fact(self, paper: Law | Paper, role: str = "basis", quote: str = "") -> Fact:
        """The row of a citation."""
        return citation(
            quote or self.words(paper), paper.kind, paper.number, paper.on, paper.issuer, paper.subject, role
        )

    def brief(self, paper: Law | Paper) -> tuple[str, Fact]:
        """A mention in running text, without its subject."""
        bare = Paper(paper.kind, paper.number, paper.on, paper.issuer, "", "")
        return self.words(bare), self.fact(bare, "mention")


def local(rng: Random, kind: str, issuer: str, symbol: str, before: date, subject: str, link: str = "về") -> Paper:
    """A document of a local body before a plan; now and then without its date, or without its number."""
    on = before - timedelta(days=rng.randint(12, 210))
    number = f"{rng.randint(2, 690):02}{symbol}"
    if rng.random() < 0.1:
        return Paper(kind, number, None, issuer, subject, link)
    if rng.random() < 0.06 and kind in {"Nghị quyết", "Kế hoạch"}:
        return Paper(kind, "", None, issuer, subject, link)
    return Paper(kind, number, on, issuer, subject, link)


def grounds(w: Writer, cite: Citing, papers: Sequence[Law | Paper], purpose: str, request: Paper | None = None) -> None:
    """The preamble in one of five ways, closed by what the issuer does (`purpose`)."""
    way = w.rng.randrange(5)
    if way == 4 and not _twin(papers):
        way = 0
    if way in {0, 1}:
        for index, paper in enumerate(papers):
            end = "." if way == 1 and index == len(papers) - 1 and not request else ";"
            head = w.rng.choice(("Căn cứ", "Thực hiện")) if index else "Căn cứ"
            w.body(_ground(cite, head, paper, end))
        if request:
            w.body(_request(cite, request))
        w.body(purpose)
    elif way == 2:
        facts = tuple(cite.fact(paper) for paper in papers)
        joined = "; ".join(cite.words(paper) for paper in papers)
        w.body(Sentence(f"{w.rng.choice(('Thực hiện', 'Thực hiện', 'Căn cứ'))} {joined}.", facts))
        w.body(purpose)
    elif way == 3:
        *front, last = papers
        facts = tuple(cite.fact(paper) for paper in papers)
        opening = "; ".join(cite.words(paper) for paper in front)
        text = f"Căn cứ {opening} và thực hiện {cite.words(last)}, {purpose}" if front else (
            f"Thực hiện {cite.words(last)}, {purpose}")  # fmt: skip
        w.body(Sentence(text, facts))
    else:
        first, second = _twin(papers)
        rest = [paper for paper in papers if paper not in (first, second)]
        w.body(_both(cite, first, second))
        for paper in rest:
            w.body(_ground(cite, "Căn cứ", paper, ";"))
        w.body(purpose)


def _ground(cite: Citing, head: str, paper: Law | Paper, end: str) -> Sentence:
    tail = (
        cite.rng.choice(("", "", "", " (sau đây gọi tắt là Kế hoạch của cấp trên)")) if paper.kind == "Kế hoạch" else ""
    )
    return Sentence(f"{head} {cite.words(paper)}{tail}{end}", (cite.fact(paper),))


def _twin(papers: Sequence[Law | Paper]) -> tuple[Law | Paper, ...]:
    """Two decisions of the Prime Minister, if there are."""
    found = [paper for paper in papers if paper.kind == "Quyết định" and paper.issuer == PM]
    return tuple(found[:2]) if len(found) > 1 else ()


def _both(cite: Citing, first: Law | Paper, second: Law | Paper) -> Sentence:
    """`các Quyết định của Thủ tướng Chính phủ: số … ngày … về …; số … ngày … về …`."""
    parts, facts = [], []
    for paper in (first, second):
        assert paper.on is not None
        link = f"{paper.link} " if paper.link else ""
        part = f"số {paper.number} ngày {cite.day(paper.on)} {link}{paper.subject}"
        parts.append(part)
        facts.append(cite.fact(paper, quote=part))
    return Sentence(f"Căn cứ các Quyết định của {PM}: {'; '.join(parts)};", tuple(facts))


def _request(cite: Citing, paper: Paper) -> Sentence:
    number = f"{paper.kind} số {paper.number}" + (f" ngày {cite.day(paper.on)}" if paper.on else "")
    fact = citation(number, paper.kind, paper.number, paper.on, paper.issuer, "", "mention")
    head = cite.rng.choice(
        (f"Xét đề nghị của {paper.issuer} tại {number},", f"Theo đề nghị của {paper.issuer} tại {number}.")
    )
    return Sentence(head, (fact,))
