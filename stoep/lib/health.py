"""/healthz: 200 when the database answers and the queue's tables are there. For `stoep up`, a proxy, a monitor."""

from django.db import Error, connection
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from .doors import door


@door("nobody", at_desk=True)
@require_safe
def healthz(request):
    """For whoever watches the machine; it says nothing of anybody."""
    ready = answers() or answers()  # a kept connection may be one to a server that has restarted since
    status = 200 if ready else 503
    return JsonResponse({"database": ready, "queue": ready}, status=status, headers={"Cache-Control": "no-store"})


def answers() -> bool:
    """Whether the queue can be read by this process's login. A connection that failed is not kept."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM procrastinate_jobs LIMIT 1")
    except Error:
        connection.close()
        return False
    return True
