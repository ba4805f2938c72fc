"""Words that go with names in the news: titles, family names, what talks are called, numbers.

Knows common usage of English; knows no record.
"""

from parley.intake.naming.ordinary_words import in_order, words

# Before a surname. Those of rank must be in the person's role, where that is stated.
RANKS = words(
    """
    president premier minister secretary senator governor judge justice king queen chancellor
    congressman congresswoman mayor general prince princess pope
    """
)
TITLES = RANKS | words(
    """
    mr mrs ms miss dr sir madam lord lady sen rep gov gen col prof professor vice deputy prime
    ambassador representative envoy negotiator director chairman chairwoman chair chief czar
    commissioner spokesman spokeswoman spokesperson counselor leader comrade candidate counterpart
    official officer executive ceo foreign finance commerce trade treasury economy state acting
    former then
    """
)
AFTER_SURNAMES = words(
    """
    jr sr tower towers organization organisation foundation media hotel hotels library center
    centre university plaza family inc corp co ltd
    """
)
SUFFIXES = words("jr sr ii iii iv")
COMPANIES = words("ag bv co corp gmbh inc llc lp ltd nv plc sa")

# Surnames that are words of every sentence: only with a title before them.
NOT_ALONE = words(
    """
    he she you so an will may can do to in on no me us it is as at be by go or if we my up sun day
    see mark ban long an young price major hope page best early rich more
    """
)

# The common family names of Chinese and Korean, which come first.
FAMILY_FIRST = words(
    """
    kim lee park choi yoon jung moon tsai
    ai an bai bao bi bian bo cai cao cen chai chang che chen cheng chu cui dai deng ding dong dou
    du duan fan fang fei feng fu gan gao ge geng gong gu guan guo hai han hao he hong hou hu hua
    huang huo ji jia jian jiang jiao jin jing kang ke kong lai lan lei leng li lian liang liao lin
    ling liu long lou lu luo lv ma mao mei meng mi miao min mo mou mu ni nie ning niu ou ouyang
    pan pang pei peng pi pu qi qian qiao qin qiu qu quan ran rao ren rong ruan sang sha shang shao
    shen sheng shi shu si sima song su sun tan tang tao teng tian tong tu wan wang wei wen weng wu
    xi xia xiang xiao xie xin xing xiong xu xue yan yang yao ye yi yin ying you yu yuan yue zang
    zeng zha zhai zhan zhang zhao zheng zhong zhou zhu zhuang zhuo zong zou zuo
    """
)

TALKS = words(
    """
    talk talks meeting meetings round rounds negotiation negotiations discussion discussions
    consultation consultations session sessions dialogue dialog
    """
)
MEETS = words(
    """
    meet meets met meeting meetings negotiate negotiated negotiating sat sit
    """
)
SUMMITS = words("summit summits")
BOTH = words("sides delegations teams negotiators countries governments nations powers")
LISTS = frozenset(("and", "or", "&", ","))

ORDINALS = in_order(
    """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
    """
)
CARDINALS = in_order(
    """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty
    """
)
