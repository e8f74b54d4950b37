# Dates, times and durations.
# Every message about a time of day is also given $hour (0 to 23), for languages in which the hour changes the words.

weekday-1 = Monday
    .short = Mon
weekday-2 = Tuesday
    .short = Tue
weekday-3 = Wednesday
    .short = Wed
weekday-4 = Thursday
    .short = Thu
weekday-5 = Friday
    .short = Fri
weekday-6 = Saturday
    .short = Sat
weekday-7 = Sunday
    .short = Sun

month-1 = January
    .short = Jan
month-2 = February
    .short = Feb
month-3 = March
    .short = Mar
month-4 = April
    .short = Apr
month-5 = May
    .short = May
month-6 = June
    .short = Jun
month-7 = July
    .short = Jul
month-8 = August
    .short = Aug
month-9 = September
    .short = Sep
month-10 = October
    .short = Oct
month-11 = November
    .short = Nov
month-12 = December
    .short = Dec

# How the day of the month is written in full dates.
day-of-month = { $day }

## In columns: short names

column-weekday = { $weekday } { $time }
column-date = { $weekday } { $day } { $month }
# The end of today.
column-midnight = 24:00
column-now = now
column-unknown = –

## In full, for tooltips and headings: long names

full-date = { $weekday } { $day } { $month } { $year }
full-time = { $date }, { $time }

## In sentences: when something begins

at-time = at { $time }
at-weekday = { $weekday } at { $time }
at-date = { $weekday } { $day } { $month } at { $time }

## In sentences: when something ends

until-time = until { $time }
until-weekday = until { $weekday } at { $time }
until-date = until { $weekday } { $day } { $month } at { $time }
until-midnight = until midnight
# The day named is the last one of it.
until-day = until the end of { $weekday } { $day } { $month }
# $until is one of the phrases above.
at-least = at least { $until }
# The day named is the last one that is known.
at-least-day = at least until { $weekday } { $day } { $month }

## How long

duration-minutes = { $minutes } min
duration-hours = { $hours } h
# $minutes has two digits.
duration-hours-minutes = { $hours } h { $minutes }
duration-days =
    { $days ->
        [one] 1 day
       *[other] { $days } days
    }
duration-days-hours = { $days } d { $hours } h

## A block on the time grid: Busy 09:00–10:30 (1 h 30)

block-within-day = { $type } { $start }–{ $end } ({ $duration })
block-over-days = { $type } { $start } – { $end } ({ $duration })
# $day is one day or, by block-days, several.
block-whole-days = { $type } { $day } ({ $duration })
block-days = { $first } – { $last }
block-edge = { $date } { $time }
