from django.core.management.base import CommandError

from ... import follow
from ..writing import WritingCommand

WORDS = {
    "sent": "Mails sent: {n}.",
    "nothing": "Nothing new for: {n}.",
    "failed": "Not taken by their mail server, tried again tomorrow: {n}.",
    "dropped": f"Dropped, because no mail was taken on {follow.MOST_FAILURES} days in a row: {{n}}.",
    "gone": "Left as they are, because the site that they follow is not shown at present: {n}.",
    "unconfirmed": "Never confirmed, and forgotten: {n}.",
}


class Command(WritingCommand):
    help = (
        "Write to those who follow something what is new since they were written to, to each at most once a day, and "
        "forget addresses that were never confirmed. Run it every day, or every hour; twice does no harm."
    )

    def handle(self, **options):
        if not follow.offered():
            raise CommandError("This installation sends no mail: set EMAIL_HOST and DEFAULT_FROM.")
        told = follow.Told()
        try:
            follow.tell_followers(told)
        except follow.Unreachable as fault:
            raise CommandError(f"The mail server cannot be reached, and the rest waits: {fault}") from fault
        finally:
            for what, words in WORDS.items():
                if told[what] or what == "sent":
                    self.stdout.write(words.format(n=told[what]))
