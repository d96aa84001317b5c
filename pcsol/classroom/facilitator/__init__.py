"""The facilitator's pages: plan a workshop, see all groups at once, close it."""
