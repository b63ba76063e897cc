"""Who works at the installations that are made for these tests."""

PASSWORD = "tetrapylon at dusk"
EDITORS = ("editor-0", "editor-1", "editor-2", "reviewer-3")
MANY = 6000  # sites: from 5,000 on, what is made of them is kept
