"""A build: what has changed since the last one, what must be made again, who makes it, and where.

Knows the order of a build that remembers; what stands in files and on pages, other rooms know.
"""
