"""`python -m pcsol`."""

from pcsol.cli import main

main()
