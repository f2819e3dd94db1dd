"""The doors: the only code that turns a request into a standing, and with it into a role of the database."""

import logging
from dataclasses import replace

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import DataError, InterfaceError, OperationalError, connection, transaction
from django.http import FileResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

from stoep.lib.pictures import pay_for
from stoep.lib.refusals import not_allowed, not_found, unavailable
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.shell import compose

from .presence import still_here
from .standings import guest_standing, has_second_factor, mandate_standing, member_standing, operator_standing, visitor

BEFORE_A_NEIGHBOURHOOD = {"nobody", "person", "demo", "public"}
OF_AN_ACCOUNT = "/account/"  # its own pages and those of the sign-in, which know nothing of "person"
OUTAGES = (OperationalError, InterfaceError)
log = logging.getLogger("stoep.doors")


class Doors:
    """Middleware, the innermost: it calls the view itself, inside the transaction that belongs to the standing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        return not_found() if response.status_code == 404 else response

    def process_view(self, request, view, args, kwargs):
        name = getattr(view, "door", None)
        if not _served(view, name):
            return not_found()
        try:
            return (
                self._visit(request, name) if name in BEFORE_A_NEIGHBOURHOOD else self._enter(request, view, name, args, kwargs)
            )
        except Exception as fault:
            answer = self.process_exception(request, fault)
            if answer is None:
                raise
            return answer

    def process_exception(self, request, fault):
        """What a refusal or an outage looks like; None for everything else."""
        if isinstance(fault, NotAllowed):
            return not_allowed(request, fault.reason)
        if isinstance(fault, (PermissionDenied, ObjectDoesNotExist)) or _is_nul(fault):
            return not_found()
        if isinstance(fault, OUTAGES) and not _answers():
            log.error("the database does not answer")
            return unavailable()
        return None

    @staticmethod
    def _visit(request, name):
        """Before any neighbourhood: None lets Django call the view, so that the sign-in pages' own middleware hears their
        exceptions."""
        request.standing = visitor(request)
        translation.activate(request.standing.language)
        if name == "person" and not request.user.is_authenticated:
            return not_found()
        if name == "person" or (request.path.startswith(OF_AN_ACCOUNT) and request.user.is_authenticated):
            request.standing = replace(request.standing, language=request.user.language)  # as inside, whatever the browser speaks
            translation.activate(request.user.language)
        return None

    def _enter(self, request, view, name, args, kwargs):
        request.standing = standing = self._standing(request, view, name, kwargs)
        if standing is None:
            return not_found()
        if (name in ("official", "operator") or standing.kind == "connector") and not has_second_factor(request):
            # whoever acts with a mandate shows a second thing: a passkey, or a code after the password
            return redirect(reverse("mfa_index") + "?for=desk")
        translation.activate(standing.language)
        if request.method == "POST":  # before the transaction: what a file costs is spent even when its page fails
            pay_for([file for _name, files in request.FILES.lists() for file in files], standing.person)
        with acting(standing):
            if request.method == "POST" and name in ("member", "guest") and not still_here(standing):
                return not_found()
            response = _rendered(view(request, *args, **kwargs))
            return compose(request, response) if name in ("member", "guest") else response

    @staticmethod
    def _standing(request, view, name, kwargs):
        needs, visit = view.door_needs, view.door_needs.get("visit", True)
        look_up = {
            "member": lambda: member_standing(request, kwargs.pop("place"), visit),
            "guest": lambda: guest_standing(request, kwargs.pop("place"), kwargs.pop("there"), visit),
            "official": lambda: mandate_standing(request, kwargs.pop("town"), needs.get("duties", ("official",)), visit),
            "operator": lambda: operator_standing(request, visit),
        }[name]
        kept = dict(kwargs)
        try:
            return look_up()
        except OUTAGES:  # the server was restarted under a kept connection: once more on a new one
            connection.close()
            kwargs.update(kept)
            return look_up()


def _served(view, name) -> bool:
    """Whether this process opens such a door. With STOEP_DOORS=desk: the desk, signing in, and pages marked `at_desk`."""
    if settings.DOORS == "desk":
        return name == "official" or (name in ("nobody", "person") and view.door_needs.get("at_desk", False))
    return name is not None and (name != "demo" or settings.DEMO)


def _rendered(response):
    """Everything is read inside the transaction: a response that reads later would read as nobody. A file asks no database."""
    if not getattr(response, "is_rendered", True) or (response.streaming and not isinstance(response, FileResponse)):
        raise RuntimeError("a view behind a door answers with a finished page")
    if response.status_code >= 500:
        transaction.set_rollback(True)
    return response


def _is_nul(fault) -> bool:
    """A letter that no text in the database can have was asked for (U+0000): what it names cannot be there. Forms refuse it with a
    sentence; this is for what is looked up as it came."""
    return isinstance(fault, (DataError, ValueError)) and "cannot contain NUL" in str(fault)


def _answers() -> bool:
    """Whether the database is there at all: a fault in a statement is not an outage."""
    connection.close()
    try:
        connection.ensure_connection()
    except OUTAGES:
        return False
    return True
