"""The state of the park, as charts: how many towers are where, how well, and what came in and went out."""
