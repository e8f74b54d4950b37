# The command line: what it prints, apart from --help.
