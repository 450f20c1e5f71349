"""Faults put on the real binary: what really happened, and what its store says afterwards."""
