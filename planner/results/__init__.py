"""What a comparison came to: client costs, allocation, attribution, fronts, scenario, certificates, and
comparison.json."""
