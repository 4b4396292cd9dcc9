"""A SPARQL 1.1 endpoint over a graph, and pages to ask it with and to look at findings and their evidence."""
