/// Ours, as a peer and as itself.
#pragma once

#include "peers/peer.h"

#include <bailiwick/place.h>

namespace bench {

[[nodiscard]] std::unique_ptr<Peer> ours(unsigned threads = 1);
/// Of a peer that ours() made and that is built.
[[nodiscard]] const bailiwick::ZoneIndex& index_of_ours(const Peer& ours);
[[nodiscard]] const bailiwick::Placer& placer_of_ours(const Peer& ours);

}  // namespace bench
