"""All pages of towers, in the order in which an address is looked for: a name that is a word comes before a tower's."""

from fastapi import APIRouter

from pcsol.server.towers.lists import export, listing, several
from pcsol.server.towers.pages import compare, forms, moving, one, papers, record

router = APIRouter(include_in_schema=False)
for _part in (listing, export, several, papers, record, compare, moving, forms, one):
    router.include_router(_part.router)
