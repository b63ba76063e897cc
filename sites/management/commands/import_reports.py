from ..importing import ImportCommand


class Command(ImportCommand):
    kind = "reports"
    help = (
        "Bring in a file of reports: all of it or nothing. What came before is known again by its identifier, so that "
        "the same file twice changes nothing."
    )
