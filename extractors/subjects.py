"""Who does what a clause says: the agencies that open it, and where its predicate begins.

`UBND huyện xây dựng …`, `Hằng tuần, BCĐ huyện tổ chức …`, `Giao Phòng Nội vụ chủ trì …`, `Đề nghị các thôn …`,
`… (Phòng Văn hóa hoàn thiện trước ngày …)`. An agency counts only where a task verb follows it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from data import loader
from extractors.agency import Agency, agency_name
from extractors.agency_phrases import agency_list
from extractors.agency_words import STOP_WORDS, is_state, is_stop_word, phrases, restriction
from extractors.letters import CAPITALS
from extractors.verbs import is_printed_task, opens_task, verb_at
from normalizers.keys import fold


@dataclass(frozen=True, slots=True)
class Subject:
    """The agencies of a clause, where its predicate starts, and how they were called upon.

    `call` is empty for plain doing, `order` for `giao`, `đề nghị`, `yêu cầu`, `request` for a proposal to a
    higher level (`Đề xuất cấp trên …`), `level` for a bare `Huyện`, `tỉnh`.
    """

    agencies: tuple[Agency, ...]
    predicate: int
    call: str = ""

    def names(self, text: str) -> tuple[str, ...]:
        """The agencies' names as printed."""
        return tuple(agency_name(text, agency) for agency in self.agencies)


_ORDER = re.compile(
    r"(?:[^;.]{0,160}?[,.:]\s*(?:(?:lam ro|xac dinh ro|neu cao|phat huy)\s)?)?(?P<word>giao cho"
    r"|giao nhiem vu(?: cu the)? cho|giao|phan cong nhiem vu cho|phan cong cho|phan cong|yeu cau"
    r"|de nghi|trach nhiem cua|trach nhiem|uy quyen cho|chi dao|de xuat|kien nghi)\s+(?=\w)"
)
_HIGHER = re.compile(
    r"(?:trung uong|chinh phu|thu tuong|(?:cac )?bo(?! phan)\b|cap tren|cap co tham quyen|quoc hoi"
    r"|(?:huyen|tinh)(?= (?:tham tra|tham dinh|xem xet|cong nhan|phe duyet)(?!\w)))"  # `đề nghị huyện thẩm tra`
)
_AFTER_AGENCY = re.compile(
    r"(?:\s*\([^()]{0,60}\))?(?:\s+do [^,;:]{5,60} lam (?:truong ban|to truong|truong doan|truong nhom)(?=,))?"
    r"[\s,.…]*(?:(?:duoc (?:giao|phan cong)|du kien|du dinh|phan dau|tu)\s+)?"
    r"(?:(?:moi|tung) (?:don vi|hoi|doan the|xa|truong|co quan|to chuc|nganh|phong|dia phuong)\s+)?"
)
_ADVERBIAL = re.compile(
    r"(?:hang|hang nam|hang thang|hang quy|hang tuan|dinh ky|tren co so|can cu|theo(?! doi)|trong|khi|sau khi|truoc khi"
    r"|doi voi|de|nham"
    r"|den|tu|vao|truoc|du kien|quy|nam|thang|ngay|neu|truong hop|dac biet|rieng|ngoai ra|dong thoi|tuy theo"
    r"|cung voi|thong qua"
    r"|ket qua|thoi gian|giai doan|kien toan|hop|cuoi|dau|giua|thuong xuyen|hoan thanh|phan dau|cham nhat|ngay sau"
    r"|tai|o|ngoai|tren day|ben canh|qua trinh|nhan duoc|huong toi|song song|truoc mat|ke tu|dip|nhan dip|voi|xet"
    r"|dua (?:tren|vao)"
    r"|suot|xuat phat|can cu|sau|tren tinh than)\b"
)
_LOOK = 320


def subject(text: str, key: str, start: int, end: int) -> Subject | None:
    """The subject of the clause `text[start:end]`; None where no agency is called upon."""
    step = _STEP.match(key, start, end)
    start = step.end() if step else start
    opening = _at(text, key, start, end) or _level_behind_time(key, start, end) or _behind_label(text, key, start, end)
    if opening:
        return _receiver(text, key, opening, end) or opening
    order = _ORDER.match(key, start, end)
    called = _called(text, key, order, end) if order else None
    later = None if called else _behind_adverbial(text, key, start, end)
    return called or (later and (_receiver(text, key, later, end) or later))


_STEP = re.compile(
    r"(?:\d{1,2}[.)] )?(?:buoc|viec|dot|giai doan)(?: so)? (?:\d{1,2}|[ivx]{1,4})\s?\.\s+"
)  # `Bước 2. Sở Y tế …`


def _behind_label(text: str, key: str, start: int, end: int) -> Subject | None:
    """`Chế độ báo cáo: các trường báo cáo …`: the subject behind a short label."""
    label = re.compile(r"(?!doi voi |xa |thon |huyen )[^:;,.()]{3,48}:\s+(?=\w)").match(key, start, end)
    if label is None:
        return None
    found = _at(text, key, label.end(), end)
    if found is None and not key.startswith("hop ", label.end()):  # `Bước 6: Họp Ban Chỉ đạo, bỏ phiếu`
        found = _behind_adverbial(text, key, label.end(), end)
    return found if found and found.call == "" else None


def _receiver(text: str, key: str, giver: Subject, end: int) -> Subject | None:
    """`UBND tỉnh yêu cầu các sở …`: whoever is asked to do it, not who asks."""
    asks = re.compile(r"(?:yeu cau|de nghi)\s").match(key, giver.predicate, end)
    order = _ORDER.match(key, giver.predicate, end) if asks else None
    found = _called(text, key, order, end) if order else None
    return found if found and found.call == "order" else None


def _at(text: str, key: str, at: int, end: int) -> Subject | None:
    found = agency_list(text, key, at, end)
    if found:
        last = found[-1]
        charged = _CHARGED.match(key, last.end, end) if key.startswith("cac ", found[0].start) else None
        if charged and re.match(r"[^,;.]{0,30}:", key[charged.end() : end]):
            return None
        if charged and (longer := _longer(text, key, last, end)):
            return Subject((*found[:-1], longer), longer.end + 1)
        predicate = _predicate(key, last.end, end)
        predicate = predicate or _any_doing(text, key, last, end)
        longer = None if predicate else _longer(text, key, last, end)
        if longer:
            found, predicate = [*found[:-1], longer], _predicate(key, longer.end, end)
        predicate = predicate or _unknown_doing(text, key, last, end)
        if predicate:
            return Subject(tuple(found), predicate)
    unit = _NAMED_UNIT.match(text, at, end)
    if unit and verb_at(key, unit.end() + 1) and not _REACHES.match(key, unit.end() + 1):
        units = _ONE_UNIT.finditer(text, at, unit.end())
        return Subject(tuple(Agency(*each.span()) for each in units), unit.end() + 1, "unit")
    level = _levels().match(key, at, end)
    if level and is_printed_task(text, key, level.end() + 1) and not key.startswith(("xa hoi", "thon xom"), at):
        return Subject((Agency(at, level.end()),), level.end() + 1, "level")
    return None


# `Các cơ quan được phân công báo cáo …`, `Các đồng chí Huyện ủy viên phụ trách xã dự …`: which of them
_CHARGED = re.compile(
    r" (?:theo dia ban )?(?:duoc (?:phan cong|giao)(?! chu tri| phoi hop)|phu trach (?:xa|thon|dia ban))(?!\w)"
)
_MORE_WORDS = 8


def _longer(text: str, key: str, agency: Agency, end: int) -> Agency | None:
    """The agency with the small words that its name goes on with before a task verb; None where none follows.

    `Trung tâm Phát triển quỹ đất và Cụm công nghiệp chủ trì`, `mỗi thôn có rừng thành lập`.
    """
    close, words = agency.end, 0
    restricted = restriction(text, key, agency.end, end)
    for word in re.compile(r"\s(?:[-–]\s)?([^\W_][\w-]*)").finditer(key, agency.end, end):
        begin = word.start(1)
        if word.start() != close or words >= _MORE_WORDS:
            return None
        doing = text[begin].islower() and opens_task(key, begin) and not key.endswith(" va", close - 3, close)
        if words and doing and not (restricted and words < 2):
            return Agency(agency.start, close)
        linked = key[begin : word.end()] != "va" and _opens_no_doing(text[begin : word.end()])
        if (linked and not restricted) or (linked and words > restricted):
            return None
        close, words = word.end(), words + 1
    return None


def _any_doing(text: str, key: str, agency: Agency, end: int) -> int:
    """Where the predicate starts behind a name that a level word closes (`Hội Nông dân xã trồng …`); 0 for none."""
    word = re.compile(r"\s([^\W\d_]+)(?=\s\w)").match(text, agency.end, end)
    if word is None or not word[1].islower() or not _CLOSED_NAME.search(key, agency.start, agency.end):
        return 0
    if restriction(text, key, agency.end, end) or not text[agency.start].isupper():
        return 0
    return 0 if _opens_no_doing(word[1]) else word.start(1)


def _unknown_doing(text: str, key: str, agency: Agency, end: int) -> int:
    """Where a predicate starts whose verb no lexicon holds (`Hội Phụ nữ đảm nhận …`, `các đơn vị phản ánh …`)."""
    gap = re.compile(r"(?:\s*\([^()]{0,60}\))?,?\s+").match(key, agency.end, end)
    word = re.compile(r"([^\W\d_]+)\s+\w").match(text, gap.end(), end) if gap else None
    if word is None or not word[1].islower() or "," in text[agency.end : word.start(1)]:
        return 0
    if _HEADS_ON.match(key, word.start(1), end):
        return 0
    open_name = re.search(r"[\w-]+(?: [\w-]+)?$", key[agency.start : agency.end])
    if open_name and verb_at(key[: agency.end], agency.start + open_name.start()) == agency.end:
        return 0  # `Phòng Quản lý đô thị`: the name goes on
    if restriction(text, key, agency.end, end) or phrases("noun").match(key, word.start(1), end):
        return 0
    return 0 if _opens_no_doing(word[1]) else word.start(1)


_HEADS_ON = re.compile(r"\w+(?: \w+){0,3}:")  # `Phòng Quản trị thiết bị: …`
_CLOSED_NAME = re.compile(r" (?:xa|phuong|thi tran|huyen|thi xa|thanh pho|quan|tinh|thon|xom|ap|khu pho)$")


def _opens_no_doing(printed: str) -> bool:
    return is_stop_word(printed) or is_state(printed)


# a commune that does something itself; what it reaches is its state or its goal
_UNIT = (
    rf"(?:[Xx]ã|[Pp]hường|[Tt]hị trấn|[Tt]hôn|[Xx]óm|[Ấấ]p|[Bb]ản) "
    rf"(?:[{CAPITALS}]\w*(?: [{CAPITALS}]\w*){{0,3}}|\d{{1,2}}(?![\w/.%]))"
)
_ONE_UNIT = re.compile(_UNIT)
_NAMED_UNIT = re.compile(rf"{_UNIT}(?:(?:,| và) {_UNIT})*(?= [^\W\d_])")
_REACHES = re.compile(
    r"(?:hoan thanh(?= (?:(?:cac|toan bo|ca|\d+) )*(?:tieu chi|chi tieu|muc tieu|\d{1,2}/\d|\d+ (?:tieu chi|chi tieu)"
    r"|ke hoach))"
    r"|phan dau|duy tri|dat|dang ky|tiep tuc|nang cao|co|giam|tang)(?!\w)"
)


def _predicate(key: str, at: int, end: int) -> int:
    """Where the predicate behind an agency starts; 0 where none does."""
    gap = _AFTER_AGENCY.match(key, at, end)
    begin = gap.end() if gap else at
    return begin if begin < end and begin > at and opens_task(key, begin) else 0


def _behind_address(key: str, at: int, end: int) -> int:
    """`Giao đồng chí Phó Chủ tịch …`: where the office starts."""
    found = re.compile(r"(?:dong chi|d/c|ong|ba)\s+").match(key, at, end)
    return found.end() if found else at


def _any_verb(text: str, key: str, at: int, end: int) -> int:
    """Behind an order any small word that is no link opens the task (`Giao Phòng Y tế khử khuẩn …`)."""
    word = re.compile(r"\s+([^\W\d_]+)").match(text, at, end)
    linked = word is None or not word[1].islower() or key[word.start(1) : word.end(1)] in STOP_WORDS
    return 0 if linked or word is None else word.start(1)


def _called(text: str, key: str, order: re.Match[str], end: int) -> Subject | None:
    word, begin = order["word"], _behind_address(key, order.end(), end)
    by_name = agency_list(text, key, order.end(), end)
    found = by_name if by_name and by_name[0].name_end else agency_list(text, key, begin, end)
    level = None if found else _levels().match(key, begin, end)
    close = found[-1].end if found else level.end() if level else 0
    predicate = (_predicate(key, close, end) or _any_verb(text, key, close, end)) if close else 0
    if not predicate:
        return None
    agencies = tuple(found) if found else (Agency(begin, close),)
    asked = word in ("de xuat", "kien nghi") or (word == "de nghi" and _HIGHER.match(key, order.end()))
    return Subject(agencies, predicate, "request" if asked else "order")


def _behind_adverbial(text: str, key: str, start: int, end: int) -> Subject | None:
    if not _ADVERBIAL.match(key, start, end):
        return None
    alone = re.compile(r"rieng(?: doi voi)? (?=\w)").match(key, start, end)
    if alone and (found := _at(text, key, alone.end(), end)):
        return found
    limit = min(end, start + _LOOK)
    for gap in re.compile(r"[,:]\s*|\s+").finditer(key, start, limit):
        at = gap.end()
        comma = gap[0][0] in ",:"
        if not comma and not text[at : at + 1].isupper():
            continue
        if key.count("(", start, at) > key.count(")", start, at) or "phoi hop voi" in key[start:at]:
            continue
        if _SHARE_OF.search(key, start, at):  # `95% cán bộ, công chức hoàn thành …`
            continue
        if key[gap.start() - 4 : gap.start()].strip() not in _BOUND:
            found = _at(text, key, at, end)
            if found and _decides_for_others(key, start, gap.start(), found):
                return None
            if found and (comma or found.call != "level") and not _is_object(key, gap.start(), comma):
                return found
    return None


# `…, báo cáo UBND tỉnh, Tổng cục Thuế xem xét, giải quyết`: those who decide on a report are given no task
_REPORTED_TO = re.compile(
    r"(?<!\w)(?:bao cao|trinh|gui|phan anh|kien nghi|de xuat|xin y kien|tham muu|thong bao)"
    r"(?: (?:ve|len|cho|den|voi|ngay))* (?:ubnd|hdnd|uy ban|hoi dong|thuong truc|chinh phu|thu tuong|chu tich"
    r"|(?:ban|bo|so|phong|cuc|tong cuc|co quan)(?!\w))[^,;:.]{0,60}$"
)
_DECIDES = re.compile(
    r"(?:de )?(?:xem xet|giai quyet|quyet dinh|cho y kien|chi dao|phe duyet|huong dan|thao go|xu ly)(?!\w)"
)


def _decides_for_others(key: str, start: int, at: int, found: Subject) -> bool:
    decides = _DECIDES.match(key, found.predicate) or _DECIDES.match(key, found.agencies[-1].end + 1)
    return decides is not None and _REPORTED_TO.search(key, start, at) is not None


_SHARE_OF = re.compile(r"\d\s?%[^,;:]{1,30},\s*$")
_BOUND = frozenset({"cua", "voi", "cho", "ve", "gui", "do", "tai", "va", "boi", "theo", "tu", "duoc", "bo"})


def _is_object(key: str, at: int, comma: bool) -> bool:
    """Whether what follows is spoken of, not called upon: `gửi Sở Y tế`, `03 tiêu chí là Trường học, Giáo dục`."""
    if key.endswith(("tieu chi la", "tieu chi gom"), 0, at):
        return True
    return not comma and bool(
        re.search(
            r"(?:cua|voi|cho|ve|gui|tai|va|boi|theo|trinh|bao cao|duoc|den|thuoc|tham muu|giup|phuc vu|de "
            r"nghi|yeu cau|cung|chi dao|kien toan|thanh lap|cung co)\s*$",
            key[:at][-12:],
        )
    )


def _level_behind_time(key: str, start: int, end: int) -> Subject | None:
    """`Dự kiến tháng 10/2019 huyện thẩm tra`: the bare level word behind a time."""
    found = re.compile(
        r"(?:du kien\s+)?(?:den\s+|trong\s+|vao\s+)*(?:(?:dau|giua|cuoi)\s+)?(?:thang|quy|nam"
        r"|ngay)\s[\d/ivx]+(?:\s+nam\s+\d{4})?,?\s+"
    ).match(key, start, end)
    level = _levels().match(key, found.end(), end) if found else None
    if level and opens_task(key, level.end() + 1):
        return Subject((Agency(level.start(), level.end()),), level.end() + 1, "level")
    return None


def bracketed(text: str, key: str, start: int, end: int) -> list[Subject]:
    """The subjects within brackets: `(Các phòng báo cáo, Văn phòng tổng hợp, hoàn thiện trước ngày …)`."""
    found: list[Subject] = []
    for bracket in re.compile(r"\(([^()]{6,300})\)").finditer(key, start, end):
        at = bracket.start(1)
        for part in re.compile(r"[^,;]+[,;]?\s*").finditer(key, at, bracket.end(1)):
            agent = _at(text, key, part.start(), bracket.end(1))
            if agent and not (found and agent.predicate <= found[-1].predicate):
                found.append(agent)
    return found


@cache
def _levels() -> re.Pattern[str]:
    words = [fold(row["phrase"]) for row in loader.table("agency_groups.tsv") if row["kind"] == "level"]
    return re.compile(rf"(?:{'|'.join(sorted(words, key=len, reverse=True))})(?= )")


def role_of(words: str) -> str:
    """The role by the first words of a mark-free predicate."""
    words = re.sub(r"^(?:(?:de nghi|yeu cau|co trach nhiem|chiu trach nhiem|chu dong)\s+)+", "", words)
    if re.match(r"(?:la |lam )?(?:co quan |don vi |dau moi,? )*(?:\w+,? ){0,3}?chu tri(?!\w)", words):
        return "lead"
    if re.match(r"(?:la |lam )(?:to truong|truong doan|truong nhom|truong ban|nhom truong)(?!\w)", words):
        return "lead"
    if re.match(
        r"(?:la |lam )?(?:co quan|don vi|bo phan) thuong truc(?![^;]* (?:co|chiu) (?:trach nhiem|nhiem vu))", words
    ):
        return "lead"
    if re.match(
        r"(?:tich cuc |chu dong |lam tot (?:cong tac )?|thuc hien tot (?:cong tac )?|cung )*phoi hop(?!\w)", words
    ):
        return "coordinate"
    if re.match(r"(?:\w+, ?|\w+ \w+, ?){0,2}(?:\w+ ){0,2}?tham muu(?!\w)", words):
        return "advise"
    return "execute"
