"""What was read becomes new files in content/, proved before they are written, and is told.

Knows sheets, ids and the run; reads no prose.
"""
