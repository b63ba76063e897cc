from ..importing import ImportCommand


class Command(ImportCommand):
    kind = "articles"
    help = (
        "Bring in a file of articles: all of it or nothing. What came before is known again by its identifier, so that "
        "the same file twice changes nothing."
    )
