"""What was typed into a form whose record cannot be saved any more: field by field, to be copied."""

from django.core.exceptions import FieldDoesNotExist

from .sides import plain

SILENT = ("csrfmiddlewaretoken", "_", "initial-")


def leftover(admin, request) -> list[tuple[str, str]]:
    """(label, text) of every field that says something."""
    prefixes = [inline.get_formset(request).get_default_prefix() for inline in admin.get_inline_instances(request)]
    own = [name for name in request.POST if not name.startswith((*SILENT, *(f"{prefix}-" for prefix in prefixes)))]
    rows = [(_label(admin, name), "\n".join(_texts(admin.model, name, request.POST))) for name in own]
    for inline, prefix in zip(admin.get_inline_instances(request), prefixes, strict=True):
        rows += _lists(inline.model, prefix, request.POST)
    return [(label, text) for label, text in rows if text]


def _lists(model, prefix: str, post):
    for place in range(min(len(post), 1000)):
        start = f"{prefix}-{place}-"
        columns = [name for name in post if name.startswith(start)]
        if columns:
            texts = [", ".join(_texts(model, name.removeprefix(start), post, name)) for name in columns if _says(name)]
            yield str(model._meta.verbose_name), "\n".join(filter(None, texts))


def _says(name: str) -> bool:
    return not name.endswith(("-id", "-DELETE", "-site", "-report"))


def _label(admin, name: str) -> str:
    declared = getattr(admin.form, "declared_fields", {}).get(name)
    if declared is not None and declared.label:
        return str(declared.label)
    field = _field(admin.model, name)
    return str(field.verbose_name) if field is not None else name


def _field(model, name: str):
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _texts(model, name: str, post, key: str = "") -> list[str]:
    texts, field = plain(post.getlist(key or name)), _field(model, name)
    if field is None:
        return texts
    if field.many_to_one:
        named = {str(one.pk): str(one) for one in field.related_model._base_manager.filter(pk__in=_numbers(texts))}
        return [named.get(text, text) for text in texts]
    labels = {str(value): str(label) for value, label in field.flatchoices}
    return [labels.get(text, text) for text in texts]


def _numbers(texts: list[str]) -> list[str]:
    return [text for text in texts if text.isascii() and text.isdigit() and len(text) < 19]
