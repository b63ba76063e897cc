"""The mutation check: known faults, each a patch in this folder, are put into a copy of the tree; the tests must turn red."""
