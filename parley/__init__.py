"""parley: timelines of negotiations that a reader can check.

The rooms, bottom to top, each importing only from lower ones (tests/test_layers.py holds it):
ground (problems, dates, words, addresses, settings, cache, publish), model, timeline,
reading and showing, pipeline, the verbs, cli.
"""

__version__ = "0.1.0"
