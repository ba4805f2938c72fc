"""An article is read as a whole: what it says of itself, and the events that it tells.

Knows times, names and the record together; writes nothing.
"""
