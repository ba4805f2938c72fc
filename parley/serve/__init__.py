"""The live preview: the site as it would be built now, in a browser that follows every save.

Knows how files, builds and browsers are brought together; nothing of it is needed for a build.
"""
