"""What is only looked at when somebody asks for it: it takes time, or people."""
