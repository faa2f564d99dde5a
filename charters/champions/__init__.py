"""The champions of charters: who they are today, the board, the reports, joint training."""
