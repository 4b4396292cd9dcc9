"""A store of many disclosures on disk: brought up to date file by file, and read meanwhile."""
