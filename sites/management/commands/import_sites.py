from ..importing import ImportCommand


class Command(ImportCommand):
    kind = "sites"
    help = (
        "Bring in a file of sites: all of it or nothing. What came before is known again by its identifier, so that "
        "the same file twice changes nothing."
    )
