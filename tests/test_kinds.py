"""Which kind of event a sentence tells, by the cue that stands nearest to its date."""

import pytest

from parley.intake.story.kinds import Kinds, nearest
from parley.settings import Kind, Settings
from tests.test_suggest import KINDS

ALL = Settings(
    title="T",
    base_url="https://example.org/",
    language="en",
    kinds=tuple(Kind(id=kind, name=kind.title()) for kind in KINDS),
)

# The date is what stands between the brackets.
ROWS = (
    ("The two sides met in Geneva on [May 10].", "talks"),
    ("Talks ended in Geneva on [Sunday] and both called them constructive.", "talks"),
    ("Bessent travelled to Madrid on [September 12] to carry out the consensus.", "talks"),
    ("They are to meet on [Sept. 14], a U.S. official said.", "talks"),
    ("Trump and Xi spoke by phone on [June 5].", "call"),
    ("They had a good call on [June 5].", "call"),
    ("China's ministry said on [Friday] that the talks were constructive.", "statement"),
    ("On [May 30] Trump wrote that China had violated its agreement.", "statement"),
    ("The sides agreed in [May] to a truce.", "agreement"),
    ("A framework was reached on [June 11].", "agreement"),
    ("On [August 11] Trump extended the truce by 90 days.", "extension"),
    ("The third delay for TikTok, signed on [19 June], holds.", "extension"),
    ("He put the date off on [June 19].", "extension"),
    ("Beijing opened a probe into U.S. chips on [September 13].", "investigation"),
    ("On [Sept. 13] China opened two cases against American chips.", "investigation"),
    ("The Supreme Court heard argument on the tariffs on [November 5].", "court"),
    ("A judge blocked the duties on [May 28].", "court"),
    ("On [October 9] Beijing widened its export controls on rare earths.", "export-control"),
    ("The Commerce Department put 32 entities on its list on [Friday].", "export-control"),
    ("Washington raised tariffs on Chinese goods on [April 9].", "tariff-action"),
    ("The U.S. put a 10% tariff on all Chinese goods on [February 4].", "tariff-action"),
    ("He signed an executive order on [September 25].", "executive-action"),
    ("The bill was signed into law on [April 24].", "legislation"),
    ("The deadline is [September 17].", "deadline"),
    ("双方[14日]在马德里会谈。", "talks"),
    ("Shares fell on [Tuesday].", ""),
)


@pytest.mark.parametrize(("sentence", "kind"), ROWS, ids=[row[0][:40] for row in ROWS])
def test_the_nearest_cue_tells_the_kind(sentence: str, kind: str) -> None:
    """Verbs tell more than nouns, and "said" tells little unless the day is that of the words."""
    start, end = sentence.index("["), sentence.index("]") - 1
    bare = sentence.replace("[", "").replace("]", "")
    assert nearest(Kinds(ALL).cues(bare), start, end) == kind


def test_a_site_has_its_own_kinds_and_names_for_them() -> None:
    """Of what it does not declare, nothing is suggested; a kind of its own is known by its name."""
    settings = Settings(
        title="T",
        base_url="https://example.org/",
        language="en",
        kinds=(Kind(id="meeting", name="Meeting"), Kind(id="flood", name="Flood")),
    )
    kinds = Kinds(settings)
    assert kinds.id("talks") == "meeting"
    assert kinds.id("court") == ""
    assert kinds.id(nearest(kinds.cues("The flood came on May 5."), 18, 23)) == "flood"
