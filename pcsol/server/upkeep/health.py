"""Is the hub alive, and can its database be written? The one question that is answered to anybody."""

from typing import cast

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse

from pcsol import __version__
from pcsol.server.upkeep.pulse import Pulse

router = APIRouter()


@router.get("/healthz", tags=["health"], responses={503: {}})
async def get_health(request: Request) -> JSONResponse:
    """Answer 200 while the database takes what is written, 503 while it does not, within some seconds; and which PCSol
    it is, so that stations know when to send again what an older one refused. Nothing else is said to strangers."""
    beats = await cast("Pulse", request.app.state.pulse).beats()
    return JSONResponse({"status": "ok" if beats else "database", "pcsol": __version__}, 200 if beats else 503)
