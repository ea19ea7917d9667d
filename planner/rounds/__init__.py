"""Rounds: a plan that lives. What differs between two plans, the folder of rounds, and what stands when planning goes
on."""
