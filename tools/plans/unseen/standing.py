"""How units stand with the criteria, in the words of the families kept for the measure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tools.plans.criteria import NAMES
from tools.plans.facts import NO_DUE, assignments, deadline, implied, progress, status
from tools.plans.model import Fact, Sentence
from tools.plans.times import Due
from tools.plans.unseen.duties import flat
from tools.plans.unseen.scene import Scene
from tools.plans.writer import Writer, capital

_LACKS = {
    2: ("mặt đường ngõ xóm còn hẹp, chưa được cứng hóa hết", "đường nội đồng chủ yếu là đường đất"),
    3: ("kênh mương nội đồng chưa được kiên cố", "một số tuyến kênh bị bồi lắng"),
    5: ("trường tiểu học còn thiếu phòng chức năng", "trường mầm non chưa có nhà bếp đạt yêu cầu"),
    6: ("chưa có sân thể thao của xã", "nhà văn hóa một số thôn đã xuống cấp"),
    7: ("chợ xã chưa được nâng cấp",),
    9: ("còn hộ ở nhà tạm",),
    10: ("thu nhập của người dân thấp hơn mức quy định",),
    11: ("số hộ nghèo còn nhiều",),
    13: ("hợp tác xã chưa ký được hợp đồng tiêu thụ sản phẩm", "chưa có tổ hợp tác làm ăn có hiệu quả"),
    15: ("số người mua thẻ bảo hiểm y tế còn ít",),
    17: ("nghĩa trang chưa được quy hoạch", "nước thải chăn nuôi chưa được xử lý"),
    18: ("trình độ một số cán bộ chưa đạt chuẩn",),
}
_DISTRICT_LACKS = {
    1: ("quy hoạch vùng huyện đang trình thẩm định",),
    2: ("một số tuyến đường huyện chưa vào cấp",),
    5: ("chưa đủ tỷ lệ trường trung học phổ thông đạt chuẩn", "trung tâm văn hóa - thể thao đang xây dựng"),
    6: ("chưa hình thành vùng sản xuất tập trung được cấp chứng nhận",),
    7: ("khu xử lý rác tập trung chưa hoàn thành",),
}
INDICATORS = {
    "xa-2009-2015": {2: "2.3", 5: "5.1", 6: "6.1", 15: "15.1", 17: "17.4"},
    "xa-2016-2020": {2: "2.4", 5: "5.1", 6: "6.2", 13: "13.2", 17: "17.3"},
    "xa-2021-2025": {2: "2.4", 5: "5.1", 6: "6.2", 13: "13.4", 17: "17.5"},
}


def commune_set(on: date) -> str:
    """The set by which communes are judged on a day."""
    if on < date(2016, 10, 17):
        return "xa-2009-2015"
    return "xa-2016-2020" if on < date(2022, 3, 8) else "xa-2021-2025"


def district_set(on: date) -> str:
    """The set by which districts are judged on a day; there is none before April 2016."""
    if on < date(2016, 4, 5):
        return ""
    return "huyen-2016-2020" if on < date(2022, 3, 8) else "huyen-2021-2025"


def as_of(x: Scene) -> tuple[str, date]:
    """`Đến nay`, `Tính đến …`: the words and the day."""
    end = date(x.issued.year - 1, 12, 31)
    return x.rng.choice((
        ("Đến nay", x.issued), ("Hiện nay", x.issued), ("Tính đến thời điểm hiện tại", x.issued),
        (f"Tính đến hết năm {end.year}", end), (f"Tính đến {x.cite.day(end)}", end), (f"Đến cuối năm {end.year}", end),
        ("Qua kết quả tự đánh giá", x.issued),
    ))  # fmt: skip


def lacking(x: Scene, code: str, low: int = 1, high: int = 5) -> list[int]:
    """Criteria that a unit does not meet yet."""
    pool = _DISTRICT_LACKS if code.startswith("huyen") else _LACKS
    free = sorted(pool)
    return sorted(x.rng.sample(free, x.rng.randint(low, min(high, len(free)))))


def reason(x: Scene, code: str, number: int) -> str:
    """What is missing, as said."""
    return x.rng.choice((_DISTRICT_LACKS if code.startswith("huyen") else _LACKS)[number])


def one(x: Scene, code: str, number: int, style: int) -> str:
    """A criterion's name in one of the lists' styles."""
    name = NAMES[code][number - 1]
    return (f"Tiêu chí {number}. {name}", f"Tiêu chí số {number:02} ({name})", f"Tiêu chí {name}", f"TC{number} - {name}",
            f"Tiêu chí thứ {number}: {name}")[style]  # fmt: skip


def verdicts(x: Scene, w: Writer, code: str, unit: str, missing: Sequence[int], on: date) -> None:
    """All criteria as bullets or items, each with its verdict; unmet ones with reason and time."""
    rng, style = x.rng, x.rng.randrange(5)
    good, bad = rng.choice(
        (("đạt", "chưa đạt"), ("đã đạt", "chưa đạt"), ("Đạt", "Chưa đạt"), ("đạt chuẩn", "chưa đạt chuẩn"))
    )
    form = rng.choice(("{}: {}", "{} - {}", "{} ({})", "{}: tự đánh giá {}"))
    numbered = rng.random() < 0.3
    for number in range(1, len(NAMES[code]) + 1):
        head = one(x, code, number, style)
        if number not in missing:
            said = Sentence(form.format(head, good) + ".", (status("xã", unit, code, number, True, on),))
            w.item(f"{number})", said) if numbered else w.bullet(said)
            continue
        why, due = reason(x, code, number), x.times.finish() if rng.random() < 0.6 else None
        fact = status("xã", unit, code, number, False, on, reason=why, due=due or NO_DUE)
        parts = [
            Sentence(
                form.format(head, bad) + rng.choice((", do {}.", "; nguyên nhân: {}.", " vì {}.")).format(why), (fact,)
            )
        ]
        if due:
            what = f"hoàn thành tiêu chí {NAMES[code][number - 1]}"
            text = rng.choice(("Phấn đấu {} {}.", "Xã phấn đấu {} {}.", "Dự kiến {} {}."))
            row = deadline(
                what,
                due.maybe() if text.startswith("Dự kiến") else due,
                (f"xã {unit}",) if text.startswith("Xã") else (),
            )
            parts.append(Sentence(text.format(what, due.text), (row,)))
        w.item(f"{number})", *parts) if numbered else w.bullet(*parts)
        _indicator(x, w, code, unit, number, on)


def _indicator(x: Scene, w: Writer, code: str, unit: str, number: int, on: date) -> None:
    which = INDICATORS[code].get(number)
    if not which or x.rng.random() < 0.55:
        return
    why = reason(x, code, number)
    text = x.rng.choice(
        ("Chỉ tiêu {i} chưa đạt ({r}).", "Còn chỉ tiêu {i} chưa đạt: {r}.", "Chỉ tiêu {i}: chưa đạt, {r}.")
    )
    fact = status("xã", unit, code, number, False, on, indicator=which, reason=why)
    w.bullet(Sentence(text.format(i=which, r=why), (fact,)), depth=1)


def ledger(x: Scene, w: Writer, code: str, unit: str, missing: Sequence[int], on: date) -> None:
    """The criteria as a table with a column for the verdict and one for the time, ruled or as lines."""
    rng = x.rng
    heads = rng.choice((("TT", "Tên tiêu chí", "Kết quả", "Thời gian hoàn thành"), ("Tiêu chí số", "Nội dung tiêu chí",
                         "Hiện trạng", "Dự kiến hoàn thành"), ("STT", "Tiêu chí", "Đánh giá", "Lộ trình")))  # fmt: skip
    lines: list[tuple[tuple[str, ...], tuple[Fact, ...]]] = []
    for number, name in enumerate(NAMES[code], 1):
        if number not in missing:
            lines.append(((str(number), name, "Đạt", ""), (status("xã", unit, code, number, True, on),)))
            continue
        due = x.times.label()
        while due.relation in {"on", "from"}:
            due = x.times.label()
        if heads[3].startswith("Dự kiến"):
            due = due.maybe()
        row = deadline(f"hoàn thành tiêu chí {name}", due)
        fact = status("xã", unit, code, number, False, on, due=due)
        lines.append(((str(number), name, "Chưa đạt", capital(due.text)), (fact, row)))
    if rng.random() < 0.6:
        w.table(heads, lines, (0.12, 0.44, 0.18, 0.26))
    else:
        flat(w, heads, lines, rng.choice((" | ", " | ", " ")))


def by_name(x: Scene, w: Writer, code: str, unit: str, missing: Sequence[int], on: date, words: str) -> None:
    """Prose that names the criteria, with or without their numbers."""
    rng = x.rng
    met = [n for n in range(1, len(NAMES[code]) + 1) if n not in missing]
    whole = len(NAMES[code])
    form = rng.choice(("{name}", "{name}", "{name} ({n})", "số {n} - {name}"))

    def listed(numbers: Sequence[int]) -> str:
        return "; ".join(form.format(n=n, name=NAMES[code][n - 1]) for n in numbers)

    counted = progress("xã", unit, code, len(met), whole, on)
    good = tuple(status("xã", unit, code, n, True, on) for n in met)
    bad = tuple(status("xã", unit, code, n, False, on) for n in missing)
    first = rng.choice(("{w}, xã {u} đã đạt {m}/{t} tiêu chí, gồm các tiêu chí: {l}.",
                        "{w}, trong {t} tiêu chí, xã đã hoàn thành {m}/{t} tiêu chí là: {l}."))  # fmt: skip
    second = rng.choice(("Các tiêu chí chưa hoàn thành: {l}.", "Còn {k} tiêu chí chưa đạt là: {l}.", "Chưa đạt: {l}."))
    w.body(
        Sentence(first.format(w=words, u=unit, m=len(met), t=whole, l=listed(met)), (counted, *good)),
        Sentence(second.format(k=f"{len(missing):02}", l=listed(missing)), bad),
    )


def by_group(x: Scene, w: Writer, code: str, unit: str, missing: Sequence[int], on: date, words: str) -> None:
    """The count, then the five groups of criteria, each with what is met and what is not, by number."""
    groups = (("quy hoạch", (1,)), ("hạ tầng kinh tế - xã hội", range(2, 10)), ("kinh tế và tổ chức sản xuất", range(10, 14)),
              ("văn hóa - xã hội - môi trường", range(14, 18)), ("hệ thống chính trị", (18, 19)))  # fmt: skip
    met = 19 - len(missing)
    text = x.rng.choice(("{w}, số tiêu chí đạt chuẩn của xã là {m}/19 tiêu chí, cụ thể từng nhóm như sau:",
                         "{w}, xã {u} đạt {m}/19 tiêu chí. Cụ thể:"))  # fmt: skip
    w.body(Sentence(text.format(w=words, m=met, u=unit), (progress("xã", unit, code, met, 19, on),)))
    for name, numbers in groups:
        good = [n for n in numbers if n not in missing]
        bad = [n for n in numbers if n in missing]
        parts = [f"đã đạt các tiêu chí số {', '.join(map(str, good))}"] if good else []
        parts += [f"chưa đạt các tiêu chí số {', '.join(map(str, bad))}"] if bad else []
        facts = (
            *(status("xã", unit, code, n, True, on) for n in good),
            *(status("xã", unit, code, n, False, on) for n in bad),
        )
        text = f"Nhóm {name}: {'; '.join(parts)}.".replace("các tiêu chí số 1.", "tiêu chí số 1.")
        w.bullet(Sentence(text, facts))


def brief(x: Scene, code: str, unit: str, missing: Sequence[int], on: date, words: str) -> Sentence:
    """The count and the numbers of what is missing."""
    rng = x.rng
    met, k = 19 - len(missing), f"{len(missing):02}" if rng.random() < 0.6 else str(len(missing))
    numbers = rng.choice((", ", "; ", ",")).join(map(str, missing))
    text = rng.choice((
        "{w} xã {u} đạt {m}/19 tiêu chí, còn lại {k} tiêu chí chưa đạt là các tiêu chí: {n}.",
        "{w}, xã {u} đã đạt chuẩn {m}/19 tiêu chí; {k} tiêu chí chưa đạt ({n}).",
        "{w}, số tiêu chí xã {u} đạt được: {m}/19; chưa đạt các tiêu chí số {n}.",
    )).format(w=words, u=unit, m=met, k=k, n=numbers)  # fmt: skip
    facts = (progress("xã", unit, code, met, 19, on), *(status("xã", unit, code, n, False, on) for n in missing),
             *implied("xã", unit, code, 19, missing, on))  # fmt: skip
    return Sentence(text, facts)


def road(x: Scene, code: str, unit: str, style: int) -> tuple[Sentence, ...]:
    """A commune's way to its recognition: count, what is missing, when it is met, when it is recognised."""
    rng, missing = x.rng, lacking(x, code, 1, 4)
    met = 19 - len(missing)
    own, final = sorted((x.times.finish(), x.times.finish()), key=lambda due: due.end or x.last)
    numbers = ", ".join(map(str, missing))
    head = ("Xã {u}: hiện đạt {m}/19 tiêu chí", "Xã {u} ({m}/19 tiêu chí)", "Xã {u} đã đạt được {m}/19 tiêu chí",
            "{u}: đạt {m}/19 tiêu chí")[style].format(u=unit, m=met)  # fmt: skip
    tail = rng.choice((", còn thiếu tiêu chí {n}.", "; chưa đạt: {n}.", ", còn {k} tiêu chí chưa đạt: số {n}.",
                       "; các tiêu chí còn lại phải hoàn thành gồm: {n}.")).format(n=numbers, k=f"{len(missing):02}")  # fmt: skip
    facts: list[Fact] = [progress("xã", unit, code, met, 19, x.issued, "expected", final)]
    facts += [status("xã", unit, code, n, False, x.issued, due=own) for n in missing]
    facts += implied("xã", unit, code, 19, missing, x.issued)
    what, then = "hoàn thành các tiêu chí còn thiếu", rng.choice(("hoàn thiện hồ sơ, trình UBND tỉnh công nhận",
                                                                  "thẩm tra, đề nghị tỉnh thẩm định, công nhận"))  # fmt: skip
    maybe = rng.random() < 0.3
    early = own.maybe() if maybe else own
    second = f"Dự kiến xã {what} {own.text}." if maybe else rng.choice((
        f"Xã tập trung {what} {own.text}.", f"Xã phấn đấu {what} {own.text}.", f"{capital(own.text)} xã phải {what}."))  # fmt: skip
    third = rng.choice((f"UBND huyện {then} {final.text}.", f"{capital(final.text)}, UBND huyện {then}."))
    done = deadline(then, final, ("UBND huyện",), (), unit)
    return (
        Sentence(head + tail, tuple(facts)),
        Sentence(second, (deadline(f"xã {what}", early, (f"xã {unit}",), (), unit),)),
        Sentence(third, (done, *assignments(("UBND huyện",), "execute", then))),
    )


def recognised(x: Scene, level: str, code: str, units: Sequence[str]) -> Sentence:
    """Units that are recognised already."""
    names, word = ", ".join(units), "các " if len(units) > 1 else ""
    body = "UBND tỉnh" if level == "xã" else "Thủ tướng Chính phủ"
    year = x.issued.year - 1
    text = x.rng.choice((
        f"{capital(word)}{level} {names} đã được {body} công nhận đạt chuẩn nông thôn mới.",
        f"Trong năm {year}, {word}{level} {names} được {body} quyết định công nhận đạt chuẩn nông thôn mới.",
        f"{capital(word)}{level} đã được công nhận đạt chuẩn nông thôn mới: {names}.",
    ))  # fmt: skip
    text = text[0].upper() + text[1:]
    return Sentence(text, tuple(progress(level, unit, code, None, None, x.issued, "recognised") for unit in units))


def appraised(x: Scene, code: str, unit: str) -> Sentence:
    """A commune that waits for the decision."""
    text = x.rng.choice((f"Xã {unit} đã được Hội đồng thẩm định tỉnh thẩm định xong, đang chờ quyết định công nhận.",
                         f"Riêng xã {unit} đã thẩm định xong, chờ UBND tỉnh ban hành quyết định công nhận."))  # fmt: skip
    return Sentence(text, (progress("xã", unit, code, None, None, x.issued, "appraised"),))


def expectation(x: Scene, level: str, code: str, unit: str, met: int, whole: int, due: Due) -> Sentence:
    """A unit's count with the time of its recognition in one clause."""
    text = x.rng.choice((
        f"{capital(level)} {unit} hiện đạt {met}/{whole} tiêu chí, phấn đấu được công nhận đạt chuẩn nông thôn mới {due.text}.",
        f"{capital(level)} {unit}: {met}/{whole} tiêu chí, đăng ký được công nhận đạt chuẩn {due.text}.",
    ))  # fmt: skip
    return Sentence(text, (progress(level, unit, code, met, whole, x.issued, "expected", due),))
