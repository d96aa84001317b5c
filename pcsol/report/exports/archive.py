"""Several inventories in one file, for GLPI's import by hand (Administration > Inventory > Import)."""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

# ZIP counts from 1980 on. The same towers make the same file: no clock is in it.
_BEGAN = (1980, 1, 1, 0, 0, 0)


def document(plain: Any) -> bytes:  # noqa: ANN401  # any JSON
    """Return a JSON document in UTF-8."""
    return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()


def zipped(documents: Mapping[str, Any]) -> bytes:
    """Return a ZIP of JSON files, by the names that they get."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(documents):
            entry = zipfile.ZipInfo(name, _BEGAN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, document(documents[name]))
    return whole.getvalue()
