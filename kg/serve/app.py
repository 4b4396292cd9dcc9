"""The application: routes, and what every response has on it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.pages import Pages
from kg.serve.pool import Pool
from kg.serve.protocol import sparql

STATIC: Final = Path(__file__).parent / "static"
_METHODS: Final = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


# What Cytoscape.js needs on the workbench: its one style sheet, by its hash, and style attributes; no scripts.
_DRAWING: Final = " 'sha256-pgvDUBa4IjFA2yuSJ2cqcyxmNYJMborsd0ORcRv9vw8='; style-src-attr 'unsafe-inline'"


class SecurityHeaders:
    """Nothing from elsewhere, no inline script, no frame; ``scope["nonce"]`` lets the editor write its style sheet."""

    def __init__(self, app: ASGIApp, shared: bool) -> None:
        self.app, self.shared = app, shared

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
                headers = MutableHeaders(scope=message)
                headers.update({**_HEADERS, "Content-Security-Policy": policy})
                if not self.shared:
                    headers["Cross-Origin-Resource-Policy"] = "same-origin"
            await send(message)

        await self.app(scope, receive, sent)


def application(pool: Pool, pages: Pages, hosts: Sequence[str], origins: Sequence[str] = ()) -> ASGIApp:
    """The application for requests to `hosts`; pages of `origins` may read answers, of others none may."""
    middleware = [
        Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
    ]
    if origins:
        middleware.append(
            Middleware(CORSMiddleware, allow_origins=list(origins), allow_methods=["GET", "POST"], allow_headers=["*"])
        )
    app = Starlette(
        routes=[
            Route("/sparql", sparql, methods=_METHODS),
            Mount("/static", StaticFiles(directory=STATIC)),
            *pages.routes(),
        ],
        middleware=middleware,
        exception_handlers=pages.errors(),
    )
    app.state.pool = pool
    return SecurityHeaders(app, shared=bool(origins))  # around Starlette: its page of an error inside has them too
