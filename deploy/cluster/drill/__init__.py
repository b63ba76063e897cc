"""Faults struck into a cluster while it is written and read, and what came of each."""
