"""The application: routes, and what every response has on it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.pages import Pages
from kg.serve.pool import Pool
from kg.serve.protocol import Sparql

STATIC: Final = Path(__file__).parent / "static"
_SPARQL: Final = {"/sparql", "/sparql/"}
_HEADERS: Final = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
]


# What Cytoscape.js needs on the workbench: its one style sheet, by its hash, and style attributes; no scripts.
_DRAWING: Final = " 'sha256-pgvDUBa4IjFA2yuSJ2cqcyxmNYJMborsd0ORcRv9vw8='; style-src-attr 'unsafe-inline'"


class SecurityHeaders:
    """Nothing from elsewhere, no inline script, no frame; ``scope["nonce"]`` lets the editor write its style sheet."""

    def __init__(self, app: ASGIApp, shared: bool) -> None:
        self.app = app
        self._headers = _HEADERS if shared else [*_HEADERS, (b"cross-origin-resource-policy", b"same-origin")]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to its response."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        nonce = scope["nonce"] = secrets.token_urlsafe(16)
        styles = _DRAWING if scope["path"] == "/" else ""
        policy = (
            "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
            f"style-src 'self' 'nonce-{nonce}'{styles}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] += [*self._headers, (b"content-security-policy", policy.encode())]
            await send(message)

        await self.app(scope, receive, sent)


def application(pool: Pool, pages: Pages, hosts: Sequence[str], origins: Sequence[str] = ()) -> ASGIApp:
    """The application for requests to `hosts`; pages of `origins` may read answers, of others none may."""
    people = Starlette(
        routes=[Mount("/static", StaticFiles(directory=STATIC)), *pages.routes()], exception_handlers=pages.errors()
    )
    programs = ServerErrorMiddleware(Sparql(pool), pages.errors()[Exception])

    async def routed(scope: Scope, receive: Receive, send: Send) -> None:
        """Programs ask by the thousand: what pages need besides would cost as much as the answer."""
        await (programs if scope["path"] in _SPARQL else people)(scope, receive, send)

    app: ASGIApp = routed
    if origins:
        app = CORSMiddleware(app, allow_origins=list(origins), allow_methods=["GET", "POST"], allow_headers=["*"])
    app = TrustedHostMiddleware(app, allowed_hosts=list(hosts), www_redirect=False)
    return SecurityHeaders(app, shared=bool(origins))
