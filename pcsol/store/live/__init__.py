"""The live medium: the stick that records are kept on, which comes and goes, and what waits for it in memory."""
