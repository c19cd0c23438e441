"""What decides: rules of the case as functions, without task engine, renderer or request."""
