"""What every noun has in common."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class Noun(BaseModel):
    """A frozen, typed fact. Fields that a newer PCSol added are passed over when an older one reads it."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True, serialize_by_alias=True)

    def to_json(self) -> dict[str, Any]:
        """Return the plain object that `--json` prints and records keep (times as RFC 3339 in UTC)."""
        return self.model_dump(mode="json", by_alias=True)

    @classmethod
    def from_json(cls, plain: object) -> Self:
        """Read such an object back. Raises pydantic.ValidationError when it is not one."""
        return cls.model_validate(plain)
