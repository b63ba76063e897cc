"""What is read in an article, and how far an article has come on its way in."""

from .vocabulary import Term, Vocabulary

CLAIM_KINDS = Vocabulary(
    Term("damage", "Damage", "Something happened to it, or it is misused."),
    Term("recovery", "Recovery", "It was cleared, stabilised, restored or rebuilt."),
    Term("threat", "Threat", "It may come to harm: mined, shelled nearby, vowed to be destroyed."),
    Term("denial", "No damage", "Somebody says that nothing happened to it."),
)

PROPOSAL_STATES = Vocabulary(
    Term("open", "To be decided"),
    Term("accepted", "Accepted as read"),
    Term("changed", "Accepted with changes"),
    Term("dropped", "Dropped"),
)

INTAKE_STATES = Vocabulary(
    Term("waiting", "Waiting"),
    Term("running", "Being read"),
    Term("done", "Read"),
    Term("failed", "Could not be read"),
)
