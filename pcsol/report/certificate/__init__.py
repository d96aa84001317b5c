"""Papers of erasure in words and as PDF. Pure: a signed paper in, a page or bytes out."""
