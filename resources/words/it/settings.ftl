# Impostazioni e loro controllo.
