/// A peer that lives in a process of its own and speaks one line at a time.
#pragma once

#include "peers/peer.h"

namespace bench {

/// `command` is started in `folder`, which holds the zones (zones.wkb) and receives, per round, the reports (x.f64, y.f64) and what was found
/// (pairs.u64). It answers "ready" once the zones are loaded and "done SECONDS" of processor time after each "go". The files are written and read outside the clock;
/// what is inside is the engine's own work from arrays in memory to pairs in memory.
std::unique_ptr<Peer> external(std::string name, std::string command, std::string folder, std::size_t reports_per_round);

}  // namespace bench
