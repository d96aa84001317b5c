"""Everything on one tower without a question: a list of steps, each written down before and after."""
