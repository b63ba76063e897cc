"""What whoever runs the server is told: figures for Prometheus, and lines of the log. Neither tells of a person, an
address or an exact place."""
