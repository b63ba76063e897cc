from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image

from .. import photos
from ..models import Photo, invalid
from ..terms import Fault
from .steps import DraftForm, ReviewedAdmin


class PhotoForm(DraftForm):
    """A picture is checked by its content before anything of it is kept."""

    def clean_original(self):
        file = self.cleaned_data["original"]
        file.seek(0)  # the form may be read twice: see GatedAdmin.changeform_view
        try:
            seen = photos.inspect(file.read())
        except Fault as fault:
            raise invalid(fault) from fault
        self.instance.sha256, self.instance.width, self.instance.height = seen
        known = Photo.objects.filter(sha256=self.instance.sha256).exclude(state="withdrawn").first()
        if known:
            address = reverse("admin:heritage_photo_change", args=[known.pk])
            raise ValidationError(
                format_html('{} <a href="{}">{}</a>', _("This picture is here already:"), address, known)
            )
        file.name = self.instance.sha256  # the camera's and the sender's names for it are nobody's business
        file.seek(0)
        return file


@admin.register(Photo)
class PhotoAdmin(ReviewedAdmin):
    form = PhotoForm
    list_display = ["alt", "site", "moment", "credit", "licence", "state", "graphic"]
    list_filter = ["state", "moment", "graphic"]
    list_select_related = ["site"]
    search_fields = ["alt", "credit", "site__name"]
    sortable_by = []
    autocomplete_fields = ["site"]
    actions = []
    fields = ["site", "original", "alt", ("credit", "licence"), ("moment", "taken"), "graphic"]
    readonly_fields = ["preview"]

    def get_fieldsets(self, request, obj=None):
        """Another picture is another record: the file of a saved one is looked at, not exchanged."""
        (title, held), *rest = super().get_fieldsets(request, obj)
        fields = [("preview" if obj else field) if field == "original" else field for field in held["fields"]]
        return [(title, held | {"fields": fields}), *rest]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        answer = super().changeform_view(request, object_id, form_url, extra_context)
        if request.method == "POST" and object_id is None:
            _forget_unsaved(request)
        return answer

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        request.saved_original = obj.original.name

    @admin.display(description=gettext_lazy("picture"))
    def preview(self, photo):
        return picture(photo)


def _forget_unsaved(request) -> None:
    """Take the file away again where the record was not kept in the end."""
    name = getattr(request, "saved_original", "")
    if name and not Photo.objects.filter(original=name).exists():
        default_storage.delete(name)


def picture(photo: Photo):
    """The original, for the desk alone."""
    return format_html(
        '<img class="desk-picture" src="{}" alt="{}" width="{}" height="{}">',
        reverse("admin:desk_picture", args=[photo.pk]),
        photo.alt,
        photo.width,
        photo.height,
    )


def picture_file(request, number):
    """The original of a photo as it was uploaded, for those who may see photos at the desk."""
    if not request.user.has_perm("heritage.view_photo"):
        raise PermissionDenied
    photo = Photo.objects.filter(pk=number).first()
    if photo is None or not default_storage.exists(photo.original.name):
        raise Http404
    with default_storage.open(photo.original.name) as file, Image.open(file) as image:
        kind = image.get_format_mimetype()
    answer = FileResponse(default_storage.open(photo.original.name), content_type=kind)
    answer.headers["Content-Disposition"] = "inline"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
