"""What employers, clients and the core team send: the schema, its documentation and JSON Schema."""
