"""Who a row is about: what somebody decided, remembered for each sender."""
