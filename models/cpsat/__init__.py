"""The encoding for OR-Tools' CP-SAT: of the whole problem (small ones, proofs) and of a neighbourhood of a plan
(improvement)."""
