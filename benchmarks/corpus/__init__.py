"""A made-up corpus: departments, their figures and projects over years, printed in many layouts, with known defects.

Words and layouts are data (`*.yaml`); nothing in them is the name of a real place, department or project.
"""
