# La riga di comando: che cosa stampa, oltre a --help.
