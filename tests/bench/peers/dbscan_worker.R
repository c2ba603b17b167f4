# dbscan_worker.R EPS MIN PLACES ANSWER: one round of R's dbscan on x, y pairs of doubles; prints the processor seconds, writes a label per place.
suppressMessages(library(dbscan))
words <- commandArgs(trailingOnly = TRUE)
size <- file.info(words[3])$size / 8
places <- matrix(readBin(words[3], "double", size), ncol = 2, byrow = TRUE)
seconds <- sum(system.time(found <- dbscan(places, eps = as.numeric(words[1]), minPts = as.integer(words[2])))[c("user.self", "sys.self")])
writeBin(as.integer(found$cluster), words[4])
cat(seconds, "\n")
