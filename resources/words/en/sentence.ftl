# The status words, and the sentence of a person: spoken line, command line, copy. The answer comes first.

## Status words: as a label, shorter for a narrow column, and as it stands in a sentence

status-free = Free
    .short = Free
    .phrase = free
status-tentative = Tentative
    .short = Tentative
    .phrase = tentatively booked
status-busy = Busy
    .short = Busy
    .phrase = busy
status-out-of-office = Out of office
    .short = Out
    .phrase = out of office
status-working-elsewhere = Working elsewhere
    .short = Elsewhere
    .phrase = working elsewhere
status-outside-working-hours = Outside working hours
    .short = Off hours
    .phrase = outside working hours
status-no-information = No information
    .short = No info
    .phrase = no calendar information

## What is said of a person. $until: "until 11:00", "at least until Monday 7 December"; $at and $next: "at 11:00",
## "Tuesday at 08:30". $status is a phrase from above.

says-until = { $status } { $until }
says-until-next = { $status } { $until }, next free { $next }
says-until-never =
    { $days ->
        [one] { $status } { $until }, not free again within 1 day
       *[other] { $status } { $until }, not free again within { $days } days
    }
says-back = { $status }, back { $at }
says-then = { $status }, then { $after }
says-until-then = { $status } { $until }, then { $after }
says-end-of-day = { $status } until the end of the working day { $at }
says-reachable = { $status }, reachable { $until }
says-soon-then =
    { $minutes ->
        [0] { $status } for less than a minute, then { $after }
        [one] { $status } for 1 more minute, then { $after }
       *[other] { $status } for { $minutes } more minutes, then { $after }
    }
says-soon-end-of-day =
    { $minutes ->
        [0] { $status } for less than a minute, until the end of the working day { $at }
        [one] { $status } for 1 more minute, until the end of the working day { $at }
       *[other] { $status } for { $minutes } more minutes, until the end of the working day { $at }
    }
says-soon =
    { $minutes ->
        [0] { $status } for less than a minute
        [one] { $status } for 1 more minute
       *[other] { $status } for { $minutes } more minutes
    }
# As $status of the three messages above, for somebody who can be called during an item.
says-still-reachable = { $status }, reachable
says-unknown = { $status } ({ $reason })

## The whole line

sentence = { $name }: { $says }.
sentence-substitute = { $sentence } Substitute: { $who }.
# Before a sentence that rests on an old answer.
sentence-as-of = As of { $time }: { $sentence }
sentence-as-of-day = As of { $weekday } { $time }: { $sentence }

## The substitute: a short number is an extension

substitute-extension = { $name }, extension { $number }
substitute-phone = { $name }, phone { $number }
substitute-says = { $who }, { $says }
