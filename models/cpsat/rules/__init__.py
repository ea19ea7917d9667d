"""One file per rule: ``post(model, problem, variables)`` makes the rule hold for the free work of a scope."""
