"""Graph to findings: structure first (`shapes`), then the rules of ``ontology/rules``."""
