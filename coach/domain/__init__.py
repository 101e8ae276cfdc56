"""The practice itself: the model and the rules. Pure, standard library only."""
