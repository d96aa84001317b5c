"""Reading a disk back, by another way than the one that wrote: all of it, or places chosen by chance."""
