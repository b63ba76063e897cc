"""Everybody's work comes in; what waits for whom, and the page on which reviewers decide upon it, go out."""

from .notes import few_of, notes, outcome_of
from .queue import queue
from .work import a_year_ago, work_of

__all__ = ["a_year_ago", "few_of", "notes", "outcome_of", "queue", "work_of"]
