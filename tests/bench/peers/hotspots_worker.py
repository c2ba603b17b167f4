"""One round of a peer on counts or places in a file of numbers; prints the processor seconds and writes its answer.

hotspots_worker.py geoda|esda COLUMNS COUNTS ANSWER      Gi* and local Moran with 999 draws each; the answer is z (esda) and p of Gi*
"""
import os
import sys
import time

os.environ["NUMBA_NUM_THREADS"] = "1"
import numpy as np

peer, columns, counts, answer = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
x = np.fromfile(counts, dtype=float)
rows = len(x) // columns

if peer == "geoda":
    import pygeoda

    gal = f"{os.path.dirname(counts)}/queen-{columns}.gal"
    if not os.path.exists(gal):
        with open(gal + ".part", "w") as out:
            out.write(f"0 {len(x)} lattice id\n")
            for i in range(len(x)):
                r, c = divmod(i, columns)
                near = [(r + dr) * columns + c + dc for dr in (-1, 0, 1) for dc in (-1, 0, 1) if (dr or dc) and 0 <= r + dr < rows and 0 <= c + dc < columns]
                out.write(f"{i} {len(near)}\n{' '.join(map(str, near))}\n")
        os.rename(gal + ".part", gal)
    w = pygeoda.weights.read_gal(gal, [str(i) for i in range(len(x))])
    data = x.tolist()
    start = time.process_time()
    gi = pygeoda.local_gstar(w, data, permutations=999, permutation_method="lookup", cpu_threads=1)
    p = gi.lisa_pvalues()
    pygeoda.local_moran(w, data, permutations=999, permutation_method="lookup", cpu_threads=1).lisa_pvalues()
    seconds = time.process_time() - start
    np.concatenate([np.full(len(x), np.nan), np.array(p)]).tofile(answer)
else:
    import warnings

    warnings.simplefilter("ignore")
    import esda
    from libpysal.weights import lat2W

    w = lat2W(rows, columns, rook=False)
    small = lat2W(10, 10, rook=False)
    esda.Moran_Local(np.arange(100.0), small, permutations=9, n_jobs=1)  # numba compiles
    esda.G_Local(np.arange(100.0), small, transform="B", star=True, permutations=9, n_jobs=1)
    start = time.process_time()
    gi = esda.G_Local(x, w, transform="B", star=True, permutations=999, n_jobs=1)
    esda.Moran_Local(x, w, permutations=999, n_jobs=1)
    seconds = time.process_time() - start
    np.concatenate([np.array(gi.Zs), np.array(gi.p_sim)]).tofile(answer)
print(seconds)
