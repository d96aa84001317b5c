"""Other inventories: one adapter each, and what they share (`wire`: HTTP; `rounds`: tower after tower)."""
