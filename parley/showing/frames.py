"""The frame: what stands on every page. It holds nothing that one more event would change.

Knows the site's settings, its navigation and which way languages are written; knows no event.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from markupsafe import Markup, escape

from parley.settings import Settings
from parley.showing import views
from parley.showing.indexes import NAMES
from parley.words import language_of_letters

# Scripts in use that run from right to left, by ISO 15924 (Unicode CLDR, scriptMetadata.txt), and
# languages that are written in one of them if nothing else is said (CLDR, likelySubtags.xml).
RIGHT_TO_LEFT_SCRIPTS = {"Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc",
                         "Thaa", "Yezi"}  # fmt: skip
RIGHT_TO_LEFT = {"ar", "arc", "ary", "arz", "bal", "ckb", "dv", "fa", "glk", "he", "iw", "ks",
                 "lrc", "mzn", "nqo", "pnb", "prs", "ps", "rhg", "sd", "sdh", "skr", "syr", "ug",
                 "ur", "yi"}  # fmt: skip

# The language of the words that templates and labels bring along.
INTERFACE = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands on every page."""

    title: str
    language: str
    direction: str
    signs: int
    home: str
    navigation: tuple[tuple[str, str, str], ...]
    record_to: views.Moment | None
    repo_url: str

    def current(self, section: str, here: str) -> str:
        """Return what a page is to the entry of its section: the `page` itself, or `true`."""
        tops = (target for key, target, _ in self.navigation if key == section)
        return "page" if here in tops else "true"

    def tongue(self, language: str = INTERFACE) -> Markup:
        """Return the attributes of an element whose words are in a language of their own.

        `lang` where it is not the site's, `dir` where it also runs the other way. Nothing where
        it is not stated, or says no more than the site does: en on a site in en-GB.
        """
        return _tongue(language, self.language, self.direction)

    def names(self, names: Sequence[str]) -> Markup:
        """Return names in one row; one in letters that tell a language says which."""
        return Markup(", ").join(map(self._name, names))

    def _name(self, name: str) -> Markup:
        language = language_of_letters(name)
        told = self.tongue(language) if language else Markup("")
        return Markup("<span{}>{}</span>").format(told, name) if told else escape(name)


@lru_cache(maxsize=256)  # some languages of a site, asked for on every page
def _tongue(language: str, around: str, runs: str) -> Markup:
    """Return the attributes of words in a language that stand in another, which runs some way."""
    turned = direction(language)
    if turned != runs and language:
        return Markup(' lang="{}" dir="{}"').format(language, turned)
    is_same = f"{around}-".casefold().startswith(f"{language}-".casefold())
    return Markup("") if is_same or not language else Markup(' lang="{}"').format(language)


def direction(language: str) -> str:
    """Return rtl or ltr for a language tag; the script that it names decides (BCP 47)."""
    first, *others = language.split("-")
    # What follows a single letter is an extension or for private use, and names no script.
    stated = takewhile(lambda part: len(part) > 1, others)
    script = next((part.title() for part in stated if len(part) == 4 and part.isalpha()), "")
    runs_left = script in RIGHT_TO_LEFT_SCRIPTS if script else first.lower() in RIGHT_TO_LEFT
    return "rtl" if runs_left else "ltr"


def frame(settings: Settings) -> Frame:
    """Return the frame of every page."""
    shown = ("topics", "rounds", "measures", "people", "places", "articles")
    navigation = [("timeline", settings.addresses.href("/"), "Timeline")]
    navigation += [(kind, settings.addresses.href(f"/{kind}/"), NAMES[kind]) for kind in shown]
    navigation += [
        ("data", settings.addresses.href("/data/"), "Data"),
        ("about", settings.addresses.href("/about/"), "About"),
    ]
    return Frame(
        title=settings.title,
        language=settings.language,
        direction=direction(settings.language),
        signs=min(len(settings.parties), views.SIGNS),
        home=settings.addresses.href("/"),
        navigation=tuple(navigation),
        record_to=views.moment(settings.record_to) if settings.record_to else None,
        repo_url=settings.repo_url,
    )
