"""The container file, and a check of it where there is no engine: python -m deploy.container."""
