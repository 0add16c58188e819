"""What people see: pages, their layout and parts, forms and the policy of who may open each route. It decides nothing."""
