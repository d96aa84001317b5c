"""Today at the bench: what came in, what each station is doing, what needs a look; kept fresh while it is looked at."""
