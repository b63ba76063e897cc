"""The Django project: settings, the address book's root, middleware and health."""
