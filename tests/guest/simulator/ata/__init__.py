"""An ATA drive as ACS-4 has it: registers in, registers and data out."""
