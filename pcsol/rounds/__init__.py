"""The ways that cross several rooms: a tower from its start to power-off."""
