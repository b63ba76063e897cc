from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from .. import modes
from ..terms import Fault


class WritingCommand(BaseCommand):
    """A command that writes to the record: it does not begin while nothing may be written."""

    def execute(self, *args, **options):
        try:
            if not options.get("dry_run"):
                modes.require_writing()
        except Fault as fault:
            raise CommandError(_(fault.template).format(**fault.values)) from fault
        return super().execute(*args, **options)
