"""`pcsol certificate`: erasure certificates, read, checked and printed offline; and what stands beside them."""
