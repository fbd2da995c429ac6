"""What people type, as plain data and then as a model: YAML or JSON, each value knowing its place."""
