"""Backups in an object storage, a moment in the past, and the database as it was then."""
