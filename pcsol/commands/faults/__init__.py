"""When something goes wrong: what is said of it, and where PCSol writes its own faults down."""
