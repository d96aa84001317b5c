"""The five rules and the words of STOP: the same on every sheet and poster."""

from pcsol.i18n import N_

RULES = (
    (N_("Unplugged. The cord lies in the box."), "mains-cord"),
    (N_("We never open the power supply."), "power-supply"),
    (N_("We force nothing."), "card-slot"),
    (N_("One screw, one pot."), "screws-map"),
    (N_("Nothing goes into the mouth. The battery stays in its place."), "battery"),
)
STOP = (
    N_("It smells of burning."),
    N_("It is wet."),
    N_("It cuts."),
    N_("It resists."),
    N_("I do not know."),
)
THEN = N_("Hands off. Call the adult.")
