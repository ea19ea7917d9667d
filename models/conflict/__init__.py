"""Which rules cannot hold together, and what would mend that: the smallest set of them that leaves no plan, each claim
solved again, and for each way out the plan that it gives."""
