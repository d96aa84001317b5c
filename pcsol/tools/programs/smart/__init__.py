"""What smartctl says, in either of its two languages (JSON, text), turned into one report."""
