"""Words of news prose that name people, places, topics and parties of the record, or somebody new.

Knows names and how texts vary them; knows no date.
"""
