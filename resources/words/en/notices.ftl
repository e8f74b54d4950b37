# What errors say to people: notice-CODE is what happened, .remedy what to do, and .reason, where there is one,
# a few words for the brackets of a sentence.
