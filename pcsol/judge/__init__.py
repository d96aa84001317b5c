"""Judgements from facts alone: identity, grade, verdict, comparison. Touches nothing."""
