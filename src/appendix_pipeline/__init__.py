"""Read the task table of a Vietnamese plan appendix and write it as data and documents."""
