"""What `make bench` does: a seeded database of a million sites, and every promised figure beside its limit."""
