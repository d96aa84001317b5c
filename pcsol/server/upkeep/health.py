"""Is the hub alive, and does its database answer? The one question that is answered to anybody.

It only reads: strangers may ask, and a question of theirs must not make benches wait that write.
"""

from fastapi import APIRouter
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import JSONResponse

from pcsol import __version__
from pcsol.server.access.guards import TheHub

router = APIRouter()


@router.get("/healthz", tags=["health"], responses={503: {}})
def get_health(hub: TheHub) -> JSONResponse:
    """Answer 200 while the database answers, 503 while it does not; and which PCSol it is, so that stations know when
    to send again what an older one refused. Nothing else is said to strangers."""
    try:
        with hub.database.reading() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return JSONResponse({"status": "database", "pcsol": __version__}, 503)
    return JSONResponse({"status": "ok", "pcsol": __version__})
