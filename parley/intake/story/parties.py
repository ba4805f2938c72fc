"""Which side acts in a statement, whose words it tells, and whose word an article is.

Knows parties, the people who serve them and where their names stand; knows no date.
"""

import re
from collections.abc import Iterable

from parley.intake.papers import Manuscript, Named
from parley.intake.story import masthead
from parley.intake.story.kinds import MUTUAL
from parley.intake.story.statements import Found, Statement
from parley.timeline import Timeline

_SAYS = re.compile(
    r"\b(?:said|says|told|urge[sd]?|warn(?:s|ed)?|accuse[sd]?|demand(?:s|ed)|insist(?:s|ed)?|"
    r"stress(?:es|ed)|emphasi[sz]e[sd]|reiterate[sd]?|call(?:s|ed) (?:on|for)|vow(?:s|ed)?|"
    r"announce[sd]?|confirm(?:s|ed)|wrote|claim(?:s|ed)?|argue[sd]?)\b"
)


class Parties:
    """The parties of a record, and who serves them."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline

    def by(self, found: Found) -> tuple[str, ...]:
        """Return who acts: both sides of talks, else who is named before the act, or after "by"."""
        named = self.of(found.statement)
        if found.kind in MUTUAL:
            ids = set(named.values())
            return tuple(each.id for each in self.timeline.settings.parties if each.id in ids)
        if found.kind == "statement" and (speaker := self.voice(found.statement)):
            return (speaker,)
        places = [cue.start for cue in found.statement.cues if cue.kind == found.kind]
        act, span = min(places, default=found.statement.span.start), found.statement.span
        for name, id in named.items():
            is_agent = span.text[: name.start - span.start].rstrip().endswith(" by")
            if is_agent or name.end <= act:
                return (id,)
        return ()

    def of(self, statement: Statement) -> dict[Named, str]:
        """Return the names of parties and of people who serve one, each with its party."""
        return {name: id for name in statement.named if (id := self._party(name))}

    def _party(self, name: Named) -> str:
        if name.kind == "people":
            return self.timeline.person[name.id].party
        return name.id if name.kind == "parties" else ""

    def speaker(self, article: Manuscript, named: Iterable[Named]) -> str:
        """Return the party that an article is the word of: its heading says so, or "".

        A heading that is nothing but a party's name, or a title such as "Statement by ...".
        """
        for heading in masthead.headings(article.body, article.title):
            inside = [name for name in named if heading.holds(name.start, name.end)]
            parties = [(name, id) for name in inside if (id := self._party(name))]
            for name, id in parties[:1]:
                is_all = name.end - name.start >= len(heading.text) - len("THE .")
                if is_all or masthead.OFFICIAL.match(heading.text):
                    return id
        return ""

    def voice(self, statement: Statement) -> str:
        """Return the party whose words are told: the last one named before "said"."""
        says = _SAYS.search(statement.span.text)
        if says is None:
            return ""
        place = statement.span.start + says.start()
        parties = [self._party(name) for name in statement.named if place - 80 < name.end <= place]
        return parties[-1] if parties else ""
