"""The form of one card: what was read, as the editor would have it."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from .. import terms
from ..catalogue import answering
from ..models import Report, Site, invalid
from ..places import parse_point
from ..terms import Fault
from .standing import numbered

OTHER, NEW = "other", "new"
MOST_FOUND = 8
RAW = {"dir": "auto", "autocomplete": "off"}


def choices(vocabulary: terms.Vocabulary, nothing: str = "") -> list[tuple[str, str]]:
    """(value, label) pairs; ``nothing`` is what stands where none is chosen, if that may be."""
    return [*([("", nothing)] if nothing else []), *((value, _(label)) for value, label in vocabulary.choices)]


def as_stored(model, name: str, **said) -> forms.Field:
    """The form's field of a column, which refuses at once what the column would."""
    column = model._meta.get_field(name)
    return column.formfield(validators=column.validators, **said)


class CardForm(forms.Form):
    """A claim as it stands on its card. ``cleaned_data`` holds the fields that ``intake.accept`` takes.

    The site may be one of those offered, one that is named, or a new one, which is made when the card is accepted.
    """

    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    site = forms.CharField(required=False, error_messages={"required": gettext_lazy("Choose the site.")})
    site_named = forms.CharField(label=gettext_lazy("Another site, by name"), required=False, max_length=200)
    level = forms.ChoiceField(label=gettext_lazy("Damage level"), required=False)
    recovery = forms.ChoiceField(label=gettext_lazy("Recovery step"), required=False)
    cause = forms.ChoiceField(label=gettext_lazy("Main cause"), required=False)
    event = as_stored(Report, "event", help_text="")
    verification = forms.ChoiceField(label=gettext_lazy("Verification"))
    role = forms.ChoiceField(label=gettext_lazy("The article"), initial="says")
    claimant = forms.CharField(label=gettext_lazy("Who says so"), required=False, max_length=300)
    quote = forms.CharField(
        label=gettext_lazy("Quotation"), strip=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    as_report = forms.BooleanField(label=gettext_lazy("Make a report of the threat: state not known"), required=False)
    new_name = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=200)
    new_kind = forms.ChoiceField(label=gettext_lazy("Kind of site"), required=False)
    new_country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    new_place = forms.CharField(label=gettext_lazy("Town and region"), required=False, max_length=300)
    new_coordinates = forms.CharField(label=gettext_lazy("Coordinates"), required=False, max_length=100)

    def __init__(self, *args, causes=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.causes_as_read = list(causes)
        self.found = []
        self.notice = ""
        for name, offered in _offered().items():
            self.fields[name].choices = offered
        for name in ("site_named", "claimant", "quote", "new_name", "new_place"):
            self.fields[name].widget.attrs |= RAW
        for name in ("event", "new_coordinates"):
            self.fields[name].widget.attrs |= RAW | {"dir": "ltr"}
        self.fields["event"].widget.attrs["data-edtf"] = reverse("admin:desk_date_words")

    def clean(self):
        said = super().clean()
        if said.get("kind") == "threat" and not said.get("as_report"):
            self.add_error("as_report", _("A threat is no damage: drop it, or choose to make a report of it."))
        if said.get("kind") == "damage" and not said.get("level"):
            self.add_error("level", _("Choose a damage level."))
        if said.get("kind") == "recovery" and not said.get("recovery"):
            self.add_error("recovery", _("Choose the step of recovery."))
        said["site"] = self._site(said)
        return said

    def _site(self, said: dict) -> Site | None:
        chosen = said.get("site") or (OTHER if said.get("site_named") else "")
        if chosen == NEW:
            return self._new_site(said)
        if chosen == OTHER:
            return self._named(said.get("site_named", ""))
        site = numbered(Site.objects, chosen)
        if site is None:
            self.add_error("site", _("Choose the site that it happened to."))
        return site

    def _named(self, name: str) -> Site | None:
        self.found = called(name)
        if len(self.found) == 1:
            return self.found[0]
        several, none = _("Several sites are called so: choose one of them."), _("No site is called so.")
        self.add_error("site", several if self.found else none)
        return None

    def _new_site(self, said: dict) -> Site | None:
        site = Site(name=said.get("new_name", ""), kind=said.get("new_kind", ""), country=said.get("new_country", ""))
        site.place = said.get("new_place", "")
        try:
            if said.get("new_coordinates"):
                point = parse_point(said["new_coordinates"])
                site.latitude, site.longitude = point.latitude, point.longitude
            site.full_clean(exclude=["slug"], validate_unique=False, validate_constraints=False)
        except Fault as fault:
            self.add_error("new_coordinates", invalid(fault))
        except ValidationError as fault:
            self._blame(fault)
        return site

    def _blame(self, fault: ValidationError) -> None:
        """What is wrong with the new site, beside its fields."""
        for name, problems in fault.message_dict.items():
            field = {"latitude": "new_coordinates"}.get(name, f"new_{name}")
            self.add_error(field if field in self.fields else "site", problems)

    @property
    def claim_fields(self):
        """What is edited of the claim itself; the site is chosen apart."""
        names = ("kind", "level", "recovery", "cause", "event", "verification", "role", "claimant", "quote")
        return [self[name] for name in names]

    @property
    def new_fields(self):
        return [self[name] for name in self.fields if name.startswith("new_")]

    @cached_property
    def edited(self) -> dict:
        """The fields as ``intake.accept`` takes them."""
        said = self.cleaned_data
        names = ("kind", "site", "level", "recovery", "event", "verification", "claimant", "quote")
        others = [one for one in self.causes_as_read[1:] if one != said["cause"]]
        return {name: said[name] for name in names} | {"causes": [said["cause"], *others] if said["cause"] else []}


def _offered() -> dict[str, list]:
    role_words = {role: _(terms.ROLES.label(role)) for role in terms.SUPPORTING_ROLES}
    return {
        "kind": choices(terms.CLAIM_KINDS),
        "level": choices(terms.LEVELS, _("Choose the level")),
        "recovery": choices(terms.RECOVERIES, _("Choose the step")),
        "cause": choices(terms.CAUSES, _("Not said")),
        "verification": choices(terms.VERIFICATIONS),
        "role": list(role_words.items()),
        "new_kind": choices(terms.KINDS, _("Choose the kind")),
        "new_country": [("", _("Choose the country")), *countries],
    }


def called(name: str) -> list[Site]:
    """The sites, drafts too, that are called so: to the letter if there are any, else in any spelling or in part."""
    name = " ".join(name.split())
    if not name:
        return []
    exactly = Q(name__iexact=name) | Q(names__text__iexact=name)
    about = Q(name__icontains=name) | Q(names__text__icontains=name) | Q(pk__in=answering(name))
    for wanted in (exactly, about):
        if found := list(Site.objects.filter(wanted).distinct().order_by("name", "pk")[:MOST_FOUND]):
            return found
    return []
