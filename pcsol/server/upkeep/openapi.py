"""`/openapi.json`: the routes of the API, with what each of them answers when it does not do what was asked."""

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse

from pcsol.model.batch.progress import BatchProgress
from pcsol.server.access.guards import Anybody

router = APIRouter(include_in_schema=False)

_FAULT = "#/components/schemas/Fault"
_SCHEMAS: dict[str, Any] = {
    "Fault": {
        "type": "object", "required": ["error"], "title": "What is not as it should be, and what to do",
        "properties": {"error": {
            "type": "object", "required": ["code", "what", "remedy", "details"],
            "properties": {
                "code": {"type": "integer"}, "what": {"type": "string"}, "remedy": {"type": "string"},
                "details": {"type": "string"}, "faults": {"type": "array", "items": {"type": "string"}},
            },
        }},
    },
    "Record": {
        "type": "object", "title": "A record: docs/reference/schemas/record-1.json",
        "required": ["schema", "kind", "id", "tower", "taken_at", "body"],
        "properties": {
            "schema": {"type": "string", "examples": ["pcsol/record/1"]}, "kind": {"type": "string"},
            "id": {"type": "string", "format": "uuid"}, "tower": {"type": "object"},
            "taken_at": {"type": "string", "format": "date-time"}, "body": {"type": "object"},
        },
    },
    "Batch": {
        "type": "object", "required": ["records"], "title": "At most 200 records",
        "properties": {"records": {"type": "array", "items": {"$ref": "#/components/schemas/Record"}}},
    },
    "Progress": {
        "title": "What a tower in a batch says, which gets orders; or a line of `--progress-json`, or lists of them",
        "anyOf": [
            {"type": "object", "properties": {
                "disk": {"type": "string"}, "phase": {"type": "string"}, "done_bytes": {"type": "integer"},
            }},
            {"$ref": "#/components/schemas/BatchProgress"},
        ],
    },
}  # fmt: skip
_REF = "#/components/schemas/{model}"
_BATCH = BatchProgress.model_json_schema(by_alias=True, ref_template=_REF)
_SCHEMAS |= {**_BATCH.pop("$defs"), "BatchProgress": _BATCH}
# Bodies that are read as bytes, so that their size is known before they are parsed.
_BODIES = {
    ("/api/v1/records/{id}", "put"): "Record",
    ("/api/v1/records:batch", "post"): "Batch",
    ("/api/v1/stations/me/progress", "put"): "Progress",
}
_OPEN = ("/healthz", "/api/v1/stations:enrol")


@router.get("/openapi.json")
def get_openapi(request: Request, _caller: Anybody) -> JSONResponse:
    """Return the description that programs and tests read (OpenAPI 3.1)."""
    return JSONResponse(described(request.app.openapi()))


def described(plain: dict[str, Any]) -> dict[str, Any]:
    """Return FastAPI's description with our faults in it, and the bodies that it does not see (pure)."""
    paths = {
        path: {verb: _operation(path, verb, one) for verb, one in verbs.items()}
        for path, verbs in plain["paths"].items()
    }
    schemas = {
        name: one for name, one in plain.get("components", {}).get("schemas", {}).items()
        if name not in ("HTTPValidationError", "ValidationError")
    }  # fmt: skip
    security = {
        "station": {"type": "http", "scheme": "bearer"},
        "person": {"type": "apiKey", "in": "cookie", "name": "pcsol-session"},
    }
    return {**plain, "paths": paths, "components": {"schemas": {**schemas, **_SCHEMAS}, "securitySchemes": security}}


def _operation(path: str, verb: str, plain: dict[str, Any]) -> dict[str, Any]:
    codes = {*plain["responses"], "422", "503"} | (set() if path in _OPEN else {"401"})
    answers = {code: plain["responses"].get(code, {}) for code in sorted(codes)}
    found = {**plain, "responses": {code: _answer(code, one) for code, one in answers.items()}}
    if path not in _OPEN:
        found["security"] = [{"station": []}] if (path, verb) in _BODIES or "/me/" in path else [
            {"station": []}, {"person": []},
        ]  # fmt: skip
    if (path, verb) in _BODIES:
        schema = {"$ref": f"#/components/schemas/{_BODIES[path, verb]}"}
        found["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    return found


def _answer(code: str, plain: dict[str, Any]) -> dict[str, Any]:
    if int(code) < 400:
        return plain
    content = {"application/json": {"schema": {"$ref": _FAULT}}}
    return {"description": HTTPStatus(int(code)).phrase, "content": content}
