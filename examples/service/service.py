"""A small service around caserules: audits stored, changes and findings told, a page to look at. FastAPI, with its OpenAPI.

    uvicorn --factory service:create_app        CASERULES_STORE and CASERULES_POLICY say where and by what

It keeps everything in a store and judges nothing itself. Who may call it is the host's matter: put it behind the office's own
sign-on, and on no open network.
"""

from __future__ import annotations

import html
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from fastapi import FastAPI, HTTPException
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel, Field

from caserules import CaserulesError, assess, load_policy, load_register
from caserules.store import create_store, open_store, run_of
from caserules.store.sql import SqlStore

HEAD = (
    "<!doctype html><meta charset=utf-8><meta name=viewport content='width=device-width'><title>caserules</title>"
    "<style>body{font:1rem/1.6 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse}"
    "td,th{padding:.2rem .8rem;text-align:left;border-bottom:1px solid #ccc}</style>"
)
POLICY_HEADERS = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}


class Audit(BaseModel):
    """A register to be audited and stored."""

    register_document: dict[str, Any] = Field(
        description="the register, as the schema of `caserules schema register` says"
    )
    as_of: date = Field(description="the day of the verdicts, to its end", examples=["2023-09-01"])
    tell: bool = Field(False, description="put messages on breaches into the outbox")


class Stored(BaseModel):
    """What came of storing an audit."""

    run: int
    is_new: bool
    findings: int
    changes: int
    queued: int


def create_app(store: str | None = None, policy: str | None = None) -> FastAPI:
    """Return the service.

    Args:
        store: where its store is; made where there is none. By itself CASERULES_STORE.
        policy: by which policy it audits. By itself CASERULES_POLICY, else pengshui-2023.
    """
    where = store or os.environ["CASERULES_STORE"]
    rules = load_policy(policy or os.environ.get("CASERULES_POLICY", "pengshui-2023"))
    create_store(where).close()
    app = FastAPI(title="caserules", version="1", description="办理核查 · Audits of handling")

    @contextmanager
    def opened() -> Iterator[SqlStore]:
        with open_store(where) as found:
            yield found

    @app.exception_handler(CaserulesError)
    def refused(_request: Any, error: CaserulesError) -> JSONResponse:
        """Tell what was wrong, by code and in both languages; never a traceback."""
        problems = getattr(error, "problems", (error,))
        told = [{"code": x.code, "zh": x.message("zh"), "en": x.message("en")} for x in problems]
        return JSONResponse({"problems": told}, status_code=503 if error.code in {"STO-006", "STO-007"} else 422)

    @app.post("/audits", status_code=201)
    def add(audit: Audit) -> Stored:
        """Audit a register and store it; the same one again is found, not stored twice."""
        found = assess(load_register(audit.register_document), rules, as_of=audit.as_of)
        with opened() as kept:
            added = kept.add(run_of(found), tell=["broken"] if audit.tell else [])
        return Stored(
            run=added.run.number,
            is_new=added.is_new,
            findings=added.run.findings,
            changes=len(added.changes),
            queued=len(added.queued),
        )

    @app.get("/audits")
    def audits() -> list[dict[str, Any]]:
        """List the audits stored, in their order."""
        with opened() as kept:
            return [x.to_dict() for x in kept.runs()]

    @app.get("/audits/{run}/changes")
    def changes(run: int) -> list[dict[str, Any]]:
        """List what is new, changed or withdrawn in an audit."""
        with opened() as kept:
            return [x.to_dict() for x in kept.changes(run)]

    @app.get("/findings/{finding:path}")
    def finding(finding: str) -> dict[str, Any]:
        """Tell a finding as it was judged last, and its history."""
        with opened() as kept:
            history = kept.history(finding)
            if not history:
                raise HTTPException(404)
            document = kept.document(history[-1].digest)
        return {"finding": document, "history": [x.to_dict() for x in history]}

    @app.get("/verify")
    def verify() -> dict[str, Any]:
        """Check the store against its chain."""
        with opened() as kept:
            return kept.verify().to_dict()

    @app.get("/", response_class=HTMLResponse, include_in_schema=False)
    def page() -> HTMLResponse:
        """A page: the last audit, and what is broken in it."""
        with opened() as kept:
            runs = kept.runs()
            broken = [x for x in kept.findings(runs[-1].number) if x.outcome.verdict == "broken"] if runs else []
            told = [kept.document(x.digest) for x in broken]
        rows = "".join(
            f"<tr><td>{html.escape(x['unit'])}<td>{html.escape(x['message']['zh'])}" for x in told if x is not None
        )
        day = html.escape(f"{runs[-1].place} {runs[-1].year}，截至 {runs[-1].as_of}") if runs else "还没有核查"
        body = f"<h1>{day}</h1><p>违反 {len(broken)} 项。系统初判，须经人工复核。<table>{rows}</table>"
        return HTMLResponse(HEAD + body, headers=POLICY_HEADERS)

    return app
