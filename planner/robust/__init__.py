"""What of a plan is safe to commit to: what holds in all plans that are about as good, and with what chance its weeks
keep when things go wrong."""
