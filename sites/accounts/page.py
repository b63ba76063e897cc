from django.contrib import admin
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers


def page(request, template: str, title: str, **context):
    """A page of the desk about people. No browser keeps it: some of them show what is shown once."""
    context = admin.site.each_context(request) | {"title": title} | context
    answer = TemplateResponse(request, f"admin/people/{template}.html", context)
    add_never_cache_headers(answer)
    return answer
