"""Typed getters for one mapping of a sheet: each returns a value, and reports what is wrong.

Knows forms (a text, a date, an id, a list) and how to say what is wrong with one; knows no kind.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from parley import addresses, dates
from parley.problems import Origin, did_you_mean
from parley.reading.fields import Table
from parley.reading.front_matter import Listing, Mapping, Scalar, Value
from parley.reading.notes import Notes

Choice = TypeVar("Choice", bound=str)

# Stands for a required date that could not be read; no entity is made from a faulty sheet.
_NO_DATE = dates.parse("0001")

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Reader:
    """Reads the keys of one mapping against its table of fields."""

    def __init__(self, mapping: Mapping, fields: Table, notes: Notes) -> None:
        self.mapping = mapping
        self.fields = fields.named
        self.notes = notes
        for name, (key, _) in mapping.pairs.items():
            if name not in self.fields:
                otherwise = "the keys here are " + ", ".join(self.fields)
                hint = did_you_mean(name, self.fields, otherwise)
                notes.error(key, "unknown-key", f"unknown key '{name}'", hint)
        for name, wanted in fields.required.items():
            if self._value(name) is None:
                place: Value = mapping.pairs[name][0] if name in mapping.pairs else mapping
                hint = f"add a line: {notes.line(name, wanted.example)}  ({wanted.help})"
                notes.error(place, f"missing-{name}", f"'{name}' is missing", hint)

    def text(self, name: str) -> str:
        """Return a text; "" where it is not given. No comment may follow it."""
        self._refuse_cut(name)
        return self.word(name)

    def word(self, name: str) -> str:
        """Return a text without spaces, such as a URL; a comment may follow it."""
        scalar = self._scalar(name)
        return scalar.text.strip() if scalar else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts; one text is a list of one. No comment may follow any."""
        self._refuse_cut(name)
        value = self._value(name)
        scalars = () if value is None else self._scalars(value, name)
        return tuple(scalar.text.strip() for scalar in scalars)

    def id(self, name: str, kind: str) -> str:
        """Return an id and remember it as a reference."""
        scalar = self._scalar(name)
        return self.notes.refer(kind, scalar) if scalar else ""

    def ids(self, name: str, kind: str) -> tuple[str, ...]:
        """Return a list of ids, remember them as references, refuse repeats."""
        value = self._value(name)
        return () if value is None else self.ids_in(value, name, kind)

    def ids_in(self, value: Value, name: str, kind: str) -> tuple[str, ...]:
        """Return the ids that stand in a value; `name` is the key for messages."""
        seen: list[str] = []
        for scalar in self._scalars(value, name):
            if scalar.text in seen:
                self.notes.error(
                    scalar, "repeated-id", f"'{scalar.text}' stands twice in '{name}'", "keep one"
                )
            else:
                seen.append(self.notes.refer(kind, scalar))
        return tuple(seen)

    def date(self, name: str) -> dates.FuzzyDate | None:
        """Return an EDTF date, or None where it is not given or is wrong."""
        scalar = self._scalar(name)
        return self._date(scalar) if scalar else None

    def end(self, name: str) -> dates.FuzzyDate | None:
        """Return a date, or for `..` one that is open on both sides: no end."""
        scalar = self._scalar(name)
        if scalar is not None and scalar.text == "..":
            return replace(dates.parse("../.."), text="..")
        return self.date(name)

    def required_date(self, name: str) -> dates.FuzzyDate:
        """Return a date; where it is missing or wrong, a problem stands and any date comes back."""
        return self.date(name) or _NO_DATE

    def day(self, name: str) -> dates.FuzzyDate | None:
        """Return a date that is one calendar day."""
        scalar = self._scalar(name)
        return self._one_day(self._date(scalar), scalar, name) if scalar else None

    def days(self, name: str) -> tuple[dates.Day, ...]:
        """Return a list of calendar days, none of them twice."""
        value = self._value(name)
        found: list[dates.Day] = []
        for scalar in () if value is None else self._scalars(value, name):
            date = self._one_day(self._date(scalar), scalar, name)
            if date and date.earliest in found:
                self.notes.error(scalar, "repeated-day", f"'{name}' has this day twice", "keep one")
            elif date and date.earliest:
                found.append(date.earliest)
        return tuple(found)

    def choice(self, name: str, allowed: Sequence[Choice]) -> Choice | None:
        """Return one of the allowed words, or None."""
        scalar = self._scalar(name)
        if scalar is None:
            return None
        for word in allowed:
            if word == scalar.text:
                return word
        listed = "one of " + ", ".join(allowed)
        hint = did_you_mean(scalar.text, allowed, f"write {listed}")
        self.notes.error(scalar, "choice", f"'{scalar.text}' is not a {name}: it is {listed}", hint)
        return None

    def flag(self, name: str) -> bool:
        """Return true or false; false where it is not given."""
        scalar = self._scalar(name)
        if scalar is not None and scalar.text not in ("true", "false"):
            message = f"'{scalar.text}' is neither true nor false"
            hint = f"write {self.notes.line(name, 'true')}, or delete the line"
            self.notes.error(scalar, "choice", message, hint)
        return scalar is not None and scalar.text == "true"

    def integer(self, name: str) -> int | None:
        """Return a whole number."""
        scalar = self._scalar(name)
        if scalar is None:
            return None
        if re.fullmatch(r"[+-]?[0-9]{1,9}", scalar.text):
            return int(scalar.text)
        self.notes.error(
            scalar, "number", f"'{scalar.text}' is not a whole number", "write digits only"
        )
        return None

    def degrees(self, name: str, limit: int) -> float | None:
        """Return an angle in degrees between -limit and limit."""
        scalar = self._scalar(name)
        if scalar is None:
            return None
        if (
            re.fullmatch(r"[+-]?[0-9]{1,3}(\.[0-9]+)?", scalar.text)
            and abs(float(scalar.text)) <= limit
        ):
            return float(scalar.text)
        message = f"'{scalar.text}' is not a number of degrees between -{limit} and {limit}"
        self.notes.error(scalar, "number", message, "write it as 40.4168")
        return None

    def url(self, name: str) -> str:
        """Return a web address: http or https, nothing else."""
        url = self.word(name)
        if url and (fault := addresses.scheme_fault(url)):
            self.wrong(
                name, "url", fault, "write the whole address, for example https://example.org/page"
            )
        return url

    def language(self, name: str) -> str:
        """Return a language tag (BCP 47)."""
        tag = self.word(name)
        if tag and not _LANGUAGE.fullmatch(tag):
            self.wrong(
                name, "language", f"'{tag}' is not a language tag", "write it as en, fr or zh-Hans"
            )
        return tag

    def zone(self, name: str) -> str:
        """Return the name of a time zone (IANA)."""
        zone = self.word(name)
        try:
            ZoneInfo(zone or "UTC")
        except (ZoneInfoNotFoundError, ValueError, OSError):
            hint = "write the name of the zone as in Europe/Madrid"
            self.wrong(name, "zone", f"'{zone}' is not a time zone", hint)
        return zone

    def pairs(self, name: str) -> Iterator[tuple[Scalar, Value]]:
        """Yield the pairs of a mapping whose keys are ids or language tags."""
        value = self._value(name)
        if isinstance(value, Mapping):
            yield from value.pairs.values()
        elif value is not None:
            self.wrong(name, "form", f"'{name}' must be keys with values", self._example(name))

    def names(self, name: str) -> Iterator[tuple[str, str]]:
        """Yield language tags with a name in each."""
        for key, value in self.pairs(name):
            if not _LANGUAGE.fullmatch(key.text):
                hint = "write it as zh-Hans or ko. " + self._example(name)
                self.notes.error(key, "language", f"'{key.text}' is not a language tag", hint)
            elif isinstance(value, Scalar) and value.text.strip():
                yield key.text, value.text.strip()
            else:
                self.notes.error(
                    key, "form", f"there is no name for '{key.text}'", self._example(name)
                )

    def several(self, name: str, fields: Table) -> Iterator["Reader"]:
        """Yield a reader for each mapping of a list; one mapping is a list of one."""
        for value in self.listed(name):
            if isinstance(value, Mapping):
                yield Reader(value, fields, self.notes)
            else:
                keys = ", ".join(field.name for field in fields)
                self.notes.error(
                    value, "form", f"an item of '{name}' has the keys {keys}", self._example(name)
                )

    def listed(self, name: str) -> tuple[Value, ...]:
        """Return the items of a list as they stand; one value is a list of one."""
        value = self._value(name)
        return () if value is None else _items(value)

    def place(self, name: str) -> Origin:
        """Return where a key's value stands, or the mapping where the key is not given."""
        return self.notes.origin(
            self.mapping.pairs[name][1] if name in self.mapping.pairs else self.mapping
        )

    def wrong(self, name: str, rule: str, message: str, hint: str) -> None:
        """Report a mistake at the value of a key that is given."""
        self.notes.error(self.mapping.pairs[name][1], rule, message, hint)

    def _value(self, name: str) -> Value | None:
        """Return what stands at a key; an empty value is as good as none."""
        pair = self.mapping.pairs.get(name)
        return None if pair is None or _is_empty(pair[1]) else pair[1]

    def _date(self, scalar: Scalar) -> dates.FuzzyDate | None:
        try:
            return dates.parse(scalar.text)
        except dates.DateError as error:
            self.notes.error(scalar, "date", error.message, error.hint)
            return None

    def _one_day(
        self, date: dates.FuzzyDate | None, at: Scalar, name: str
    ) -> dates.FuzzyDate | None:
        if date is None or (date.earliest is not None and date.earliest == date.latest):
            return date
        self.notes.error(at, "date", f"'{name}' must be one day", "write it as 2025-09-14")
        return None

    def _scalar(self, name: str) -> Scalar | None:
        value = self._value(name)
        if value is None or isinstance(value, Scalar):
            return value
        what = "a list" if isinstance(value, Listing) else "keys with values"
        hint = f"{self._example(name)}; in quotes if it begins with [ or {{"
        self.notes.error(value, "form", f"'{name}' must be one value, not {what}", hint)
        return None

    def _scalars(self, value: Value, name: str) -> Iterator[Scalar]:
        for item in _items(value):
            if not isinstance(item, Scalar):
                hint = "put an item that holds : or [ in quotes. " + self._example(name)
                self.notes.error(item, "form", f"'{name}' must be a list of words", hint)
            else:
                yield item

    def _refuse_cut(self, name: str) -> None:
        value = self.mapping.pairs[name][1] if name in self.mapping.pairs else None
        for item in value.items if isinstance(value, Listing) else (value,):
            if isinstance(item, Scalar) and item.cut:
                message = "the text ends before ' #', which begins a comment"
                whole = f"{item.text} #...".strip()
                hint = f'put it in quotes if the # belongs to it: "{whole}"'
                self.notes.error(item, "comment-in-text", message, hint)

    def _example(self, name: str) -> str:
        return f"for example {self.notes.line(name, self.fields[name].example)}"


def _items(value: Value) -> tuple[Value, ...]:
    """Return the items of a list that are not empty; one value is a list of one."""
    items = value.items if isinstance(value, Listing) else (value,)
    return tuple([item for item in items if not _is_empty(item)])


def _is_empty(value: Value) -> bool:
    """Tell whether nothing is written: no text, no item, no key."""
    if isinstance(value, Scalar):
        return not value.text.strip()
    return all(map(_is_empty, value.items)) if isinstance(value, Listing) else not value.pairs
