"""Answers for other programs: one JSON object on stdout, nothing else."""

import json
import sys
from typing import Any


def as_json(plain: dict[str, Any]) -> None:
    """Print the one object. A terminal that cannot show a sign gets its escape instead."""
    narrow = (sys.stdout.encoding or "ascii").lower().replace("-", "") != "utf8"
    print(json.dumps(plain, indent=2, ensure_ascii=narrow), flush=True)  # noqa: T201  # this is the answer itself
