"""Files from outside become manuscripts or entries: their encoding, their form, what they state.

Knows forms of files; knows nothing of the record.
"""
