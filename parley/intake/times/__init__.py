"""Words of news prose that say when become dates, as fine as they are and no finer.

Knows tables of such words; knows no record and no event.
"""
