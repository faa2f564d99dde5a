"""The funding e-mail: when it goes, what it says to whom, and how nothing is told twice or missed."""
