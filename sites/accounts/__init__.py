"""People at the desk: who signs in, with what, and what their role lets them do; accounts opened, closed and erased;
and how often whoever does not sign in sends a form."""

from django.views.generic import RedirectView

from .account import account, change_password, end_session
from .erasing import NotErased, erase, write_over
from .factor import new_codes, remove_factor, set_up
from .gate import second_factor_first
from .people import Invitation, open_account, people
from .person import erase_person, person
from .roles import ROLES
from .sealed import SealedPlace, is_sealed
from .signing_in import SignInForm, ask_code
from .throttle import address_of, forget_attempts
from .turns import forget_turns, give_turn_back, take_turn

__all__ = [
    "ADDRESSES",
    "OPEN_ADDRESSES",
    "ROLES",
    "NotErased",
    "SealedPlace",
    "SignInForm",
    "address_of",
    "erase",
    "forget_attempts",
    "forget_turns",
    "give_turn_back",
    "is_sealed",
    "second_factor_first",
    "take_turn",
    "write_over",
]

# Below the desk's own address, behind its door.
ADDRESSES = [
    ("account/", account, "desk_account"),
    ("account/code/", ask_code, "desk_code"),
    ("account/end-session/", end_session, "desk_end_session"),
    ("account/second-factor/", set_up, "desk_factor"),
    ("account/second-factor/codes/", new_codes, "desk_factor_codes"),
    ("account/second-factor/remove/", remove_factor, "desk_factor_remove"),
    ("password_change/", change_password, "password_change"),
    ("password_change/done/", RedirectView.as_view(pattern_name="admin:desk_account"), "password_change_done"),
    ("people/", people, "desk_people"),
    ("people/add/", open_account, "desk_person_add"),
    ("people/<int:number>/", person, "desk_person"),
    ("people/<int:number>/erase/", erase_person, "desk_person_erase"),
]
# Before it: whoever has such a link chooses a password.
OPEN_ADDRESSES = [("invitation/<str:uidb64>/<str:token>/", Invitation.as_view(), "desk_invitation")]
