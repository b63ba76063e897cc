"""What is read while somebody is answered → the server of the database that it is read from: the primary, or a standby
that has all that readers of this machine were shown."""

from .floor import Floor
from .sources import PRIMARY, STANDBY, Behind, Router, connection, move_to, reading_from, source

__all__ = ["PRIMARY", "STANDBY", "Behind", "Floor", "Router", "connection", "move_to", "reading_from", "source"]
