"""The same security headers on every response: pages, refusals, errors, files (SECURITY C1, C2)."""

from django.conf import settings

from .refusals import too_large

_LIVE = f" {settings.LIVE_URL}" if settings.LIVE_URL else ""
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; manifest-src 'self'; "
    f"worker-src 'self'; connect-src 'self'{_LIVE}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=(), interest-cohort=()",
    "X-Robots-Tag": "noindex",
}
if settings.HTTPS:
    ALWAYS["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"


def _too_large(request) -> bool:
    """Whether the body, by its own word, is beyond a form with all its pictures. Without that word Django reads no body at all."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdigit() or int(length) > settings.BODY_MAX_BYTES


class Headers:
    """Outermost, so that nothing leaves without them. What is not marked cacheable is kept by nobody."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = too_large() if _too_large(request) else self.get_response(request)
        headers = response.headers
        for name, value in ALWAYS.items():
            headers.setdefault(name, value)
        headers.setdefault("Cache-Control", "no-store, private")
        if response.status_code == 302 and getattr(request.resolver_match, "url_name", "") == "account_logout":
            headers["Clear-Site-Data"] = '"cache", "storage"'  # whoever sits down next at a shared computer finds nothing (SECURITY T15)
        if response.status_code == 404:  # how far a view came before it refused would tell absent from forbidden
            headers.pop("Vary", None)
            response.cookies.clear()
        return response
