"""Vocabularies: the values that are stored, the words that people read for them, and the faults they are told of."""

from .archives import archive_lookups, archived_on
from .changes import EDITED, FIELDS, VERBS
from .crosswalks import SCALES, Reading, bare_term, cause_of, kind_of, translate
from .damage import CAUSES, LEVELS, METHODS, NO_REPORT, RECOVERIES, SCALE, STATUSES, STRENGTH, VERIFICATIONS
from .fault import Fault
from .formulas import disarm, rearm
from .identifiers import OF_MANY, SCHEMES, check_identifier, identifier_address, identifier_in
from .reading import CLAIM_KINDS, INTAKE_STATES, PROPOSAL_STATES
from .record import (
    AMENDMENT_STATES,
    ARTICLE_TYPES,
    KINDS,
    NAME_KINDS,
    PHOTO_MOMENTS,
    ROLES,
    STATES,
    SUPPORTING_ROLES,
    VISIBILITIES,
    as_hidden_as,
)
from .trackers import is_tracker
from .vocabulary import Term, Vocabulary

__all__ = [
    "AMENDMENT_STATES",
    "ARTICLE_TYPES",
    "CAUSES",
    "CLAIM_KINDS",
    "EDITED",
    "FIELDS",
    "INTAKE_STATES",
    "KINDS",
    "LEVELS",
    "METHODS",
    "NAME_KINDS",
    "NO_REPORT",
    "OF_MANY",
    "PHOTO_MOMENTS",
    "PROPOSAL_STATES",
    "RECOVERIES",
    "ROLES",
    "SCALE",
    "SCALES",
    "SCHEMES",
    "STATES",
    "STATUSES",
    "STRENGTH",
    "SUPPORTING_ROLES",
    "VERBS",
    "VERIFICATIONS",
    "VISIBILITIES",
    "Fault",
    "Reading",
    "Term",
    "Vocabulary",
    "archive_lookups",
    "archived_on",
    "as_hidden_as",
    "bare_term",
    "cause_of",
    "check_identifier",
    "disarm",
    "identifier_address",
    "identifier_in",
    "is_tracker",
    "kind_of",
    "rearm",
    "translate",
]
