"""Put right what is held of somebody: one set of pages for every kind of detail."""
