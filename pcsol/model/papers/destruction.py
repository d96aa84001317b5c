"""A disk that was destroyed: the body of a record of kind "destruction", and a paper of its own."""

from typing import Literal

from pydantic import Field

from pcsol.model.papers.certificate import Paper

How = Literal["shredded", "crushed", "drilled", "taken-apart", "handed-over", "other"]


class Destruction(Paper):
    """`pcsol/destruction/1`: what people say that they did and saw; PCSol saw nothing of it.

    `who` did it, `witness` saw it; `recycler` took what was left, with a slip of this number.
    """

    schema_: Literal["pcsol/destruction/1"] = Field("pcsol/destruction/1", alias="schema")
    how: How
    note: str | None = None
    who: str | None = None
    witness: str | None = None
    recycler: str | None = None
    slip: str | None = None
