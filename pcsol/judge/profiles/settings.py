"""settings.yaml as text -> the settings, or an error that names line, key and remedy. Pure."""

from pcsol.judge.profiles.marked_yaml import read_marked
from pcsol.judge.profiles.parse import shaped
from pcsol.model.settings import Settings

_BORDERS = ("---", "...")


def parse_settings(text: str, file: str) -> Settings:
    """Return what a file settles; comments alone settle nothing. Raises ProfileError."""
    lines = (line.strip() for line in text.splitlines())
    if all(not line or line.startswith("#") or line in _BORDERS for line in lines):
        return Settings()
    return shaped(read_marked(text, file), Settings, file)
