"""Asking a provider of electronic identity who somebody is: OpenID Connect, authorization code with PKCE, state and nonce.

A provider is a table in the operator's file (docs/install.md). Everything it says is checked: who signed it, for whom, when, and for which
question of ours. We speak to the hosts of that file only.
"""

import hmac
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from secrets import token_urlsafe
from time import monotonic

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from authlib.oidc.core import CodeIDToken
from joserfc import jwe, jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet, RSAKey
from joserfc.jws import JWSRegistry

from .outward import Forbidden, allowed

TIMEOUT = 10  # seconds, for each answer
KEPT = 3600  # seconds that a provider's own description is believed
SIGNED_BY = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
LEEWAY = 60  # seconds that two clocks may differ


class Refused(Exception):
    """The provider's answer cannot be trusted, or there is none. The words are for the log."""


class Stopped(Refused):
    """Whoever was sent there said no, or closed it: nothing is wrong."""


@dataclass(frozen=True)
class Provider:
    """Where identity comes from, as the operator's file has it."""

    key: str  # in addresses
    name: str  # as people know it
    issuer: str
    client_id: str
    client_secret: str = ""
    private_key: str = ""  # PEM of an RSA key: signs our questions in place of a secret, and opens what was sealed for us
    scope: str = "openid profile address"
    hosts: tuple[str, ...] = ()  # besides the issuer's own
    extra: tuple[tuple[str, str], ...] = (("prompt", "login"),)  # asked along: a computer may be shared


@lru_cache(maxsize=4)
def providers(path: str) -> dict[str, Provider]:
    """{key: provider} of the operator's TOML file; none where no file is named. Raises OSError, ValueError or TypeError for a wrong one."""
    if not path:
        return {}
    found = tomllib.loads(Path(path).read_text())
    return {key: _provider(key, table) for key, table in found.items()}


def _provider(key: str, table: dict) -> Provider:
    given = dict(table)
    if file := given.pop("private_key_file", ""):
        given["private_key"] = Path(file).read_text()
    for name in ("extra", "hosts"):
        if name in given:
            given[name] = tuple(given[name].items()) if name == "extra" else tuple(given[name])
    return Provider(key=key, **given)


def begin(provider: Provider, back: str) -> tuple[str, dict]:
    """(where to send the person, what to keep in their session until they come back). Raises Refused."""
    kept = {"provider": provider.key, "state": token_urlsafe(24), "nonce": token_urlsafe(24), "verifier": token_urlsafe(48)}
    with _speaking(provider, back) as session:
        address, _state = session.create_authorization_url(
            _described(provider)["authorization_endpoint"], state=kept["state"], nonce=kept["nonce"], code_verifier=kept["verifier"],
            **dict(provider.extra),
        )  # fmt: skip
    return address, kept


def finish(provider: Provider, back: str, kept: dict, query: dict) -> dict:
    """What the provider says of the person who came back with `query`. `kept` is used once. Raises Refused, or Stopped."""
    if kept.get("provider") != provider.key or not hmac.compare_digest(kept["state"].encode(), query.get("state", "").encode()):
        raise Refused("not an answer to a question of this session")
    if query.get("error") == "access_denied":
        raise Stopped("the person stopped there")
    if not query.get("code"):
        raise Refused(f"no code: {query.get('error', '')[:60]!r}")
    described = _described(provider)
    try:
        with _speaking(provider, back) as session:
            if provider.private_key:
                session.register_client_auth_method(PrivateKeyJWT(described["token_endpoint"]))
            given = session.fetch_token(described["token_endpoint"], code=query["code"], code_verifier=kept["verifier"])
            identity = _identity(provider, given, kept["nonce"])
            user = _user(provider, session, described)
            if user and user.get("sub") != identity["sub"]:
                raise ValueError("the user-info is of somebody else")
            return {**user, **identity}
    except (requests.RequestException, AuthlibBaseError, JoseError, Forbidden, ValueError, KeyError) as wrong:
        raise Refused(f"{type(wrong).__name__}: {str(wrong)[:200]}") from wrong


def _identity(provider: Provider, given: dict, nonce: str) -> dict:
    """The claims of the identity token: signed by the provider, for us, now, for this question."""
    token = _signed(provider, _opened(provider, given["id_token"]))
    options = {"iss": {"essential": True, "value": provider.issuer}, "aud": {"essential": True, "value": provider.client_id}}
    claims = CodeIDToken(
        token.claims, token.header, options, {"nonce": nonce, "client_id": provider.client_id, "access_token": given.get("access_token")}
    )
    claims.validate(leeway=LEEWAY)
    return dict(claims)


def _user(provider: Provider, session: OAuth2Session, described: dict) -> dict:
    """What the user-info address adds, plain or as a signed and perhaps sealed token."""
    if "userinfo_endpoint" not in described:
        return {}
    answer = session.get(described["userinfo_endpoint"])
    answer.raise_for_status()
    if answer.headers.get("content-type", "").startswith("application/jwt"):
        return dict(_signed(provider, _opened(provider, answer.text)).claims)
    return dict(answer.json())


def _signed(provider: Provider, token: str) -> jwt.Token:
    """A token whose signature is the provider's. Where it names a key that we do not know, the provider is asked once for its newest."""
    registry = JWSRegistry(algorithms=list(SIGNED_BY))
    try:
        return jwt.decode(token, KeySet.import_key_set(_keys(provider)), registry=registry)
    except InvalidKeyIdError:
        _known.clear()
        return jwt.decode(token, KeySet.import_key_set(_keys(provider)), registry=registry)


def _opened(provider: Provider, token: str) -> str:
    """A token that was sealed for us, opened; any other as it is."""
    if token.count(".") != 4:
        return token
    return jwe.decrypt_compact(token, RSAKey.import_key(provider.private_key)).plaintext.decode()


class _Speaking(OAuth2Session):
    """Goes to the provider's hosts only, and nowhere that an answer leads."""

    def __init__(self, provider: Provider, back: str):
        method = "private_key_jwt" if provider.private_key else "client_secret_basic"
        super().__init__(
            provider.client_id, provider.private_key or provider.client_secret, token_endpoint_auth_method=method, scope=provider.scope,
            redirect_uri=back, code_challenge_method="S256", default_timeout=TIMEOUT,
        )  # fmt: skip
        self.trust_env = False
        self.provider = provider

    def send(self, request, **settings):
        allowed(request.url, _hosts(self.provider))
        answer = super().send(request, **{**settings, "allow_redirects": False})
        if answer.is_redirect:
            raise Forbidden("a provider does not send us on")
        return answer


def _speaking(provider: Provider, back: str = "") -> _Speaking:
    return _Speaking(provider, back)


def _hosts(provider: Provider) -> list[str]:
    """The issuer's own host; its origin, where the operator wrote http for a provider of their own beside Stoep."""
    scheme, _, rest = provider.issuer.partition("://")
    host = rest.partition("/")[0]
    return [host if scheme == "https" else f"{scheme}://{host}", *provider.hosts]


_known: dict[tuple[str, str], tuple[float, dict]] = {}


def _described(provider: Provider) -> dict:
    """What the provider publishes of itself. Raises Refused."""
    described = _asked(provider, f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
    if described.get("issuer") != provider.issuer:
        raise Refused("the provider calls itself by another name")
    return described


def _keys(provider: Provider) -> dict:
    return _asked(provider, _described(provider)["jwks_uri"])


def _asked(provider: Provider, address: str) -> dict:
    at, found = _known.get((provider.key, address), (0.0, None))
    if found is None or monotonic() - at > KEPT:
        try:
            with _speaking(provider) as session:
                answer = session.get(address, withhold_token=True)
                answer.raise_for_status()
                found = answer.json()
        except (requests.RequestException, Forbidden, ValueError) as wrong:
            raise Refused(f"{type(wrong).__name__}: {str(wrong)[:200]}") from wrong
        _known[provider.key, address] = monotonic(), found
    return found
