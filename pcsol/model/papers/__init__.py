"""The nouns of papers: certificates, reports of what is not erased, destructions, and who signs them."""
