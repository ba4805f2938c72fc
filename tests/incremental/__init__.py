"""What tests of repeated builds share: an editor's desk, edits to make there, ways to end a build.

Drives the command line from outside; knows nothing of how the program remembers.
"""
