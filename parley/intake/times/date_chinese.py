"""Rows for Chinese: "9月14日至15日", "上周五", "本月底".

Knows how Chinese news writes days, weeks, months and years; reckons with the other tables.
"""

from parley.intake.times import (
    date_lengths,
    date_periods,
    date_relative,
    date_stated,
    date_weeks,
    date_years,
)
from parley.intake.times.date_days import (
    day_text,
    is_real,
    month_length,
    month_text,
    span,
    third_of_month,
)
from parley.intake.times.date_row import Row, Spot, unspaced
from parley.intake.times.date_words import count, order, step, weekday_number


def _with_year(spot: Spot, month: int, day: int) -> int | None:
    if year := date_periods.stated_year(spot):
        return year if is_real(year, month, day) else None
    return next(iter(date_stated.years(spot, month, day)), None)


def days(spot: Spot) -> str | None:
    """Read 2025年9月14日, 9月14日至15日, 6月29日至7月2日."""
    month, first = int(spot["digits"]), int(spot["day"])
    end_month, last = int(spot["digits2"] or month), int(spot["day2"] or first)
    if not (is_real(2024, month, first) and is_real(2024, end_month, last)):
        return None
    if (end_month, last) < (month, first) and not spot["digits2"]:
        return None
    if not (year := _with_year(spot, end_month, last)):
        return None if spot["year"] else ""
    if spot["year"] or spot["which"]:
        begin, year = year, year + ((end_month, last) < (month, first))
    else:
        is_over = (end_month, last) < (month, first)
        year += is_over and spot.now.chronicle is not None
        begin = year - is_over
    if not (is_real(begin, month, first) and is_real(year, end_month, last)):
        return None
    text = day_text(begin, month, first)
    return span(text, day_text(year, end_month, last)) if spot["day2"] else text


def month(spot: Spot) -> str | None:
    """Read 2025年9月, 去年7月, 7月 and their parts: 9月中旬, 10月底."""
    number = int(spot["digits"])
    if not 1 <= number <= 12:
        return None
    year = date_periods.stated_year(spot) or date_periods.year_of_months(spot, number, number)
    if not year:
        return ""
    if not spot["part"]:
        return month_text(year, number)
    if spot["part"] in ("底", "末") and spot.end:
        return day_text(year, number, month_length(year, number))
    third = {"上": 0, "初": 0, "中": 1}.get(spot["part"][0], 2)
    return third_of_month(year, number, third)


def year(spot: Spot) -> str | None:
    """Read 2025年, 今年, 去年底."""
    found = date_periods.stated_year(spot)
    if not found:
        return ""
    if spot["part"] in ("底", "末"):
        return day_text(found, 12, 31) if spot.end else f"{month_text(found, 12)}~"
    if spot["part"]:
        return span(month_text(found, 1), month_text(found, 4))
    return f"{found:04}"


def months_of_year(spot: Spot) -> str | None:
    """Read 上半年, 今年第二季度, 今年前三季度, 今年前七个月."""
    found = date_periods.stated_year(spot)
    if not found:
        return ""
    if spot["half"]:
        first, last = (1, 6) if spot["half"] == "上" else (7, 12)
    elif spot["order"]:
        last = 3 * order(spot["order"])
        first = 1 if spot["all"] else last - 2
    else:
        first, last = 1, count(spot["count"])
    return span(month_text(found, first), month_text(found, last)) if last <= 12 else None


def a_day(spot: Spot) -> str | None:
    """Read 今天, 昨日, 明晚."""
    return spot.now.exact(step(spot["which"]))


def a_month(spot: Spot) -> str | None:
    """Read 本月, 上个月, 下月底."""
    months = step(spot["which"])
    if spot["part"] and spot.now.year and spot.now.month:
        third = {"上": 0, "初": 0, "中": 1}.get(spot["part"][0], 2)
        days = third_of_month(spot.now.year, spot.now.month + months, third)
        return days[-10:] if spot["part"] in ("底", "末") and spot.end else days
    return spot.now.months(months)


def week(spot: Spot) -> str | None:
    """Read 本周, 上周, 下周."""
    monday = 7 * step(spot["which"]) - spot.now.weekday()
    return spot.now.days(monday, monday + 6)


def weekend(spot: Spot) -> str | None:
    """Read 本周末, 上周末; 周末 alone by the tense."""
    if spot["which"]:
        saturday = 7 * step(spot["which"]) + 5 - spot.now.weekday()
        return spot.now.days(saturday, saturday + 1)
    return date_weeks.weekend(spot)


def weekday(spot: Spot) -> str | None:
    """Read 周日, 上周五, 下周一."""
    if not spot["step"]:
        return date_weeks.weekday(spot)
    offset = weekday_number(spot["weekday"]) - spot.now.weekday()
    return spot.now.exact(offset + 7 * step(spot["step"]))


def ago(spot: Spot) -> str | None:
    """Read 两天前, 三个月前."""
    unit = {"天": "days", "周": "weeks", "个月": "months", "年": "years"}[spot["unit"]]
    return date_relative.moved(spot.now, -count(spot["count"]), unit)


_DIGIT = "[一二三四五六七八九]"
_NUMBER = f"(?P<count>[0-9]{{1,3}}|{_DIGIT}?十{_DIGIT}?|两|{_DIGIT})"
_LATE = "(?P<part>上旬|中旬|下旬|初|中|底|末)?"
_YEAR = "(?:(?<![0-9])(?P<year>(?:1[5-9]|20)[0-9]{2})年|(?P<which>[今去明前后本]年))"
_TO = "(?:[-‐‑–—－~～至到])"
_WEEKDAY = "(?P<weekday>[一二三四五六日天](?![0-9一二三四五六七八九十]))"
_WHICH_MONTH = "(?P<which>(?:上个?|本|这个|下个?)(?=月))"
CHINESE: tuple[Row, ...] = (
    unspaced("9月14日", f"(?:{_YEAR})?(?<![0-9])(?:{{digits}})月{{day}}[日号]", days),
    unspaced(
        "9月14日至15日",
        f"(?:{_YEAR})?(?<![0-9]){{digits}}月{{day}}[日号]?{_TO}{{day2}}[日号]",
        days,
    ),
    unspaced(
        "6月29日至7月2日",
        f"(?:{_YEAR})?(?<![0-9]){{digits}}月{{day}}[日号]?{_TO}{{digits2}}月{{day2}}[日号]",
        days,
    ),
    unspaced(
        "14日",
        f"(?<![0-9月.,年]){{day}}[日号](?!电)(?:{_TO}{{day2}}[日号])?",
        date_weeks.day_alone,
    ),
    unspaced("9月", f"(?:{_YEAR})?(?<![0-9]){{digits}}月(?:份)?{_LATE}(?![0-9])", month),
    unspaced("2025年", f"{_YEAR}(?P<part>年?[初底末])?", year),
    unspaced("上半年", f"{_YEAR}(?P<half>[上下])半年", months_of_year),
    unspaced("第二季度", f"{_YEAR}(?:第|(?P<all>前))?(?P<order>[一二三四])个?季度", months_of_year),
    unspaced("前七个月", f"{_YEAR}前{_NUMBER}个月", months_of_year),
    unspaced("年底", "(?<![0-9今去明前后本])年(?:底|末)", date_years.year_end),
    unspaced("今天", "(?P<which>[今昨明前后当])(?:天|日|晚)", a_day),
    unspaced("本月", f"{_WHICH_MONTH}月{_LATE}", a_month),
    unspaced("本周", "(?P<which>[上本这下])个?(?:周|星期)(?![一二三四五六日天末])", week),
    unspaced("周末", "(?:(?P<which>[上本这下])个?)?周末", weekend),
    unspaced("周日", f"(?P<step>[上本这下])?个?(?:周|星期|礼拜){_WEEKDAY}", weekday),
    unspaced(
        "90天", f"(?<![0-9第前后近一二三四五六七八九十百]){_NUMBER}天(?![前后])", date_lengths.days
    ),
    unspaced(
        "三个月", f"(?<![0-9第近一二三四五六七八九十]){_NUMBER}个月(?![前后])", date_lengths.months
    ),
    unspaced("两天前", f"(?<![0-9一二三四五六七八九十]){_NUMBER}(?P<unit>天|周|个月|年)前", ago),
)
