"""`new`: a content file with its keys filled in or listed, ready for an editor.

Knows the table of fields and where a kind's files stand; reads no content.
"""

KINDS = ("event",)
