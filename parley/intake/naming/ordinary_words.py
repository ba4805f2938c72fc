"""Ordinary words of English that news texts begin sentences with, in small letters.

Knows no names: a capital at the beginning of a sentence says nothing about these words.
"""


def in_order(text: str) -> tuple[str, ...]:
    """Return the words of a text that has them in rows, in order."""
    return tuple(text.split())


def words(text: str) -> frozenset[str]:
    """Return the words of a text that has them in rows."""
    return frozenset(in_order(text))


MONTHS = words(
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    """
)
WEEKDAYS = words(
    """
    monday tuesday wednesday thursday friday saturday sunday
    mon tue tues wed thu thur thurs fri sat sun
    """
)

ORDINARY = (
    MONTHS
    | WEEKDAYS
    | words("""
    a about above according across after again against ago ahead all almost along already also
    although always am amid among amongst an analysts and another any anybody anyone anything are
    around as aside asked at away back based be because been before behind being below beneath
    beside besides between beyond both but by call called can cannot cited citing commenting
    compared consider considering could critics currently days deal deals despite did do does doing
    done down due during each earlier early either else elsewhere end even eventually ever every
    everybody everyone everything except experts facing far few finally find first following for
    former from further furthermore get given giving going good had half has have having he hence
    her here hers herself high him himself his how however hundreds i if in indeed inside instead
    into investors is it its itself just key largely last late later latest least leaders less let
    like likewise little long look looking major make making many markets may maybe me meanwhile
    might mine more moreover most much must my near nearly negotiators neither never
    nevertheless new news next no nobody none nonetheless nor not nothing notably noting now
    observers of off officials often on once one only onto or other others otherwise our ours out
    outside over overall own part past people per perhaps photo please possibly previous previously
    prior rather read recent recently regarding relations reporters reporting responding right
    said same saying says second see seen separately several shall shares she should shortly
    similarly since single so some somebody someone something sometimes soon sources speaking still
    stocks such talks tariffs than thanks that the their theirs them themselves then there therefore
    these they third this those though thousands three through throughout thus till time to
    today together tomorrow tonight too top toward towards trade tuesday two under unless unlike
    until up upon us use using very via was we well went were what whatever when whenever where
    whereas whether which while who whoever whole whom whose why will with within without would
    yes yesterday yet you your yours
    four five six seven eight nine ten dozens millions billions
    """)
)

# Capitals that name nobody of a story: agencies that tell it, clocks, quarters.
NEWS = words(
    """
    afp agencies ai ap associated bloomberg ceo cfo copyright cst dpa edt efe est et exclusive gdp
    gmt kyodo ndt photo pti q1 q2 q3 q4 reuters sgt tass tv update upi utc xinhua yonhap
    bst cest cet hkt ist jst kst pdt pm pst pt
    """
)

# What stands around the text of a page, and what is counted there: names of nobody, alone or at
# the end of a name.
FURNITURE = words(
    """
    advertisement days editing graphic hours listen minutes months photo photos points posted
    published read related reporting share subscribe updated updates video watch weeks writing years
    """
)
