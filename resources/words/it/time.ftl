# Date, ore e durate.
# Ogni messaggio con un'ora riceve anche $hour (da 0 a 23): «alle 08:00», ma «all’01:00».

weekday-1 = lunedì
    .short = lun
weekday-2 = martedì
    .short = mar
weekday-3 = mercoledì
    .short = mer
weekday-4 = giovedì
    .short = gio
weekday-5 = venerdì
    .short = ven
weekday-6 = sabato
    .short = sab
weekday-7 = domenica
    .short = dom

month-1 = gennaio
    .short = gen
month-2 = febbraio
    .short = feb
month-3 = marzo
    .short = mar
month-4 = aprile
    .short = apr
month-5 = maggio
    .short = mag
month-6 = giugno
    .short = giu
month-7 = luglio
    .short = lug
month-8 = agosto
    .short = ago
month-9 = settembre
    .short = set
month-10 = ottobre
    .short = ott
month-11 = novembre
    .short = nov
month-12 = dicembre
    .short = dic

# Come si scrive il giorno del mese nelle date per esteso: «1º dicembre», «2 dicembre».
day-of-month =
    { $day ->
        [1] 1º
       *[other] { $day }
    }

## Nelle colonne: nomi brevi

column-weekday = { $weekday } { $time }
column-date = { $weekday } { $day } { $month }
# La fine della giornata di oggi.
column-midnight = 24:00
column-now = ora
column-unknown = –

## Per esteso, nei suggerimenti e nei titoli: nomi lunghi

full-date = { $weekday } { $day } { $month } { $year }
full-time = { $date }, { $time }

## Nelle frasi: quando comincia

at-time =
    { $hour ->
        [1] all’{ $time }
       *[other] alle { $time }
    }
at-weekday =
    { $hour ->
        [1] { $weekday } all’{ $time }
       *[other] { $weekday } alle { $time }
    }
at-date =
    { $hour ->
        [1] { $weekday } { $day } { $month } all’{ $time }
       *[other] { $weekday } { $day } { $month } alle { $time }
    }

## Nelle frasi: quando finisce

until-time =
    { $hour ->
        [1] fino all’{ $time }
       *[other] fino alle { $time }
    }
until-weekday =
    { $hour ->
        [1] fino a { $weekday } all’{ $time }
       *[other] fino a { $weekday } alle { $time }
    }
until-date =
    { $hour ->
        [1] fino a { $weekday } { $day } { $month } all’{ $time }
       *[other] fino a { $weekday } { $day } { $month } alle { $time }
    }
until-midnight = fino a mezzanotte
# Il giorno nominato è l'ultimo compreso.
until-day = fino a tutto { $weekday } { $day } { $month }
# $until è una delle espressioni qui sopra.
at-least = almeno { $until }
# Il giorno nominato è l'ultimo di cui si sa.
at-least-day = almeno fino a { $weekday } { $day } { $month }

## Quanto dura

duration-minutes = { $minutes } min
duration-hours = { $hours } h
# $minutes ha due cifre.
duration-hours-minutes = { $hours } h { $minutes }
duration-days =
    { $days ->
        [one] 1 giorno
       *[other] { $days } giorni
    }
duration-days-hours = { $days } g { $hours } h

## Un blocco della griglia: Occupato 09:00–10:30 (1 h 30)

block-within-day = { $type } { $start }–{ $end } ({ $duration })
block-over-days = { $type } { $start } – { $end } ({ $duration })
# $day è un giorno solo oppure, con block-days, più giorni.
block-whole-days = { $type } { $day } ({ $duration })
block-days = { $first } – { $last }
block-edge = { $date } { $time }
