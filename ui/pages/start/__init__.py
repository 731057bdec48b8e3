"""The first start: four short pages before the program, each of which can be left for later."""
