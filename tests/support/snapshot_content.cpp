#include "support/snapshot_content.hpp"

#include <cstring>
#include <fstream>
#include <iterator>

#include "support/random_systems.hpp"

namespace lichen::test {
namespace {

store::Labels numbered(const std::string& what, Eigen::Index rows) {
  store::Labels labels{{"id", "name"}, {}};
  for (Eigen::Index k = 0; k < rows; ++k) {
    // Some are empty, some hold what separates texts elsewhere.
    labels.rows.push_back({what + std::to_string(k), k % 3 == 0 ? "" : "a\n, \"b\" =1"});
  }
  return labels;
}

template <class T>
bool same_array(const T* a, const T* b, Eigen::Index count) {
  return count == 0 ||
         std::memcmp(a, b, static_cast<std::size_t>(count) * sizeof(T)) == 0;
}

}  // namespace

store::SnapshotContent random_content(std::uint64_t seed, Index largest) {
  const RandomSystem system = random_system(seed, largest);
  store::SnapshotContent content;
  content.matrices.a = system.a;
  content.matrices.b = system.b;
  content.matrices.c = system.c;
  content.matrices.activities = numbered("activity ", system.a.cols());
  content.matrices.flows = numbered("flow ", system.b.rows());
  content.matrices.categories = numbered("category ", system.c.rows());
  content.tables.emplace_back("notes", store::Labels{{"text"}, {{"one"}, {""}}});
  content.source = {Id{1, seed}, 7, {{"allocation", "none"}, {"strict", "false"}}};
  content.paired = seed % 2 == 0;
  return content;
}

std::string bytes_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool same_bits(const SparseRef& a, const SparseRef& b) {
  return a.rows() == b.rows() && a.cols() == b.cols() && a.nonZeros() == b.nonZeros() &&
         same_array(a.outerIndexPtr(), b.outerIndexPtr(), a.cols() + 1) &&
         same_array(a.innerIndexPtr(), b.innerIndexPtr(), a.nonZeros()) &&
         same_array(a.valuePtr(), b.valuePtr(), a.nonZeros());
}

}  // namespace lichen::test
