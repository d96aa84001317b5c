"""What all pages have in common: the frame, the words, the files beside them; and the door, where people log in."""
