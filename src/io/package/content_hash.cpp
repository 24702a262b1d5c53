// The hash of a package's content: XXH3 of 128 bits over the sorted digests of its
// members.

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <xxhash.h>

#include "io/package/members.hpp"
#include "io/two_parts.hpp"

namespace lichen::detail {
namespace {

/// A digest in big-endian bytes: the same text on every machine.
using Digest = XXH128_canonical_t;

Digest digest_of(const void* bytes, std::size_t size) {
  Digest digest;
  XXH128_canonicalFromHash(&digest, XXH3_128bits(bytes, size));
  return digest;
}

/// Name and content are hashed apart first, so that no byte can move between them.
Digest member_digest(const Member& member) {
  const Digest both[2] = {digest_of(member.name.data(), member.name.size()),
                          digest_of(member.content.data(), member.content.size())};
  return digest_of(both, sizeof both);
}

}  // namespace

std::string content_hash(const std::vector<Member>& members) {
  std::vector<Digest> digests(members.size());
  in_two_parts([&](int part) {
    for (auto i = static_cast<std::size_t>(part); i < members.size(); i += 2) {
      digests[i] = member_digest(members[i]);
    }
  });
  std::sort(digests.begin(), digests.end(), [](const Digest& a, const Digest& b) {
    return std::lexicographical_compare(std::begin(a.digest), std::end(a.digest),
                                        std::begin(b.digest), std::end(b.digest));
  });
  const Digest whole = digest_of(digests.data(), digests.size() * sizeof(Digest));
  std::string text = "xxh3:";
  for (const unsigned char byte : whole.digest) text += fmt::format("{:02x}", byte);
  return text;
}

}  // namespace lichen::detail
