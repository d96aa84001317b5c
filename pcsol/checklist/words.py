"""What levels, roles and readers are called; `_` says it in the language of the moment."""

from pcsol.i18n import N_
from pcsol.model.workshop.steps import Level, Role

LEVELS: dict[Level, str] = {
    "discovery": N_("Discovery (8 to 10 years)"),
    "explorer": N_("Explorer (11 to 14 years)"),
    "expert": N_("Expert (15 to 17 years)"),
    "adults": N_("Adults"),
    "technician": N_("Technicians"),
}
ROLES: dict[Role, str] = {
    "pilot": N_("Pilot"),
    "copilot": N_("Copilot"),
    "observer": N_("Observer"),
    "safety": N_("Safety"),
    "everybody": N_("Everybody"),
}
PEOPLE: dict[str, str] = {
    "young": N_("Young people"),
    "everybody": N_("Everybody"),
    "volunteers": N_("Volunteers"),
    "families": N_("Families"),
}
