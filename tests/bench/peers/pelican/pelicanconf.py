"""Pelican's settings: a page for each event, article, topic, person and place, and the timeline.

Events are its articles, and our articles its pages.
"""

SITENAME = "Timeline"
SITEURL = "https://example.org"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
PLUGINS: list[str] = []

ARTICLE_PATHS = ["events"]
PAGE_PATHS = ["pages"]
ARTICLE_URL, ARTICLE_SAVE_AS = "events/{slug}/", "events/{slug}/index.html"
PAGE_URL, PAGE_SAVE_AS = "articles/{slug}/", "articles/{slug}/index.html"
TAG_URL, TAG_SAVE_AS = "topics/{slug}/", "topics/{slug}/index.html"
AUTHOR_URL, AUTHOR_SAVE_AS = "people/{slug}/", "people/{slug}/index.html"
CATEGORY_URL, CATEGORY_SAVE_AS = "places/{slug}/", "places/{slug}/index.html"
DEFAULT_PAGINATION = False
DIRECT_TEMPLATES = ["index", "timeline", "sitemap"]
TIMELINE_SAVE_AS = "timeline/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"

FEED_ALL_ATOM = "feed.xml"
FEED_MAX_ITEMS = 20
FEED_ATOM = FEED_RSS = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
TAG_FEED_ATOM = TRANSLATION_FEED_ATOM = None

MARKDOWN = {"extension_configs": {"markdown.extensions.meta": {}}, "output_format": "html5"}

# Pelican remembers nothing by default; its handbook has these for sites that it builds slowly.
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
CONTENT_CACHING_LAYER = "reader"
CHECK_MODIFIED_METHOD = "mtime"
