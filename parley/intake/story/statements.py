"""What sentences say happened, and when: dates, ends and kinds that belong together.

Knows how news tells of acts, ends, talks and plans; knows nothing of the record.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from parley import dates
from parley.dates import FuzzyDate
from parley.intake.papers import Manuscript, Named, Timelike
from parley.intake.story import kinds, sentence_dates
from parley.intake.story.kinds import Cue, Kinds
from parley.intake.story.masthead import Dateline
from parley.intake.story.sentences import HEADER, Span, clauses, is_pair, paragraphs, sentences_of

# Acts that move an end: of what they are said, the end is set and not only mentioned.
_SETS = re.compile(
    r"\b(?:exten(?:d|ds|ded|ding|sion)|prolong\w*|postpon\w+|delay(?:s|ed|ing)"
    r"|push(?:es|ed|ing)? back|put(?:s|ting)? off|suspend(?:s|ed|ing)?|paus(?:es|ed|ing)"
    r"|renew(?:s|ed|ing)?|set(?:s|ting)?"
    r"|g[ai]v(?:e|es|en|ing)|grant(?:s|ed|ing)?|barr?(?:ed|ing|s)|exempt(?:s|ed|ing)?"
    r"|waiv(?:e|es|ed|ing)"
    r"|impos(?:e|es|ed|ing)|order(?:s|ed|ing)?|moved|added)\b",
    re.IGNORECASE,
)
# An act as news tells it, done and not only wished for.
_DONE = re.compile(
    r"\b(?:ha(?:s|ve|d) (?:also |already |now |since |formally )?"
    r"(?!managed|wanted|needed|tried|failed|helped|seemed)(?:\w+ed|begun|cut|put|set|"
    r"imposed|struck|won)|launched|opened|imposed|extended|announced|agreed|signed|suspended|"
    r"initiated|raised|lifted|ruled|added|paused|filed|renewed|banned|blocked)\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:would|could|might|may|must|should|whether|if|unless|to be|not|never|no|potential\w*|"
    r"threaten\w*|propos\w+|call(?:s|ed) (?:for|on)|urg\w+)\b",
    re.IGNORECASE,
)
# Acts of these kinds are events even where the words give no day; of the rest there are too many.
_UNDATED = {"investigation", "extension", "tariff-action", "export-control", "court", "legislation"}

# "the rule of 29 September", "the controls announced on 9 October": the day of a thing.
_OF = re.compile(r"\b(?:of|dated|(?:announced|imposed|published|adopted|issued) (?:on|in))\s$")

_AHEAD = re.compile(
    r"\b(?:(?:is|are|was|were) (?:\w+ )?(?:set|scheduled|due|expected|slated|planning|poised) to|"
    r"plan(?:s|ned)? to|will|schedul\w+ for)\b",
    re.IGNORECASE,
)
_VISIT = re.compile(
    r"\b(?:meet(?:ing)? (?:with )?|visit\b|summit\b|talks\b|host\b|travel to|trip to|accompany)",
    re.IGNORECASE,
)

# Talks named by where they were: "previous talks in London, Geneva, and Stockholm".
_CITY = r"(?:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2})"
_TALKS_IN = re.compile(
    rf"\b(?:talks|meetings?|rounds?|discussions|negotiations|summits?|sessions?)"
    rf"(?: (?:were )?(?:held|hosted))? in (?P<cities>{_CITY}(?:(?:, and |, | and ){_CITY})*)"
)
_EARLIER = re.compile(
    r"\b(?:previous|prior|earlier|past|last|held|follow(?:s|ed|ing)?|after|since)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence or a part of one, with the names and cues in it.

    `before` are the topics of what its paragraph says earlier, which it may go on about.
    """

    span: Span
    named: tuple[Named, ...]
    cues: tuple[Cue, ...]
    before: tuple[str, ...] = ()

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
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a statement says happened, and when: a suggestion still without names.

    `is_mention` tells that it only names talks; `goes_on`, that it tells more of what was said
    before, so that who acts is to be found there.
    """

    statement: Statement
    date: FuzzyDate
    kind: str = ""
    round: str = ""
    place: str = ""
    title: str = ""
    end: Timelike | None = None
    is_set: bool = False
    is_mention: bool = False
    goes_on: bool = False


class Statements:
    """Finds what the sentences of one article say; places are those of its body."""

    def __init__(self, article: Manuscript, named: Sequence[Named], kinds: Kinds) -> None:
        self.article = article
        self.named = named
        self.kinds = kinds
        day = article.published and (article.published.latest or article.published.earliest)
        self.before = dates.parse(f"/{dates.iso(day)}") if day else None
        self.ahead = dates.parse(f"{dates.iso(day)}/") if day else None

    def found(self, line: Dateline) -> Iterator[Found]:
        """Yield what every sentence says, in order."""
        for paragraph in paragraphs(self.article.body):
            before: tuple[str, ...] = ()
            for sentence in sentences_of(paragraph):
                if sentence.end <= line.end or self._is_heading(sentence):
                    continue
                start = max(sentence.start, line.end)
                span = Span(start, self.article.body[start : sentence.end])
                whole = self._statement(span, before)
                yield from self._of_sentence(whole)
                before = whole.ids("topics") or before

    def _is_heading(self, sentence: Span) -> bool:
        bare = sentence.text.strip("#* ")
        return bare == self.article.title or HEADER.fullmatch(bare) is not None

    def _statement(self, span: Span, before: tuple[str, ...]) -> Statement:
        return Statement(
            span=span,
            named=tuple(name for name in self.named if span.holds(name.start, name.end)),
            cues=tuple(
                replace(cue, start=cue.start + span.start, end=cue.end + span.start)
                for cue in self.kinds.cues(span.text)
            ),
            before=before,
        )

    def _of_sentence(self, whole: Statement) -> Iterator[Found]:
        times = sentence_dates.times(whole.span, self.article.published)
        parts = [whole.part(span) for span in clauses(whole.span)]
        found = [*self._ending(times, parts, whole)]
        spent = {each.date.text for each in found if each.is_set or each.end}
        for time in times:
            if time.date and not time.is_end and time.date.text not in spent:
                near = _around(time, parts, whole)
                part = near if len(times) > 1 else whole
                kind = kinds.nearest(near.cues or whole.cues, time.start, time.end)
                found.append(Found(statement=part, date=time.date, kind=kind))
        rounds = [*self._rounds(whole, found)]
        if len(rounds) == 1 and found and found[0].kind == "talks":
            found[0] = replace(found[0], round=rounds.pop().round)
        yield from found
        yield from rounds
        if not found:
            yield from self._undated(parts, whole)

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
                yield Found(statement=part, date=end.date, kind="deadline", end=end)
                continue
            place = act.start() + whole.span.start
            own = [time for time in days if not self._is_of_a_noun(time)]
            day = min(own, key=lambda time: abs(time.start - place), default=None)
            yield Found(
                statement=whole if day else part,
                date=day.date if day and day.date else self.before,
                kind=kinds.nearest(near.cues or whole.cues, place, end.end),
                end=end,
                is_set=True,
            )

    def _is_of_a_noun(self, time: Timelike) -> bool:
        """Tell whether a day belongs to a thing and not to the act: the rule of 29 September."""
        return bool(_OF.search(self.article.body[max(0, time.start - 30) : time.start]))

    def _rounds(self, whole: Statement, found: Sequence[Found]) -> Iterator[Found]:
        """Yield the talks that are named by their place or number."""
        text, start = whole.span.text, whole.span.start
        earlier = self.before if _EARLIER.search(text) else None
        date = earlier or (found[0].date if found else self.before)
        if date is None:
            return
        told: set[str] = set()
        for match in _TALKS_IN.finditer(text):
            for city in re.finditer(_CITY, match["cities"]):
                first = start + match.start("cities") + city.start()
                span = Span(first, city[0])
                ids = whole.part(span)
                round, place = "".join(ids.ids("rounds")[:1]), "".join(ids.ids("places")[:1])
                told |= {round}
                name = f"Talks in {city[0].removesuffix('’s')}"
                yield Found(
                    statement=whole,
                    date=date,
                    kind="talks",
                    round=round,
                    place=place,
                    title=name,
                    is_mention=True,
                )
        for round in whole.ids("rounds"):
            if round not in told:
                yield Found(statement=whole, date=date, kind="talks", round=round, is_mention=True)

    def _undated(self, parts: Sequence[Statement], whole: Statement) -> Iterator[Found]:
        """Yield acts that are told without a day, and meetings that are still to come."""
        if is_pair(whole.span) and self.before and (kind := _first_kind(whole)) in _UNDATED:
            for part in parts:
                yield Found(statement=part, date=self.before, kind=kind, goes_on=True)
            return
        for part in parts:
            text, kind = part.span.text, _first_kind(part)
            done = _DONE.search(text)
            if self.before and kind in _UNDATED and done and not _NOT_DONE.search(text):
                yield Found(statement=part, date=self.before, kind=kind)
                return
            if self.ahead and _AHEAD.search(text) and _VISIT.search(text):
                yield Found(statement=part, date=self.ahead, kind="talks")
                return


def _act(part: Statement, end: Timelike) -> re.Match[str] | None:
    """Return the verb by which an end is set, where an act is told as done."""
    text = part.span.text[: max(0, end.start - part.span.start)]
    acts = [*_SETS.finditer(text)]
    if not acts or _NOT_DONE.search(text[max(0, acts[-1].start() - 30) : acts[-1].start()]):
        return None
    return acts[-1]


def _around(time: Timelike, parts: Sequence[Statement], whole: Statement) -> Statement:
    """Return the part in which a time stands, or the sentence where that says too little."""
    for part in parts:
        if part.span.holds(time.start, time.end):
            return part if len(part.span.text.split()) > 5 and part.cues else whole
    return whole


def _first_kind(part: Statement) -> str:
    """Return the kind that says most among the cues of a part; a mere noun says too little."""
    best = min(part.cues, key=lambda cue: (cue.weight, cue.start), default=None)
    return best.kind if best and best.weight <= kinds.CLEAR else ""
