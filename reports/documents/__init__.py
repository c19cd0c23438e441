"""The documents: what each of them says, as plain data, without database or renderer."""
