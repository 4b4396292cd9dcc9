"""Across documents: what the digests of many disclosures say together, as scored links and findings of the D rules."""
