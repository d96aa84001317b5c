"""From a label to its tower: by a scanner that types, a hand, or the camera of a phone."""
