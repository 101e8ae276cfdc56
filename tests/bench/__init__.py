"""How fast coach is on ten years of journal, beside programs that do the least: `make bench`."""
