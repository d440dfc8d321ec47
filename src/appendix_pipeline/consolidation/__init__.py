"""One picture of all communes, made from what a run over many files left behind."""
