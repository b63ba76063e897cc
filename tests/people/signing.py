"""What somebody does at the door."""

from time import time

from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

PASSWORD = "a tetrapylon of words"


def with_password(user):
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(name, password=PASSWORD, client=None, **headers):
    """(answer, client) of the first page of signing in."""
    client = client or Client()
    return client.post("/admin/login/?next=/admin/", {"username": name, "password": password}, **headers), client


def is_in(client):
    return client.get("/admin/account/").status_code == 200


def device_of(user):
    return TOTPDevice.objects.create(user=user, name="app", confirmed=True)


def recovery_code_of(user):
    device = StaticDevice.objects.create(user=user, name="recovery", confirmed=True)
    return device.token_set.create(token="abcd2345").token


def code_of(device, steps=0):
    shown = TOTP(device.bin_key, device.step, device.t0, device.digits)
    shown.time = time() + steps * device.step
    return f"{shown.token():06d}"
