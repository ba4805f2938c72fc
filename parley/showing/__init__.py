"""Showing: from a timeline to pages. Never imports reading."""
