"""Facts to triples: identifiers, evidence, and the choice of store."""
