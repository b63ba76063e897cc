"""The mutation check: known faults (patches, here) are put into a copy of the tree; the tests must turn red."""
