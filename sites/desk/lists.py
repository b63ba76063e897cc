"""The desk's lists: Django's own, which stay quick over millions of records.

Up to ``FEW`` records a list asks the database as Django does. A longer one is found by ``sites.finding``: its filters
and its search together, newest first, counted to the last and open at any page. Other orders of a long list are read
off an index, as far as ``FEW`` records from either end.
"""

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.core.paginator import Paginator
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from .. import finding, review
from ..models import is_number

FEW = 10_000
MOST_SORTED = 1_000  # found records: more stay newest first, whatever order was asked for
MOST_OFFERED = 200  # records among which an autocomplete picks
EXACTLY = "__exact"
NEVER_ASKED = review.WITHHELD | {"changes", "corrected", "digest", "previous"}


def more_than(rows, few: int) -> bool:
    return len(rows.order_by().values_list("pk")[few : few + 1]) > 0


class Capped(Paginator):
    """Counts no further than ``FEW``; what lies beyond is "more"."""

    @cached_property
    def seen(self) -> int:
        if not hasattr(self.object_list, "order_by"):
            return len(self.object_list)
        return self.object_list.order_by()[: FEW + 1].count()

    @property
    def more(self) -> bool:
        return self.seen > FEW

    @cached_property
    def count(self) -> int:
        return min(self.seen, FEW)


class Found(Paginator):
    """The pages of what was found: a page's records are asked for by their numbers."""

    more = False

    @cached_property
    def count(self) -> int:
        return self.object_list.picked.count

    def page(self, number):
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        numbers = self.object_list.picked.part(first, first + self.per_page, newest_first=self.object_list.newest_first)
        return self._get_page(self.object_list.filter(pk__in=numbers), number, self)


class DeskList(ChangeList):
    """What the address asks for, as tokens; where that is not to be said in tokens, as Django reads it."""

    too_many_to_sort = False

    def get_ordering(self, request, queryset):
        """By one column, of those that an index holds; records that are alike in it follow by their numbers."""
        asked = self.params.get(ORDER_VAR, "").split(".")[0]
        if not self._sortable(asked):
            self.params.pop(ORDER_VAR, None)
            return super().get_ordering(request, queryset)
        self.params[ORDER_VAR] = asked
        column = super().get_ordering(request, queryset)[0]
        return [column, "-pk" if column.startswith("-") else "pk"]

    def _sortable(self, asked: str) -> bool:
        column = asked.removeprefix("-")
        if not is_number(column) or int(column) >= len(self.list_display):
            return False
        return self.list_display[int(column)] in self.sortable_by

    def get_queryset(self, request, exclude_parameters=None):
        sets = self._sets() if self.model_admin.is_long(self.root_queryset) else None
        if sets is None:
            return super().get_queryset(request, exclude_parameters)
        text, self.query = self.query, ""
        try:
            rows = super().get_queryset(request, exclude_parameters)
        finally:
            self.query = text
        asked = ORDER_VAR in self.params
        if asked and not sets and not text:
            return rows
        return self._found(rows, self.model_admin.found(sets, text), asked)

    def _sets(self) -> list[set[str]] | None:
        """The filters of the address as sets of tokens; None if one asks for something else."""
        sets = []
        for name, said in self.get_filters_params().items():
            field = name.removesuffix(EXACTLY)
            if name == "origin__isempty" and said in (["0"], ["1"]):
                sets.append(finding.bearing("origin", 1 - int(said[0])))
            elif field in self.model_admin.found_by and len(said) == 1:
                sets.append(finding.bearing(field, said[0]))
            else:
                return None
        return sets

    def _found(self, rows, picked, asked: bool):
        if picked.count <= MOST_SORTED:
            rows = rows.filter(pk__in=picked.part(0, MOST_SORTED))
            return rows if asked else rows.order_by("-pk")
        newest_first = not (asked and self.get_ordering_field_columns() and rows.query.order_by[0] == "pk")
        self.too_many_to_sort = asked and rows.query.order_by[0] not in ("pk", "-pk")
        if self.too_many_to_sort:
            self.params.pop(ORDER_VAR)
        rows = rows.order_by("-pk" if newest_first else "pk")
        rows.picked, rows.newest_first = picked, newest_first
        return rows

    def get_results(self, request):
        """A page far beyond what is counted leads to the last of those that are."""
        pages = self.model_admin.get_paginator(request, self.queryset, self.list_per_page)
        if pages.more and self.page_num > pages.num_pages:
            self.page_num = pages.num_pages
        self.queryset.pages = pages  # which has counted already
        super().get_results(request)
        self.more = pages.more
        self.may_select_all = whole(self.queryset, pages)


def whole(rows, pages: Paginator) -> bool:
    """Whether "all of them" is what the page says: neither uncounted nor too many to be asked for by their numbers."""
    return not pages.more and not hasattr(rows, "picked")


class ValueFilter(admin.SimpleListFilter):
    """By the values that there are, in the order of their names; the database is not asked for them row by row."""

    def lookups(self, request, model_admin):
        values = finding.values(model_admin.kind, self.parameter_name)
        return sorted(((value, self.named(value)) for value in values if value), key=lambda pair: pair[1])

    def named(self, value: str) -> str:
        return value

    def queryset(self, request, queryset):
        return queryset.filter(**{self.parameter_name: self.value()}) if self.value() else queryset


class Listing:
    """For admins: lists that stay quick, and an address typed by hand that leads to a list all the same. None asks for
    what its sender may not see: the answers would tell it, digit by digit."""

    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # they count everything for each value
    list_per_page = 50
    few = FEW

    def lookup_allowed(self, lookup, value, request):
        return NEVER_ASKED.isdisjoint(lookup.split("__")) and super().lookup_allowed(lookup, value, request)

    def get_changelist(self, request, **kwargs):
        return DeskList

    def get_changelist_instance(self, request):
        try:
            return super().get_changelist_instance(request)
        except (OverflowError, ValueError) as fault:
            raise IncorrectLookupParameters from fault

    def get_paginator(self, request, queryset, per_page, orphans=0, allow_empty_first_page=True):
        if hasattr(queryset, "pages"):
            return queryset.pages
        pages = Found if hasattr(queryset, "picked") else Capped
        return pages(queryset, per_page, orphans, allow_empty_first_page)

    @property
    def kind(self) -> str:
        return self.opts.model_name

    @property
    def found_by(self) -> tuple[str, ...]:
        return finding.FIELDS[self.kind]

    def is_long(self, rows) -> bool:
        return self.kind in finding.KINDS and more_than(rows, self.few)

    def found(self, sets: list[set[str]], text: str) -> finding.Picked:
        words = finding.told(self.kind, text) if text else []
        if text and not words:
            words = [set()]
        return finding.pick(self.kind, [*sets, *words], self.also(text) if text else (), len(words))

    def also(self, text: str) -> list[int]:
        """The numbers of further records that a search means."""
        return []

    def get_search_results(self, request, queryset, search_term):
        """By any word, in any spelling; in a list that is not long also by any letters in a row."""
        if not search_term.strip() or self.kind not in finding.KINDS:
            return super().get_search_results(request, queryset, search_term)
        found = self.found([], search_term)
        if self.is_long(self.model._base_manager.all()):
            return queryset.filter(pk__in=found.part(0, MOST_OFFERED)), False
        stock, _doubled = super().get_search_results(request, queryset, search_term)
        return queryset.filter(Q(pk__in=stock.order_by().values("pk")) | Q(pk__in=found.part(0, FEW))), False

    def response_action(self, request, queryset):
        """Nothing is done to "all" where the page could not say how many that are."""
        pages = self.get_paginator(request, queryset, self.list_per_page)
        if request.POST.get("select_across") == "1" and not whole(queryset, pages):
            self.message_user(request, TOO_MANY, messages.ERROR)
            return None
        return super().response_action(request, queryset)


TOO_MANY = gettext_lazy(
    "Nothing was done: these are too many to be changed at once. Filter the list, or select page by page."
)
