"""`pcsol checklist`: workshops and other guided lists."""
