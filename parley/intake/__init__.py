"""`import`: a raw article becomes a sheet and suggested events, other timelines become events.

Knows texts as they come from outside and the record they are to join; each file here one step.
"""
