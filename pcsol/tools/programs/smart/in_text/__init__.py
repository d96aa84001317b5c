"""smartctl's text, of `-x` and of `-a`, from 5.38 on."""
