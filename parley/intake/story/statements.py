"""What sentences say happened, and when: dates, ends and kinds that belong together.

Knows how news tells of acts, ends, talks and plans; knows nothing of the record.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from parley import dates
from parley.dates import FuzzyDate
from parley.intake.papers import Manuscript, Named, Timelike
from parley.intake.story import acts, kinds, narrative, sentence_dates
from parley.intake.story.kinds import Cue, Kinds
from parley.intake.story.masthead import Dateline
from parley.intake.story.sentences import (
    HEADER,
    RELATIVE,
    VERB,
    Span,
    clauses,
    is_pair,
    paragraphs,
    sentences_of,
)

# "the rule of 29 September", "the controls announced on 9 October": the day of a thing.
_OF = re.compile(
    r"\b(?:of|dated|dates? from|since|(?:announced|imposed|published|adopted|issued) (?:on|in))\s$"
)

# A line that is nothing but a year, and how long a label is at most.
_YEAR_ALONE = re.compile(r"\W*((?:19|20)\d\d)\W*")
_LONGEST_LABEL = 4

# Talks named by where they were: "previous talks in London, Geneva, and Stockholm".
_CITY = r"(?:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2})"
_TALKS_IN = re.compile(
    rf"\b(?:talks|meetings?|rounds?|discussions|negotiations|summits?|sessions?)"
    rf"(?: (?:were )?(?:held|hosted))? in (?P<cities>{_CITY}(?:(?:, and |, | and ){_CITY})*)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence or a part of one, with the names and cues in it.

    `before` are the topics of what its paragraph says earlier, which it may go on about; `label`
    those of the few words that head its paragraph: "Port fees. USTR suspends ..."
    """

    span: Span
    named: tuple[Named, ...]
    cues: tuple[Cue, ...]
    before: tuple[str, ...] = ()
    label: tuple[str, ...] = ()

    @property
    def topics(self) -> tuple[str, ...]:
        """The ids of its topics; where it names none, those of its paragraph's label."""
        return self.ids("topics") or self.label

    def ids(self, kind: str) -> tuple[str, ...]:
        """Return the ids of one kind that it names, each once, in order."""
        return tuple(dict.fromkeys(name.id for name in self.named if name.kind == kind))

    def part(self, span: Span) -> "Statement":
        """Return what of it lies in a part."""
        return Statement(
            span=span,
            named=tuple(name for name in self.named if span.holds(name.start, name.end)),
            cues=tuple(cue for cue in self.cues if span.holds(cue.start, cue.end)),
            before=self.before,
            label=self.label,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a statement says happened, and when: a suggestion still without names.

    `is_mention` tells that it only names talks, `is_numbered` by their number; `goes_on`, that it
    tells more of what was said before, so that who acts is to be found there. `time` are the words
    that give the date.
    """

    statement: Statement
    date: FuzzyDate
    kind: str = ""
    round: str = ""
    place: str = ""
    title: str = ""
    time: Timelike | None = None
    end: Timelike | None = None
    is_set: bool = False
    is_mention: bool = False
    is_numbered: bool = False
    goes_on: bool = False


class Statements:
    """Finds what the sentences of one article say; places are those of its body.

    `named` stands in the order of the body.
    """

    def __init__(self, article: Manuscript, named: Sequence[Named], kinds: Kinds) -> None:
        self.article = article
        self.named = named
        self._starts = [name.start for name in named]
        self.kinds = kinds
        day = article.published and (article.published.latest or article.published.earliest)
        self.before = dates.parse(f"/{dates.iso(day)}") if day else None
        self.ahead = dates.parse(f"{dates.iso(day)}/") if day else None

    def found(self, line: Dateline) -> Iterator[Found]:
        """Yield what every sentence says; a line that is a year is that of the lines below."""
        year, anchor = 0, None
        for paragraph in paragraphs(self.article.body):
            if heading := _YEAR_ALONE.fullmatch(paragraph.text):
                year = int(heading[1])
                continue
            topics: tuple[str, ...] = ()
            label: tuple[str, ...] = ()
            for sentence in sentences_of(paragraph):
                if sentence.end <= line.end and sentence.start >= line.start:
                    continue
                is_opened = sentence.start < line.end and line.start < sentence.end
                start = max(sentence.start, line.end) if is_opened else sentence.start
                whole = self._statement(Span(start, self.article.body[start : sentence.end]))
                if self._is_heading(whole):
                    continue
                if len(whole.span.text.split()) <= _LONGEST_LABEL:
                    label = whole.ids("topics") or label
                whole = replace(whole, before=topics, label=label)
                published = self.article.published
                is_past = published and published.latest and year < published.latest.year
                stated = year if year and is_past else None
                times = sentence_dates.times(whole.span, published, stated, anchor)
                anchor = narrative.anchored(anchor, times, published)
                yield from self._of_sentence(whole, times)
                topics = whole.ids("topics") or topics

    def _is_heading(self, statement: Statement) -> bool:
        """Tell whether words only head what follows, or say nothing of anything."""
        bare = statement.span.text.strip("#* ")
        is_whole = VERB.search(bare) or bare.endswith((".", "!", "?", "。", "！", "？"))
        says = statement.named or statement.cues or is_whole
        return bare == self.article.title or HEADER.fullmatch(bare) is not None or not says

    def _statement(self, span: Span) -> Statement:
        first, last = (bisect_left(self._starts, place) for place in (span.start, span.end))
        return Statement(
            span=span,
            named=tuple(name for name in self.named[first:last] if name.end <= span.end),
            cues=tuple(
                replace(cue, start=cue.start + span.start, end=cue.end + span.start)
                for cue in self.kinds.cues(span.text)
            ),
        )

    def _of_sentence(self, whole: Statement, times: list[Timelike]) -> Iterator[Found]:
        if not acts.has_an_end(whole.span.text):
            read = [time for time in times if time.rule != sentence_dates.COUNTED]
            times = [replace(time, is_end=False) for time in read]
        if self._tells_only_of_itself(times, whole):
            return
        parts = [whole.part(span) for span in clauses(whole.span)]
        found = [*self._ending(times, parts, whole)]
        spent = {each.date.text for each in found if each.is_set or each.end}
        for time in times:
            if time.date and not time.is_end and time.date.text not in spent:
                near = _around(time, parts, whole)
                part = near if len(times) > 1 else whole
                kind = kinds.nearest(near.cues or whole.cues, time.start, time.end)
                found.append(Found(statement=part, date=time.date, kind=kind, time=time))
        rounds = [*self._rounds(whole)]
        if len(rounds) == 1 and found and found[0].kind == "talks":
            found[0] = replace(found[0], round=rounds.pop().round)
        yield from found
        yield from rounds
        if not found:
            yield from self._undated(parts, whole)

    def _tells_only_of_itself(self, times: Sequence[Timelike], whole: Statement) -> bool:
        """Tell whether words without a verb give the day of publication: a line of the masthead."""
        published = self.article.published
        days = {time.date.earliest for time in times if time.date}
        is_line = not (whole.cues or VERB.search(whole.span.text))
        return is_line and published is not None and days == {published.earliest}

    def _ending(
        self, times: Sequence[Timelike], parts: Sequence[Statement], whole: Statement
    ) -> Iterator[Found]:
        """Yield deadlines, and the acts that set them, dated by the nearest date."""
        days = [time for time in times if not time.is_end]
        for end in times:
            if not end.is_end or end.date is None:
                continue
            near = _around(end, parts, whole)
            part = near if len(times) > 1 else whole
            is_named = any(cue.kind == "deadline" for cue in near.cues)
            act = _act(near, end) or (None if is_named else _act(whole, end))
            if act is None and end.rule == sentence_dates.COUNTED:
                continue
            if act is None or self.before is None:
                yield Found(statement=part, date=end.date, kind="deadline", time=end, end=end)
                continue
            day = self._day_of(act, days)
            yield Found(
                statement=whole if day else part,
                date=day.date if day and day.date else self.before,
                kind=kinds.nearest(near.cues or whole.cues, act, end.end),
                time=day or end,
                end=end,
                is_set=True,
            )

    def _day_of(self, act: int, days: Sequence[Timelike]) -> Timelike | None:
        """Return the day that stands nearest to an act and is that of no thing."""
        own = [time for time in days if not self._is_of_a_noun(time)]
        return min(own, key=lambda time: abs(time.start - act), default=None)

    def _is_of_a_noun(self, time: Timelike) -> bool:
        """Tell whether a day belongs to a thing and not to the act: the rule of 29 September."""
        return bool(_OF.search(self.article.body[max(0, time.start - 30) : time.start]))

    def _rounds(self, whole: Statement) -> Iterator[Found]:
        """Yield the talks that are named by their place or number."""
        text, start, told = whole.span.text, whole.span.start, set[str]()
        if self.before is None:
            return
        mention = Found(statement=whole, date=self.before, kind="talks", is_mention=True)
        for match in _TALKS_IN.finditer(text):
            for city in re.finditer(_CITY, match["cities"]):
                ids = whole.part(Span(start + match.start("cities") + city.start(), city[0]))
                round, place = "".join(ids.ids("rounds")[:1]), "".join(ids.ids("places")[:1])
                told |= {round}
                title = f"Talks in {city[0].removesuffix('’s')}"
                yield replace(mention, round=round, place=place, title=title)
        for name in whole.named:
            if name.kind == "rounds" and name.id not in told:
                told |= {name.id}
                words = self.article.body[name.start : name.end]
                yield replace(mention, round=name.id, is_numbered="round" in words.casefold())

    def _undated(self, parts: Sequence[Statement], whole: Statement) -> Iterator[Found]:
        """Yield acts that are told without a day, and meetings that are still to come."""
        if is_pair(whole.span) and self.before and (kind := _first_kind(whole)) in acts.UNDATED:
            for part in parts:
                yield Found(statement=part, date=self.before, kind=kind, goes_on=True)
            return
        for part in parts:
            text, kind = part.span.text, _first_kind(part)
            if self.before and kind in acts.UNDATED and acts.is_done(text):
                yield Found(statement=part, date=self.before, kind=kind)
                return
            if self.ahead and acts.is_planned_meeting(text) and not whole.span.text.endswith("?"):
                yield Found(statement=part, date=self.ahead, kind="talks")
                return


def _act(part: Statement, end: Timelike) -> int | None:
    """Return the place of the verb by which an end is set, or None."""
    before = part.span.text[: max(0, end.start - part.span.start)]
    place = acts.setting(before)
    return None if place is None else part.span.start + place


def _around(time: Timelike, parts: Sequence[Statement], whole: Statement) -> Statement:
    """Return the part in which a time stands, or the sentence where that says too little."""
    for part in parts:
        if part.span.holds(time.start, time.end):
            is_alone = len(part.span.text.split()) > 5 and part.cues
            return part if is_alone and not RELATIVE.match(part.span.text) else whole
    return whole


def _first_kind(part: Statement) -> str:
    """Return the kind that says most among the cues of a part; a mere noun says too little."""
    best = min(part.cues, key=lambda cue: (cue.weight, cue.start), default=None)
    return best.kind if best and best.weight <= kinds.CLEAR else ""
