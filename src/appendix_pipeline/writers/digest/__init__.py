"""What short documents about an appendix show: who has to do what, how many, and when."""
