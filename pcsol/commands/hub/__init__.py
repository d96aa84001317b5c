"""`pcsol hub`: the central inventory; comes with `pip install "pcsol[hub]"`."""
