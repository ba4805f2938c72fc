"""What an article suggests: each statement with its day, its kind, its end and who acts.

A small record of talks stands in for a site; every row is a sentence and what it must give.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from parley import dates
from parley.intake.papers import Manuscript, Suggestion
from parley.intake.story.suggest import Reader, Reading
from tests.conftest import Files, read

Make = Callable[[Files], Path]

KINDS = (
    *("talks", "call", "agreement", "statement", "tariff-action", "extension", "court"),
    *("investigation", "export-control", "executive-action", "legislation", "deadline"),
)
SITE = (
    'title = "T"\nbase_url = "https://example.org/"\nlanguage = "en"\n'
    '[[parties]]\nid = "us"\nname = "United States"\nshort = "U.S."\ncapital = "Washington"\n'
    '[[parties]]\nid = "china"\nname = "China"\ncapital = "Beijing"\n'
    + "".join(f'[[kinds]]\nid = "{kind}"\nname = "{kind.title()}"\n' for kind in KINDS)
)
STORED = " ".join(f"Word {number} of a story that is stored already." for number in range(20))
RECORD: Files = {
    "site.toml": SITE,
    "people/bessent.md": "---\ntitle: Scott Bessent\nparty: us\n---\n",
    "people/he-lifeng.md": "---\ntitle: He Lifeng\nparty: china\n---\n",
    "people/trump.md": "---\ntitle: Donald Trump\nparty: us\naliases: [President Trump]\n---\n",
    "places/geneva.md": "---\ntitle: Geneva\n---\n",
    "places/london.md": "---\ntitle: London\n---\n",
    "topics/tariffs.md": "---\ntitle: Tariffs\n---\n",
    "topics/tiktok.md": "---\ntitle: TikTok\n---\n",
    "measures/truce.md": "---\ntitle: Tariff truce\ntopics: [tariffs]\n---\n",
    "measures/tiktok-delay.md": "---\ntitle: TikTok delay\ntopics: [tiktok]\n---\n",
    "rounds/geneva.md": "---\ntitle: Geneva\nevent: geneva-talks\nnumber: 1\n---\n",
    "articles/old.md": f"---\npublisher: Example Wire\npublished: 2025-05-12\n---\n{STORED}\n",
    "articles/notice.md": "---\npublisher: The Ministry\nvoice: china\ntype: official\n---\nA.\n",
    "events/2025/geneva-talks.md": (
        "---\ntitle: First round in Geneva\ndate: 2025-05-10/2025-05-11\nkind: talks\n"
        "by: [us, china]\nplaces: [geneva]\npeople: [bessent, he-lifeng]\nsources: [old]\n---\n"
    ),
    "events/2025/truce-extended.md": (
        "---\ntitle: Trump extends the tariff truce\ndate: 2025-08-11\nkind: extension\nby: [us]\n"
        "topics: [tariffs]\nsources: [old]\nsets:\n- {measure: truce, until: "
        "2025-11-10T00:01:00-05:00}\n---\n"
    ),
    "events/2025/third-delay.md": (
        "---\ntitle: Third delay of the TikTok ban\ndate: 2025-06-19\nkind: extension\nby: [us]\n"
        "topics: [tiktok]\nsources: [old]\n"
        "sets:\n- {measure: tiktok-delay, until: 2025-09-17}\n---\n"
    ),
}


@pytest.fixture
def reading(content: Make) -> Callable[..., Reading]:
    """Read a text as an article of Friday 12 September 2025, for that record."""
    record = read(content(RECORD), drafts=True)
    assert record.timeline, record.problems
    reader = Reader(record.timeline)

    def of(body: str, publisher: str = "") -> Reading:
        day = dates.parse("2025-09-12")
        paper = Manuscript(sha256="0" * 64, body=body, publisher=publisher, published=day)
        return reader.read(paper)

    return of


def told(each: Suggestion) -> dict[str, object]:
    """Return what a suggestion says, without what it leaves open."""
    keys = ("date", "kind", "until", "measure", "covered_by", "round", "is_set", "by", "places")
    return {key: value for key in keys if (value := getattr(each, key))}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Bessent met He Lifeng in Geneva on Sunday.",
            [{"date": "2025-09-07", "kind": "talks", "places": ("geneva",)}],
        ),
        (
            "The sides will meet in London on September 20.",
            [{"date": "2025-09-20", "kind": "talks", "places": ("london",)}],
        ),
        (
            "Trump and Xi spoke by phone on June 5.",
            [{"date": "2025-06-05", "kind": "call"}],
        ),
        # Ends: set by an act, or only mentioned.
        (
            "On August 11 President Trump extended the tariff truce through November 10.",
            [
                {
                    "date": "2025-08-11",
                    "kind": "extension",
                    "until": "2025-11-10",
                    "measure": "truce",
                    "is_set": True,
                    "by": ("us",),
                    "covered_by": "truce-extended",
                }
            ],
        ),
        (
            "President Trump has extended the tariff truce through November 10.",
            [
                {
                    "date": "/2025-09-12",
                    "kind": "extension",
                    "until": "2025-11-10",
                    "measure": "truce",
                    "is_set": True,
                    "by": ("us",),
                    "covered_by": "truce-extended",
                }
            ],
        ),
        (
            "Washington suspended the fees through December 9.",
            [
                {
                    "date": "/2025-09-12",
                    "until": "2025-12-10",
                    "is_set": True,
                }
            ],
        ),
        (
            "The next TikTok deadline looms on September 17.",
            [
                {
                    "date": "2025-09-17",
                    "kind": "deadline",
                    "until": "2025-09-17",
                    "measure": "tiktok-delay",
                    "covered_by": "third-delay",
                }
            ],
        ),
        # Rounds, known and unknown, by place and by number.
        (
            "It follows previous talks in London and Geneva.",
            [
                {"date": "/2025-09-12", "kind": "talks", "places": ("london",)},
                {
                    "date": "/2025-09-12",
                    "kind": "talks",
                    "round": "geneva",
                    "places": ("geneva",),
                    "covered_by": "geneva-talks",
                },
            ],
        ),
        (
            "It follows previous talks in Oslo.",
            [{"date": "/2025-09-12", "kind": "talks"}],
        ),
        # Acts without a day, and what is still to come.
        (
            "Beijing has launched an investigation into chips.",
            [{"date": "/2025-09-12", "kind": "investigation", "by": ("china",)}],
        ),
        (
            "Scott Bessent is scheduled to accompany the president on a state visit.",
            [{"date": "2025-09-12/", "kind": "talks", "by": ("us",)}],
        ),
        # Nothing that can be dated, nothing done.
        ("Analysts see a balanced relationship.", []),
        ("Beijing could launch an investigation.", []),
        ("The rule applies to Section 301 and to order 14334.", []),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_a_sentence_gives(
    reading: Callable[..., Reading], sentence: str, expected: list[dict[str, object]]
) -> None:
    """Day, kind, end and measure; every key that is named must be so, and those alone."""
    found = [told(each) for each in reading(sentence).suggestions]
    assert len(found) == len(expected)
    for mine, wanted in zip(found, expected, strict=True):
        assert {key: mine.get(key) for key in wanted} == wanted
        marks = {"until", "measure", "is_set", "covered_by"} - {"covered_by"}
        assert {key for key in mine if key in marks} == {key for key in wanted if key in marks}


def test_one_sentence_may_tell_of_two_events(reading: Callable[..., Reading]) -> None:
    """Each with its own part of the words, and its own kind."""
    text = "The sides met in Geneva in May, while Beijing opened a probe on September 10."
    one, two = reading(text).suggestions
    assert (one.date, one.kind, one.quote) == ("2025-05", "talks", "The sides met in Geneva in May")
    assert (two.date, two.kind, two.quote) == (
        "2025-09-10",
        "investigation",
        "while Beijing opened a probe on September 10.",
    )
    assert two.title == "Beijing opened a probe"


def test_a_year_alone_on_a_line_is_that_of_the_lines_below(reading: Callable[..., Reading]) -> None:
    """Until the next such line, whatever is nearer to the day of publication."""
    text = "2018\n\nOct. 9: Talks open.\n\n2019\n\nOn May 10 Washington raises tariffs."
    assert [each.date for each in reading(text).suggestions] == ["2018-10-09", "2019-05-10"]


def test_a_few_words_at_the_head_of_a_paragraph_lend_it_their_topic(
    reading: Callable[..., Reading],
) -> None:
    """Where the sentence names none itself."""
    one, two = reading(
        "TikTok. An order was signed on June 19.\n\nTariffs. TikTok was banned on June 20."
    ).suggestions
    assert (one.topics, two.topics) == (("tiktok",), ("tiktok",))


def test_the_lead_happens_where_it_was_written(reading: Callable[..., Reading]) -> None:
    """Talks in the first lines take the dateline's place, if they name no other."""
    text = "LONDON, Sept 9 (EW) - Talks opened on Monday.\n\nThey had met in Geneva on May 10."
    one, two = reading(text).suggestions
    assert (one.places, two.places) == (("london",), ("geneva",))


@pytest.mark.parametrize(
    "text",
    [
        "Client Alert | September 12, 2025\n\nNothing more.",
        "THE TREASURY\n12 September 2025\n\nNothing more.",
        "A story\n\n(Sept. 10)\n\nNothing more.",
        "Will there be talks?",
        "Applications that meet the requirements will be approved.",
    ],
)
def test_what_tells_nothing_suggests_nothing(reading: Callable[..., Reading], text: str) -> None:
    """Lines about the paper itself, questions, meetings of no one."""
    assert reading(text).suggestions == ()


def test_an_end_alone_does_not_make_an_event_the_same(reading: Callable[..., Reading]) -> None:
    """What was done on another day is told by the other event only if its days touch."""
    text = "On July 1 China said that the truce holds until November 10."
    found = reading(text).suggestions
    assert "truce-extended" in {each.covered_by for each in found if each.kind == "deadline"}
    assert {each.covered_by for each in found if each.date == "2025-07-01"} == {""}


def test_a_round_named_beside_another_day_is_not_of_that_day(
    reading: Callable[..., Reading],
) -> None:
    """The deadline is near; of the talks that are named the words say only that they were held."""
    text = "As the September 17 TikTok deadline nears, the Geneva talks are remembered."
    found = {each.kind: (each.date, each.covered_by) for each in reading(text).suggestions}
    assert found["deadline"] == ("2025-09-17", "third-delay")
    assert found["talks"] == ("/2025-09-12", "geneva-talks")


def test_a_round_named_by_its_number_has_the_day_of_the_record(
    reading: Callable[..., Reading],
) -> None:
    """The number means one meeting, and the record knows when it was."""
    (found,) = reading("It goes back to the first round of talks.").suggestions
    assert (found.date, found.round) == ("2025-05-10/2025-05-11", "geneva")
    assert found.covered_by == "geneva-talks"


def test_what_is_said_twice_is_suggested_once(reading: Callable[..., Reading]) -> None:
    """A deadline that an article repeats is one deadline."""
    text = "The TikTok deadline is September 17.\n\nAs the September 17 deadline nears, they talk."
    assert [each.until for each in reading(text).suggestions] == ["2025-09-17"]


def test_every_quote_stands_in_the_text(reading: Callable[..., Reading]) -> None:
    """Letter for letter, line ends included."""
    text = "MADRID, Sept 11 (EW) - Bessent met\nHe Lifeng on\nSunday. They meet again next week."
    made = reading(text)
    assert made.place == "MADRID".title()
    assert [each.date for each in made.suggestions] == ["2025-09-07", "2025-09-15/2025-09-21"]
    assert all(each.quote in text for each in made.suggestions)
    assert "MADRID" not in made.suggestions[0].quote


def test_two_cases_in_one_sentence_are_two(reading: Callable[..., Reading]) -> None:
    """One ..., while the second ...: who acts was said before."""
    text = (
        "Beijing has launched two investigations. One probe is about discrimination, while the "
        "second examines dumping."
    )
    found = reading(text).suggestions
    assert [each.kind for each in found] == ["investigation"] * 3
    assert [each.by for each in found] == [("china",)] * 3
    assert found[2].quote == "the second examines dumping."


def test_whose_words_are_told(reading: Callable[..., Reading]) -> None:
    """The party named before "said"; else the article's own voice."""
    one, two = reading(
        "On Monday China said that it would wait. Shares fell on Tuesday."
    ).suggestions
    assert (one.voice, two.voice) == ("china", "press")


def test_a_publisher_is_known_by_its_other_articles(reading: Callable[..., Reading]) -> None:
    """Voice and type are those that the record gives it; a party's own office speaks for it."""
    assert (reading("x", publisher="The ministry").voice, reading("x").voice) == ("china", "press")
    assert reading("x", publisher="the Ministry").type == "official"
    assert reading("x", publisher="U.S. Trade Office").voice == "us"


def test_a_text_that_is_stored_already_is_recognised(reading: Callable[..., Reading]) -> None:
    """By its hash, or by its words."""
    made = reading(STORED.replace(" of a", "\nof  a"))
    assert (made.same_as, made.is_same, made.origin) == ("old", True, "")


def test_a_reprint_is_recognised_and_its_origin_proposed(reading: Callable[..., Reading]) -> None:
    """With small changes; a text of a few words in common is none."""
    edited = STORED.replace("Word 7 of", "The seventh word of") + " The agency added this."
    made = reading(edited, publisher="The Daily Example")
    assert (made.same_as, made.is_same, made.origin) == ("old", False, "Example Wire")
    assert reading(edited, publisher="Example Wire").origin == ""
    assert reading("Word 3 of a story that is stored already.").same_as == ""
