# Densities and bandwidths by spatstat and ks: Rscript density_reference.R OUTPUT.json (called by density_reference.py).
# Debian's r-cran-spatstat (spatstat.explore 3.0-6), r-cran-ks (1.14.0), r-cran-jsonlite.
suppressMessages({library(spatstat); library(ks); library(jsonlite)})
deviation <- c(gaussian = 1, epanechnikov = 1 / sqrt(6), quartic = 1 / sqrt(8), disc = 1 / 2)  # spatstat's sigma over the radius, .Spatstat.2D.KernelTable
engine <- getAnywhere("densitycrossEngine")$objs[[1]]  # every report against every place asked for: no pixels, no transform

centres <- function(columns, rows, cell) expand.grid(x = (seq_len(columns) - 0.5) * cell, y = (seq_len(rows) - 0.5) * cell)  # rows from the south
exactly <- function(X, at, kernel, radius, weights = NULL) {
  Q <- ppp(at$x, at$y, window = Frame(X))
  as.numeric(engine(X, Q, sigma = radius * deviation[[kernel]], kernel = kernel, scalekernel = TRUE, weights = weights, edge = FALSE))
}
by_rows <- function(image) as.vector(t(image$v))  # NA outside the window

# 1. Longleaf pines (Platt, Evans and Rathbun 1988): 584 trees in 200 m x 200 m, the weight is the diameter.
trees <- unmark(longleaf); width <- marks(longleaf)
at <- centres(20, 20, 10)
one <- function(kernel, radius, weights = NULL) list(kernel = kernel, radius = radius, weighted = !is.null(weights), density = exactly(trees, at, kernel, radius, weights))
fixed <- list(one("gaussian", 12), one("epanechnikov", 30), one("quartic", 30), one("disc", 30.5), one("quartic", 4), one("quartic", 30, width), one("gaussian", 12, width))
place <- cbind(trees$x, trees$y)
by_ks <- function(weights) nrow(place) * kde(place, H = 144 * diag(2), eval.points = as.matrix(at), binned = FALSE, w = weights * nrow(place) / sum(weights))$estimate * sum(weights) / nrow(place)

# Likelihood cross-validation: bw.ppl's criterion without its integral and without edges; that is Silverman (1986), section 3.4.4, but for n log(n - 1).
# bw.ppl itself takes the best of 16 bandwidths.
criterion <- function(sigma) attr(bw.ppl(trees, sigma = c(sigma, sigma), edge = FALSE, shortcut = TRUE, warn = FALSE), "cv")[1]
likeliest <- optimise(criterion, c(4, 30), maximum = TRUE, tol = 1e-9)

longleaf_out <- list(x = trees$x, y = trees$y, width = width, fixed = fixed, ks = by_ks(rep(1, npoints(trees))), ks_weighted = by_ks(width),
  scott = as.numeric(bw.scott(trees)), scott_iso = as.numeric(bw.scott.iso(trees)), silverman = sqrt(mean(diag(Hns(place)))), likeliest = likeliest$maximum,
  criterion = likeliest$objective)

# 2. Reports on the centres of 50 m cells, several on one, in an area with a bay and a hole. spatstat moves reports to the centres of its pixels, so that
# these are not moved and its transforms give whole sums.
area <- owin(poly = list(list(x = c(0, 1200, 1200, 610, 590, 310, 0), y = c(0, 0, 1000, 1000, 420, 1000, 930)), list(x = c(820, 820, 1010, 1010), y = c(210, 390, 390, 210))))
columns <- 24; rows <- 20
mask <- as.mask(area, dimyx = c(rows, columns))
RNGversion("4.0.0"); set.seed(19)
cells <- centres(columns, rows, 50)
inside <- by_rows(as.im(mask)); inside[is.na(inside)] <- 0; inside <- as.integer(inside)
near <- function(x, y, s) exp(-((cells$x - x)^2 + (cells$y - y)^2) / (2 * s^2))
chance <- inside * (0.05 + near(150, 800, 90) + near(1100, 900, 60) + 0.7 * near(700, 150, 120) + near(1150, 300, 40))
taken <- sample(nrow(cells), 400, replace = TRUE, prob = chance)
reports <- ppp(cells$x[taken], cells$y[taken], window = area, check = FALSE)
weight <- sample(1:5, 400, replace = TRUE)
size <- c(rows, columns)
corrected <- function(kernel, radius, diggle, weights = NULL) {
  image <- density(reports, sigma = radius * deviation[[kernel]], kernel = kernel, edge = TRUE, diggle = diggle, weights = weights, dimyx = size)
  list(kernel = kernel, radius = radius, edge = if (diggle) "diggle" else "uniform", weighted = !is.null(weights), density = by_rows(image)[inside == 1])
}
edges <- list()
for (kernel in names(deviation)) for (diggle in c(FALSE, TRUE)) edges[[length(edges) + 1]] <- corrected(kernel, if (kernel == "gaussian") 90 else 220, diggle)
edges[[length(edges) + 1]] <- corrected("quartic", 220, TRUE, weight)

# Abramson (1982): bw.abram gives every report its bandwidth (trim 5); the kernels are then summed one by one, since densityAdaptiveKernel shares
# bandwidths among quantile groups, even with as many groups as reports.
pilot <- function(kernel, radius, edge) density(reports, sigma = radius * deviation[[kernel]], kernel = kernel, edge = edge, positive = TRUE, dimyx = size)
adaptive <- function(kernel, radius, edge, trim) {
  own <- as.numeric(bw.abram(reports, h0 = radius, at = "points", pilot = pilot(kernel, radius, edge), trim = trim, dimyx = size))
  sum <- 0
  for (i in seq_len(npoints(reports))) sum <- sum + exactly(reports[i], cells, kernel, own[i])
  list(kernel = kernel, radius = radius, radius_of_report = own, density = sum[inside == 1])
}
default <- as.numeric(bw.abram(reports, h0 = 90, at = "points", dimyx = size))
abramson <- list(adaptive("gaussian", 90, FALSE, 5), adaptive("quartic", 220, FALSE, 5))
stopifnot(all.equal(adaptive("gaussian", 90, TRUE, 5)$radius_of_report, default, tolerance = 1e-12))  # by default the pilot is corrected for edges
grouped <- as.vector(t(densityAdaptiveKernel(reports, bw = abramson[[1]]$radius_of_report, ngroups = Inf, edge = FALSE, dimyx = size)$v))[inside == 1]
cat("densityAdaptiveKernel (groups) against kernels one by one:", max(abs(grouped / abramson[[1]]$density - 1)), "\n")
edged_out <- list(x = reports$x, y = reports$y, weight = weight, inside = inside, edges = edges, abramson = abramson,
  none = exactly(reports, cells, "quartic", 220)[inside == 1])
versions <- c(R.version.string, sapply(c("spatstat.explore", "spatstat.geom", "spatstat.data", "ks"), function(p) paste(p, packageVersion(p))))
write_json(list(versions = versions, longleaf = longleaf_out, edged = edged_out), commandArgs(TRUE)[1], digits = NA, auto_unbox = TRUE)
