"""The four roles of the desk, and who may give which to whom."""

from copy import copy

from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from ..terms import Term, Vocabulary

ROLES = Vocabulary(
    Term("Editor", "Editor", "hands in articles, drafts sites, reports and photos, and sends them to review"),
    Term("Reviewer", "Reviewer", "does all that an editor does, and decides what is published"),
    Term("Steward", "Steward", "does all that a reviewer does, and sees the exact places of protected sites"),
    Term("Administrator", "Administrator", "does all that a steward does, and opens, changes and closes accounts"),
)
MANAGE = "heritage.manage_people"


def roles_of(user: User) -> list[Term]:
    """The roles of an account, the greatest first."""
    held = {group.name for group in user.groups.all()}
    return [role for role in reversed(list(ROLES.values())) if role.value in held]


def role_words(user: User) -> str:
    """The roles of an account in words; an account of the operator's has all rights without one."""
    if user.is_superuser:
        return _("Superuser")
    return ", ".join(_(role.label) for role in roles_of(user)) or _("no role")


def allow_people(user: User) -> None:
    if not user.has_perm(MANAGE):
        raise PermissionDenied


def may_touch(by: User, user: User) -> bool:
    """Nobody changes the account of somebody who may do more than they."""
    if by.is_superuser or user.is_superuser:
        return by.is_superuser
    open_again = copy(user)
    open_again.is_active = True  # a closed account would seem to have no rights
    return open_again.get_all_permissions() <= by.get_all_permissions()


def roles_to_give(by: User) -> list[Term]:
    """The roles that an account may give: those whose every right it has itself."""
    own = by.get_all_permissions()
    return [role for role in ROLES.values() if _rights(role.value) <= own]


def _rights(role: str) -> set[str]:
    held = Permission.objects.filter(group__name=role).values_list("content_type__app_label", "codename")
    return {f"{app}.{right}" for app, right in held}


def give_role(user: User, role: str) -> None:
    """This role, and no right beside it."""
    user.groups.set([Group.objects.get(name=role)])
    user.user_permissions.clear()


def is_last_administrator(user: User) -> bool:
    """Whether nobody else could open or close an account. Call it in the transaction of what is done; others wait."""
    right = Permission.objects.filter(content_type__app_label="heritage", codename="manage_people")
    given = Q(is_superuser=True) | Q(groups__permissions__in=right) | Q(user_permissions__in=right)
    able = User.objects.filter(pk__in=User.objects.filter(given, is_active=True).values("pk"))
    return [one.pk for one in able.select_for_update().order_by("pk")] == [user.pk]
