from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.core.exceptions import ValidationError
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import allowance, photos, uploads
from ..desk import DraftForm, Picker, ReviewedAdmin
from ..models import Photo, invalid, is_number
from ..terms import Fault
from ..translations import Worded
from .worded import WordedAdmin


class PairPicker(Picker):
    """Offers the pictures from before the damage of one site, and shows the chosen one."""

    site = ""

    def get_url(self):
        return f"{super().get_url()}?of={self.site}"


class PhotoForm(Worded, DraftForm):
    """A picture is checked by its content before anything of it is kept."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "original" in self.fields:
            self.fields["original"].widget.attrs["accept"] = "image/jpeg,image/png,image/webp,image/avif"
            self.fields["original"].help_text = _("JPEG, PNG, WebP or AVIF, up to 20 MB.")
        if "pair" in self.fields:
            picker = self.fields["pair"].widget
            getattr(picker, "widget", picker).site = self.instance.site_id

    def clean_original(self):
        file = self.cleaned_data["original"]
        try:
            allowance.refuse_beyond(self.request.user, file.size)
            seen = photos.look(uploads.received(file))  # the form may be read twice: see GatedAdmin.changeform_view
        except Fault as fault:
            raise invalid(fault) from fault
        self.seen = seen
        self.instance.sha256, self.instance.width, self.instance.height = seen.sha256, seen.width, seen.height
        if known := uploads.known_as(seen.sha256):
            address = reverse("admin:heritage_photo_change", args=[known.pk])
            raise ValidationError(
                format_html('{} <a href="{}">{}</a>', _("This picture is here already:"), address, known)
            )
        file.name = self.instance.sha256  # the camera's and the sender's names for it are nobody's business
        file.seek(0)
        return file


@admin.register(Photo)
class PhotoAdmin(WordedAdmin, ReviewedAdmin):
    form = PhotoForm
    change_form_template = "admin/heritage/photo/change_form.html"
    change_list_template = "admin/heritage/photo/change_list.html"
    list_display = ["thumbnail", "described", "site", "moment", "taken", "credit", "state"]
    list_display_links = ["described"]
    list_filter = ["state", "moment", "graphic"]
    list_select_related = ["site"]
    search_fields = ["alt", "credit", "site__name"]
    sortable_by = []
    autocomplete_fields = ["site", "pair"]
    actions = []
    fields = ["site", "original", "alt", ("credit", "licence"), ("moment", "taken"), "pair", "graphic"]

    def get_urls(self):
        view = self.admin_site.admin_view(uploads.upload)
        return [path("upload/", view, name="heritage_photo_upload"), *super().get_urls()]

    def get_fieldsets(self, request, obj=None):
        """Another picture is another record: the file of a saved one is looked at, not exchanged. A picture is
        compared with another of its site, so a new one has none to choose from yet."""
        (title, held), *rest = super().get_fieldsets(request, obj)
        fields = [("preview" if obj else field) if field == "original" else field for field in held["fields"]]
        fields = [field for field in fields if obj or field != "pair"]
        return self.with_languages(request, obj, [(title, held | {"fields": fields}), *rest])

    def editable(self, obj):
        """What a published picture shows may still be said in other languages; the rest of it stays as it is."""
        return obj.is_open or obj.state == "published"

    def get_readonly_fields(self, request, obj=None):
        shut = obj is not None and obj.state == "published"
        return ["preview", *(flatten(self.fields) if shut else [])]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "pair":
            field.widget = PairPicker(db_field, self.admin_site, attrs={"data-shown": uploads.small_address(0)})
            field.widget.choices = field.choices
        return field

    def get_search_results(self, request, queryset, search_term):
        """Of what is compared with a picture, only those of its site from before the damage."""
        found, doubled = super().get_search_results(request, queryset, search_term)
        if request.GET.get("field_name") == "pair":
            site = request.GET.get("of", "")
            found = found.filter(site=site if is_number(site) else None, moment="before").exclude(state="withdrawn")
        return found, doubled

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        answer = super().changeform_view(request, object_id, form_url, extra_context)
        if request.method == "POST" and object_id is None:
            _forget_unsaved(request)
        return answer

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        request.saved_original = obj.original.name
        if not change:
            photos.keep_for_the_desk(obj, form.seen)

    @admin.display(description=gettext_lazy("picture"))
    def thumbnail(self, photo):
        return uploads.thumbnail(photo)

    @admin.display(description=gettext_lazy("description"), ordering="alt")
    def described(self, photo):
        return str(photo)

    @admin.display(description=gettext_lazy("picture"))
    def preview(self, photo):
        return uploads.picture(photo)


def _forget_unsaved(request) -> None:
    """Take the file away again where the record was not kept in the end."""
    name = getattr(request, "saved_original", "")
    if name and not Photo.objects.filter(original=name).exists():
        photos.forget(name)
