"""A small record in which everything hangs together: tests/good_site, and as much again.

Rounds with delegations, measures set several times, differences that several events share,
reprints, aliases, snapshots, links between texts: what shows on pages other than its own.
"""

import shutil
from pathlib import Path

from tests.conftest import GOOD_SITE, Files, write

SITE = """\
title = "Talks on the river"
tagline = "Two towns and one bridge."
base_url = "https://example.org/river/"
language = "en"
timezone = "Europe/Madrid"
record_to = "2026-02-28"
span = "2025/2026"
repo_url = "https://example.com/river/record"
snapshots = ["2025-05-31", "2025-07-15"]

[[parties]]
id = "north"
name = "North Bank"
short = "North"
capital = "Norton"
zone = "Europe/London"

[[parties]]
id = "south"
name = "South Bank"
short = "South"
capital = "Sutton"
zone = "Asia/Shanghai"

[[kinds]]
id = "talks"
name = "Talks"

[[kinds]]
id = "order"
name = "Order"
public = true

[[kinds]]
id = "leaders"
name = "Leaders’ meeting"
"""

MORE: Files = {
    "site.toml": SITE,
    "topics/ferry.md": "---\ntitle: The ferry\nsummary: By water.\n---\nSee [[bridge]].\n",
    "people/envoy.md": "---\ntitle: The envoy of Sutton\nrole: Envoy\nparty: south\n---\n",
    "places/harbour.md": "---\ntitle: Ferry harbour\ncountry: Riverland\n---\n",
    "pages/method.md": """\
---
title: How we work
---
Read [[gazette]], [[bridge-closed]] and [[rounds/second]].
""",
    "measures/toll.md": """\
---
title: Toll on the bridge
by: [south]
unit: crowns
topics: [bridge]
summary: What a crossing costs.
---
It was free until [[toll-set]].
""",
    "rounds/second.md": """\
---
title: Second round
event: second-talks
number: 2
label: Harbour
delegations:
  north: [mayor]
  south: [envoy]
hosts: [envoy]
summary: The ferry will run at night.
---
It follows [[rounds/first]].
""",
    "articles/wire.md": """\
---
title: Bridge to stay shut, officials say
publisher: Harbour Wire
url: https://example.com/wire
published: 2025-07-29
type: wire
---
The council will keep the bridge closed until 1 November, three officials said.
Nobody has asked the ferry. It runs twice a day, [when it runs](https://example.com/ferry).
""",
    "articles/reprint.md": """\
---
title: Bridge stays shut
publisher: Morning Paper
url: https://example.com/morning
published: 2025-07-30
origin: Harbour Wire
type: news
---
The council will keep the bridge closed until 1 November, three officials said.
""",
    "articles/notice.md": """\
---
title: Order 9 of the North Bank council
publisher: North Bank council
url: https://example.com/order-9
published: 2025-07-31
type: official
voice: north
text: full
---
By Order 9 the closure is extended until 1 November 2025.

## What stays

Nothing else changes.
""",
    "articles/communique.md": """\
---
title: Communique of the second talks
publisher: South Bank office
url: https://example.com/communique
published: 2025-09-16
type: official
voice: south
---
The toll is suspended for a hundred days. The ferry will run at night.
""",
    "events/2025/toll-set.md": """\
---
title: South Bank sets a toll
date: 2025-06-01
kind: order
by: [south]
topics: [bridge]
places: [harbour]
sources:
  - article: diary
    quote: nobody crossed
sets:
  - measure: toll
    value: 2
    from: 2025-06-10
    instrument: Decree 3
---
""",
    "events/2025/closure-extended.md": """\
---
title: North Bank extends the closure
date: 2025-07-30
kind: order
by: [north]
topics: [bridge, ferry]
people: [mayor]
summary: The closure goes on until November.
sources:
  - article: notice
    quote: the closure is extended until 1 November 2025
  - article: wire
    quote: keep the bridge closed until 1 November
  - article: reprint
    quote: three officials said
sets:
  - measure: closure
    until: 2025-11-01
    instrument: Order 9
corrections:
  - date: 2025-08-02
    note: The number of the order was wrong.
---
It was [[bridge-closed|first closed]] in May; [[mayor]] signed.
""",
    "events/2025/second-talks.md": """\
---
title: Second talks, in the harbour
date: 2025-09-14/2025-09-15
kind: talks
by: [north, south]
weight: lead
round: second
topics: [ferry]
people: [mayor, envoy]
places: [harbour]
sources:
  - article: communique
    quote: The ferry will run at night.
  - wire
sets:
  - measure: toll
    state: suspended
    until: 2025-12-24
differs:
  - question: Did the ferry run?
    claims:
      - says: It did
        sources: [communique]
      - says: Only in daylight
        sources: [wire, diary]
    also: [ferry-strike, closure-extended]
aliases: [harbour-talks, night-ferry]
---
After [[talks-in-midville]], on [[measures/toll]] and [[harbour]]. See [[topics/ferry]].
""",
    "events/2026/reopening.md": """\
---
title: The bridge reopens
date: 2026-01-10
kind: order
by: [north]
topics: [bridge]
sources: [gazette]
known: 2026-01-11
sets:
  - measure: closure
    state: ended
  - measure: toll
    state: announced
    value: 4
    from: 2026-03-01
---
""",
    "events/2026/third-talks.md": """\
---
title: A third meeting is planned
date: 2026-02
kind: talks
topics: [bridge]
draft: true
---
A draft may name [[reopening]].
""",
}


def lay_out(folder: Path) -> Path:
    """Write the record into a new folder, as `content/` and `seeds/`."""
    shutil.copytree(GOOD_SITE, folder)
    write(folder / "content", MORE)
    return folder
