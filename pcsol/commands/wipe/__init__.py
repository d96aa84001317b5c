"""`pcsol wipe …`: list · plan · run · reread, one file each, and what they share."""
