# La finestra principale.
