"""When something goes wrong: what is said of it, where PCSol writes its own faults down, what a signal does."""
