"""What site.toml says, as a frozen value: name, address, parties, kinds of events.

Knows no file and no page; parley.reading.site reads it.
"""

from dataclasses import dataclass

from parley.addresses import Addresses
from parley.dates import Day, FuzzyDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One side of the talks; `zone` is the IANA time zone of its capital."""

    id: str
    name: str
    short: str = ""
    capital: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of event; a public one (an order, a ruling) is known from its own day on."""

    id: str
    name: str
    public: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything in site.toml; title, base_url and language alone build a site."""

    title: str
    base_url: str
    language: str
    tagline: str = ""
    repo_url: str = ""
    timezone: str = "UTC"
    record_to: FuzzyDate | None = None
    span: FuzzyDate | None = None
    snapshots: tuple[Day, ...] = ()
    parties: tuple[Party, ...] = ()
    kinds: tuple[Kind, ...] = ()

    @property
    def addresses(self) -> Addresses:
        """Where the pages of this site are."""
        return Addresses.of(self.base_url)
