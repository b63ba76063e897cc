from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from .. import allowance, archive, review
from ..answers import article_at
from ..dates import words
from ..desk import GatedAdmin, GatedForm, ValueFilter
from ..models import Article, Capture, Origin, Report, canonical_link, invalid
from ..terms import Fault, archive_lookups

MOST_RESTING = 50  # reports


class SourceForm(GatedForm):
    """While no published report rests on a source, a reason for its change is offered."""

    cited_as = "articles"

    def usual_reason(self):
        if self.instance._state.adding:
            return super().usual_reason()
        cited = Report.objects.published().filter(**{self.cited_as: self.instance.pk})
        return "" if cited.exists() else _("Details of the source.")


class ArticleForm(SourceForm):
    copy_file = forms.FileField(
        label=gettext_lazy("A file"),
        required=False,
        help_text=gettext_lazy("The saved page, a PDF, a scan: up to 20 MB. It is kept as it is and never changed."),
    )
    copy_text = forms.CharField(
        label=gettext_lazy("Or its text, pasted"),
        required=False,
        strip=False,
        max_length=archive.LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6, "class": "vLargeTextField", "dir": "auto"}),
    )

    def clean_url(self):
        """The same page is logged once: who logs it again is led to what there is."""
        url = self.cleaned_data["url"]
        if not url:
            return None
        known = Article.objects.filter(url=canonical_link(url)).exclude(pk=self.instance.pk).first()
        if known:
            raise ValidationError(
                format_html(
                    '{} <a href="{}">{}</a>',
                    _("This address is logged already:"),
                    reverse("admin:heritage_article_change", args=[known.pk]),
                    known,
                )
            )
        return url

    def clean_copy_file(self):
        file = self.cleaned_data["copy_file"]
        if file and file.size > archive.MOST_BYTES:
            raise ValidationError(_("The file is larger than 20 MB: keep a smaller copy, or its text."))
        return self._allowed(file, file.size if file else 0)

    def clean_copy_text(self):
        text = self.cleaned_data["copy_text"]
        return self._allowed(text, len(text.encode()))

    def _allowed(self, received, size: int):
        """What was handed in, if so much more may be kept of this account today."""
        if received:
            try:
                allowance.refuse_beyond(self.request.user, size)
            except Fault as fault:
                raise invalid(fault) from fault
        return received


class OriginForm(SourceForm):
    cited_as = "articles__origin"


class CaptureInline(admin.TabularInline):
    """The copies that are kept: to be looked at, never changed."""

    model = Capture
    extra = 0
    can_delete = False
    fields = ["day", "digest", "size", "method", "captured_by", "download"]
    readonly_fields = fields
    verbose_name_plural = gettext_lazy("Copies that are kept")

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("kept on"))
    def day(self, capture):
        return capture.captured_at.date()

    @admin.display(description="SHA-256")
    def digest(self, capture):
        return format_html('<code title="{}">{}…</code>', capture.sha256, capture.sha256[:12])

    @admin.display(description=gettext_lazy("file"))
    def download(self, capture):
        return format_html('<a href="{}">{}</a>', reverse("admin:desk_capture", args=[capture.pk]), _("Download"))


def capture_file(request, number):
    """The bytes of a copy, as a file to save: nothing in it is ever shown or run here."""
    if not request.user.has_perm("heritage.view_capture"):
        raise PermissionDenied
    capture = Capture.objects.filter(pk=number).first()
    if not capture:
        raise Http404
    disposition = f'attachment; filename="article-{capture.article_id}-{capture.sha256[:12]}"'
    if link := archive.link(capture.sha256, disposition):
        return HttpResponseRedirect(link)
    file = archive.stored(capture.sha256)
    if not file:
        raise Http404
    answer = FileResponse(file, content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = disposition
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


class LanguageFilter(ValueFilter):
    title = gettext_lazy("language")
    parameter_name = "language"


@admin.register(Article)
class ArticleAdmin(GatedAdmin):
    form = ArticleForm
    change_form_template = "admin/heritage/article/change_form.html"
    dataset = "articles"
    list_display = ["title", "publisher", "published", "type", "language", "origin", "archived"]
    list_filter = ["type", LanguageFilter, ("origin", admin.EmptyFieldListFilter)]
    list_select_related = ["origin"]
    search_fields = ["title", "publisher", "url", "authors"]
    sortable_by = ["published"]
    autocomplete_fields = ["origin"]
    readonly_fields = ["rests_on_it", "found_at"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "url",
                    "title",
                    ("publisher", "authors"),
                    ("published", "language", "type"),
                    "origin",
                    "archive_url",
                    "found_at",
                ]
            },
        ),
        (gettext_lazy("Reports that rest on it"), {"fields": ["rests_on_it"]}),
        (
            gettext_lazy("Keep a copy"),
            {
                "fields": ["copy_file", "copy_text"],
                "description": gettext_lazy(
                    "Pages vanish. A copy kept here is private: readers are told that there is one, its SHA-256 and "
                    "its day."
                ),
            },
        ),
    ]

    def get_fieldsets(self, request, obj=None):
        details, resting, copy = super().get_fieldsets(request, obj)
        may_save = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        may_keep = may_save and request.user.has_perm("heritage.add_capture")
        return [details, *([resting] if obj else []), *([copy] if may_keep else [])]

    def get_inlines(self, request, obj):
        return [CaptureInline] if obj and obj.captures.exists() else []

    def get_search_results(self, request, queryset, search_term):
        """A web address finds the one article that is logged under it."""
        if found := article_at(search_term):
            return queryset.filter(pk=found.pk), False
        return super().get_search_results(request, queryset, search_term)

    def is_public(self, obj):
        return obj.reports.published().filter(site__state="published").exists()

    def changeform_view(self, request, *args, **kwargs):
        """Of what was refused no copy stays."""
        response = super().changeform_view(request, *args, **kwargs)
        for sha256 in getattr(request, "stored", ()):
            archive.drop(sha256)  # unless a capture names it by now
        return response

    def save_model(self, request, obj, form, change):
        """What came with it is stored before the turn is taken to decide: nobody else waits for the storage."""
        form.received = list(_received(form.cleaned_data))
        request.stored = [archive.store(received) for received, *_how in form.received]
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        for received, method, media_type in form.received:
            how = {"method": method, "media_type": media_type, "stored": request.stored}
            review.keep(form.instance, received, by=request.user, **how)

    @admin.display(description=gettext_lazy("archived"), ordering="archive_url")
    def archived(self, article):
        return _("yes") if article.archive_url else "–"

    @admin.display(description=gettext_lazy("its page"))
    def found_at(self, article):
        """Whether it is gone, and where public archives list their copies of it. We ask none of them."""
        if not article.url:
            return "–"
        gone = article.gone_since and words(article.gone_since.isoformat(), get_language())
        seen = [_("Gone since %(day)s.") % {"day": gone}] if gone else []
        link = '<a href="{1}" rel="noreferrer noopener external" target="_blank">{0}</a>'
        links = format_html_join(", ", link, archive_lookups(article.url))
        return format_html("{} {} {}", " ".join(seen), _("Look it up in public archives:"), links)

    @admin.display(description=gettext_lazy("reports"))
    def rests_on_it(self, article):
        cited = Report.objects.filter(citations__article=article).distinct().select_related("site").order_by("-pk")
        reports = cited[: MOST_RESTING + 1]
        rows = (
            (reverse("admin:heritage_report_change", args=[report.pk]), report, report.get_state_display())
            for report in reports[:MOST_RESTING]
        )
        more = _("The newest %(count)d are shown; there are more.") % {"count": MOST_RESTING}
        told = format_html_join("", '<p><a href="{}">{}</a> ({})</p>', rows) or _("None yet.")
        return format_html("{}<p>{}</p>", told, more) if len(reports) > MOST_RESTING else told


def _received(cleaned: dict):
    """The copies that came with a form: bytes, how they came, their media type."""
    if file := cleaned.get("copy_file"):
        yield file.read(), "Uploaded by hand", (file.content_type or "application/octet-stream")[:100]
    if text := cleaned.get("copy_text"):
        yield text.replace("\r\n", "\n").encode(), "Text pasted by hand", "text/plain; charset=utf-8"


@admin.register(Origin)
class OriginAdmin(GatedAdmin):
    form = OriginForm
    fields = ["name"]
    list_display = ["name"]
    search_fields = ["name"]
    sortable_by = ["name"]
    actions = []
