"""Countries as the news call them: their peoples, and the ministries and seats that speak for them.

Knows common usage of English, and of Chinese for two countries; knows no record.
"""

from collections.abc import Iterable

from parley.intake.naming.tokens import tokens


def _names(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split("|"))


# What the news call a country and its people.
PEOPLES: dict[str, tuple[str, ...]] = {
    country: _names(names)
    for country, names in {
        "Argentina": "Argentine|Argentinian",
        "Australia": "Australian|Australians",
        "Brazil": "Brazilian|Brazilians",
        "Canada": "Canadian|Canadians",
        "China": "Chinese|Sino|PRC|People's Republic of China|中国|中國|中方|中华人民共和国",
        "Cuba": "Cuban",
        "Denmark": "Danish",
        "Egypt": "Egyptian|Egyptians",
        "Ethiopia": "Ethiopian|Ethiopians",
        "European Union": "EU|European",
        "France": "French",
        "Germany": "German|Germans",
        "India": "Indian|Indians",
        "Indonesia": "Indonesian",
        "Iran": "Iranian|Iranians",
        "Iraq": "Iraqi",
        "Ireland": "Irish",
        "Israel": "Israeli|Israelis",
        "Italy": "Italian|Italians",
        "Japan": "Japanese",
        "Malaysia": "Malaysian",
        "Mexico": "Mexican|Mexicans",
        "Netherlands": "Dutch|Holland",
        "New Zealand": "New Zealander|New Zealanders",
        "North Korea": "North Korean|DPRK",
        "Norway": "Norwegian",
        "Pakistan": "Pakistani",
        "Philippines": "Philippine|Filipino",
        "Poland": "Polish",
        "Qatar": "Qatari",
        "Russia": "Russian|Russians",
        "Saudi Arabia": "Saudi|Saudis",
        "Singapore": "Singaporean",
        "South Africa": "South African",
        "South Korea": "South Korean|South Koreans|Korea|Korean|ROK",
        "Spain": "Spanish|Spaniard|Spaniards",
        "Sudan": "Sudanese",
        "Sweden": "Swedish|Swede|Swedes",
        "Switzerland": "Swiss",
        "Taiwan": "Taiwanese",
        "Thailand": "Thai",
        "Turkey": "Turkish|Türkiye",
        "Ukraine": "Ukrainian|Ukrainians",
        "United Kingdom": "U.K.|Britain|British|Briton|Britons|Great Britain|England|English",
        "United States": "U.S.|USA|America|American|Americans|United States of America"
        "|美国|美國|美方",
        "Vietnam": "Vietnamese",
    }.items()
}


def last_words(names: Iterable[str]) -> frozenset[str]:
    """Return the last word of each name as it is compared, in small letters."""
    return frozenset(tokens(name)[-1].low for name in names)


NATIONS = last_words(name for pair in PEOPLES.items() for name in (pair[0], *pair[1]))

COUNTRIES = frozenset(country.casefold() for country in PEOPLES)

# Two countries in one word.
PAIRS = {"中美": ("China", "United States"), "美中": ("China", "United States")}

# Who speaks for a country. A word in small letters may have a capital in the text.
SPEAKERS: dict[str, tuple[str, ...]] = {
    country: _names(names)
    for country, names in {
        "China": "MOFCOM|Ministry of Commerce|commerce ministry|State Council|Zhongnanhai"
        "|Ministry of Foreign Affairs|foreign ministry|State Council Tariff Commission"
        "|National People's Congress|Communist Party|Politburo|商务部|商務部|外交部|国务院|國務院",
        "European Union": "European Commission|European Council|Brussels",
        "United Kingdom": "Downing Street|Whitehall",
        "United States": "White House|Treasury|Treasury Department|Department of the Treasury"
        "|USTR|U.S. Trade Representative|Office of the U.S. Trade Representative"
        "|Commerce Department|Department of Commerce|Bureau of Industry and Security"
        "|State Department|Department of State|Justice Department|Department of Justice"
        "|Pentagon|Capitol Hill|Congress|Senate|House of Representatives|Oval Office"
        "|Customs and Border Protection|Homeland Security|白宫|白宮|华府|華府|美财政部",
    }.items()
}

# Names that hold a name of a country, a capital or a speaker and mean something else.
OTHERS = _names(
    """
    Latin America | South America | North America | Central America | Latin American |
    North American | South American | Central American | African American | African Americans |
    Bank of America | American Express | American Airlines | American Eagle | USA Today |
    US Steel | U.S. News & World Report | Voice of America | South China Sea |
    East China Sea | South China Morning Post | China Daily | China Morning Post |
    China News Service | China Central Television | China Media Group | China Global Television |
    Chinese Taipei | Chinese New Year | Republic of China | Washington Post | Washington Times |
    Washington Examiner | George Washington | Washington state |
    University of Washington | Mount Washington | Lake Washington | Port Washington |
    Beijing Daily | Beijing News | Beijing Youth Daily | Treasury yield | Treasury yields |
    Treasury bond | Treasury bonds | Treasury note | Treasury notes | Treasury bill |
    Treasury bills | Treasury market | Library of Congress | Indian National Congress |
    Continental Congress | World Congress | Party Congress | New London | London Stock Exchange |
    London Metal Exchange | Financial Times | Geneva Convention | Geneva Conventions |
    Paris Agreement | Paris Club | Real Madrid |
    北京时间 | 北京時間 | 北京方面 | 北京当局 | 北京當局 | 北京日报 | 北京青年报 | 新京报 |
    华盛顿方面 | 華盛頓方面 | 华盛顿邮报 | 華盛頓郵報 | 华盛顿时报 | 华盛顿州 | 华盛顿大学 |
    伦敦金属交易所 | 伦敦证券交易所 | 日内瓦公约 | 巴黎协定 | 巴黎协议 | 皇家马德里
    """
)
