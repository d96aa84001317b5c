"""What a workshop prints: step sheets, posters, cards, maps, attestations, and badges as JSON. Touches nothing."""
