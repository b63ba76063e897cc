from urllib.parse import urlsplit, urlunsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..dates import parse
from ..places import check_footprint
from ..terms import Fault, Vocabulary, is_tracker

LONGEST_NUMBER = 18  # digits; more would be no number of the database
DEFAULT_PORTS = {"http": 80, "https": 443}


def invalid(fault: Fault) -> ValidationError:
    """A fault of a plain room as Django's forms want it: translated, with its values filled in."""
    return ValidationError(_(fault.template).format(**fault.values))


def is_number(text) -> bool:
    """Whether what a request sends may be the number of a record."""
    return str(text).isdecimal() and len(str(text)) <= LONGEST_NUMBER


def check_edtf(text: str) -> None:
    try:
        parse(text)
    except Fault as fault:
        raise invalid(fault) from fault


def check_outline(outline) -> None:
    try:
        check_footprint(outline)
    except Fault as fault:
        raise invalid(fault) from fault


class EdtfField(models.CharField):
    """An EDTF date as text. On saving it is normalised, and where the model has columns ``<name>_earliest`` and
    ``<name>_latest`` they follow it, so that text and days can never disagree."""

    default_validators = [check_edtf]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance, add):
        text = getattr(model_instance, self.attname)
        day = parse(text) if text else None
        for bound in ("earliest", "latest"):
            if hasattr(model_instance, f"{self.name}_{bound}"):
                setattr(model_instance, f"{self.name}_{bound}", day and getattr(day, bound))
        setattr(model_instance, self.attname, day.edtf if day else "")
        return getattr(model_instance, self.attname)


class TermField(models.CharField):
    """A value of a vocabulary. ``one_of(name)`` gives the constraint by which the database keeps to it."""

    def __init__(self, vocabulary: Vocabulary | None = None, **kwargs):
        if vocabulary is not None:
            kwargs.setdefault("choices", [(value, gettext_lazy(label)) for value, label in vocabulary.choices])
        kwargs.setdefault("max_length", 24)
        super().__init__(**kwargs)


class TermListField(models.JSONField):
    """Values of a vocabulary in the order in which they were given, each once."""

    def __init__(self, vocabulary: Vocabulary | None = None, **kwargs):
        self.vocabulary = vocabulary
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(**kwargs)

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        if not isinstance(value, list) or len(value) != len({str(one) for one in value}):
            raise ValidationError(_("Give each value once, in a list."))
        for one in value:
            if not isinstance(one, str) or one not in self.vocabulary:
                raise ValidationError(
                    _("“%(value)s” is not one of: %(known)s.")
                    % {"value": str(one)[:60], "known": ", ".join(self.vocabulary)}
                )


def canonical_link(link: str) -> str:
    """One address for one page: lowercase host, no fragment, no default port, no parameters that only track readers."""
    try:
        parts = urlsplit(link.strip())
        port = parts.port
    except ValueError as fault:
        raise ValidationError(_("“%(link)s” is not a web address.") % {"link": link[:100]}) from fault
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    host += f":{port}" if port and port != DEFAULT_PORTS.get(parts.scheme.lower()) else ""
    kept = "&".join(pair for pair in parts.query.split("&") if not is_tracker(pair.partition("=")[0]))
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", kept, ""))


class WordingsField(models.JSONField):
    """What the text of a record says in other languages, as ``sites.wordings`` has it; null where that is nothing."""

    def __init__(self, *args, **kwargs):
        kwargs |= {"null": True, "blank": True}
        super().__init__(*args, **kwargs)


class LinkField(models.URLField):
    """A web address in its canonical form, or null: two records of one page cannot both be saved."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 2000)
        super().__init__(*args, **kwargs)

    def clean(self, value, model_instance):
        value = super().clean(value, model_instance)
        return canonical_link(value) if value else None

    def get_prep_value(self, value):
        return super().get_prep_value(canonical_link(value) if value else None)


def one_of(field: str, vocabulary, *, blank: bool = False) -> models.CheckConstraint:
    """The database refuses a value that the vocabulary does not hold."""
    values = [*vocabulary, *([""] if blank else [])]
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": values}),
        name=f"%(class)s_{field}_known",
        violation_error_message=_("Choose one of the listed values."),
    )
