"""Checks of Tally's statistics against other implementations, one module a topic."""
