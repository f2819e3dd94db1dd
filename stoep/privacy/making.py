"""Making the ZIP: pages to read, a file for machines, and one's own pictures. As the keeper; run twice, it makes one."""

import json
import zipfile
from itertools import count

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.own import PARTS
from stoep.lib.roles import acting
from stoep.lib.standings import Clockwork
from stoep.membership.letters.files import written_whole
from stoep.people.models import Person

from .files import file_of
from .finding import home_face, owner_of
from .models import Export
from .reading import shown
from .rules import KEPT

CLOCK = Clockwork.of("make_export")


def make_export(export_id: str) -> None:
    """Gather, write, tell. Nothing for an account that has gone meanwhile, or an export that is over or ready already."""
    with acting(CLOCK):  # the row is held until it is told: of two at once the second finds it ready
        export = Export.objects.select_for_update().filter(id=export_id, state=Export.State.MAKING).first()
        person = export and Person.objects.filter(id=export.person_id, is_active=True).first()
        if person is None:
            return
        with translation.override(person.language):
            _write(export, person)
            _tell(export, person)


def _write(export: Export, person: Person) -> None:
    owner, numbers, told = owner_of(person.pk), count(1), []
    with written_whole(file_of(export.id)) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in sorted(PARTS, key=lambda part: part.name.startswith("journal.")):  # the long list of acts comes last
            rows = []
            for row, picture in part.rows(owner):
                if picture:
                    row["picture"] = f"pictures/{next(numbers):04d}{picture.suffix}"
                    archive.write(picture, row["picture"], zipfile.ZIP_STORED)
                rows.append(row)
            told.append((part, rows))
        _pages(archive, person, told)


def _pages(archive: zipfile.ZipFile, person: Person, told: list) -> None:
    words = {"name": person.name, "made_at": now(), "language": person.language}
    data = words | {"parts": {part.name: rows for part, rows in told}}
    archive.writestr("data.json", json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))
    parts = [{"name": part.name, "title": part.title, "rows": [shown(row) for row in rows]} for part, rows in told if rows]
    archive.writestr("index.html", render_to_string("privacy/file/index.html", words | {"parts": parts}))
    archive.writestr("look.css", render_to_string("privacy/file/look.css"))


def _tell(export: Export, person: Person) -> None:
    """Ready, by mail, and by bell where they live."""
    export.state, export.ready_at, export.size = Export.State.READY, now(), file_of(export.id).stat().st_size
    export.save(update_fields=["state", "ready_at", "size"])
    words = {"name": person.name, "link": settings.BASE_URL + reverse("my_data"), "hours": int(KEPT.total_seconds() // 3600)}
    subject = " ".join(render_to_string("privacy/mail/ready_subject.txt", words).split())
    body = render_to_string("privacy/mail/ready.txt", words).strip() + "\n"
    EmailMessage(subject=subject, body=body, to=[person.email], headers={"Auto-Submitted": "auto-generated"}).send()
    if home := home_face(person.pk):
        here = Clockwork.of("make_export", here=home.here)
        with acting(here):
            record(here, "make_export", about=export.id, member=home.member)
