"""What people see: pages, their parts and forms, and the policy of who may open each route. It decides nothing."""
