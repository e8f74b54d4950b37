# Che cosa dicono gli errori: notice-CODE è che cosa è successo, .remedy che cosa fare e .reason, dove c'è, poche parole
# per le parentesi di una frase.
