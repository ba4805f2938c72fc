"""Tests of parley; each docstring is a sentence that must hold."""
