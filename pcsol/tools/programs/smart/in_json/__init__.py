"""smartctl's JSON, from 7.0 on."""
