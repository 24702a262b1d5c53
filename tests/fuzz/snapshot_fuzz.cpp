// Snapshots of any content: parts that can be walked through, or an error. Each input is
// tried as it is, and with the header and the checksums that a forger would write, so
// that the checks behind them are reached.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <span>

#include "lichen/base/error.hpp"
#include "store/snapshot_image.hpp"

namespace {

namespace snapshot = lichen::detail::snapshot;

/// Bytes where a mapping would put them: at a multiple of 64, and not one more, so that
/// a sanitizer sees each step outside.
class Aligned {
 public:
  Aligned(const std::uint8_t* data, std::size_t size)
      : start_(static_cast<std::byte*>(::operator new(size, std::align_val_t{64}))),
        size_(size) {
    std::memcpy(start_, data, size);
  }
  Aligned(const Aligned&) = delete;
  Aligned& operator=(const Aligned&) = delete;
  ~Aligned() { ::operator delete(start_, std::align_val_t{64}); }

  [[nodiscard]] std::span<std::byte> bytes() { return {start_, size_}; }

 private:
  std::byte* start_;
  std::size_t size_;
};

void require(bool good) {
  if (!good) std::abort();
}

void walk(const snapshot::MatrixArrays& m) {
  double sum = 0.;
  for (lichen::Index j = 0; j < m.columns; ++j) {
    for (lichen::Index k = m.start[j]; k < m.start[j + 1]; ++k) {
      require(m.row[k] >= 0 && m.row[k] < m.rows && m.value[k] - m.value[k] == 0.);
      sum += m.value[k];
    }
  }
  static_cast<void>(sum);
}

void walk(const lichen::store::TextTable& table) {
  std::size_t letters = 0;
  for (std::size_t c = 0; c < table.columns(); ++c) {
    for (const char letter : table.name(c)) letters += letter == 'a';
    for (std::size_t r = 0; r < table.rows(); ++r) {
      for (const char letter : table.at(r, c)) letters += letter == 'a';
    }
  }
  require(letters < SIZE_MAX);
}

void try_image(std::span<const std::byte> bytes) {
  try {
    const snapshot::Image image = snapshot::verified(bytes, "fuzz.lichen");
    for (const auto* m : {&image.a, &image.b, &image.c, &image.open}) walk(*m);
    for (const auto& [name, table] : image.tables) walk(table);
    if (image.order.empty()) return;
    const auto& order = image.order;
    const lichen::OrderedMatrix m =
        lichen::pack_in_order(image.a.view(), {order.row_at.begin(), order.row_at.end()},
                              {order.column_at.begin(), order.column_at.end()},
                              {order.block_start.begin(), order.block_start.end()});
    for (const double diagonal : m.diagonal) require(diagonal != 0.);
  } catch (const lichen::Error&) {
  }
}

void forge_header(std::span<std::byte> bytes) {
  snapshot::Header header;
  std::memcpy(&header, bytes.data(), sizeof header);
  const snapshot::Header right;
  header.magic = right.magic;
  header.byte_order = right.byte_order;
  header.layout = right.layout;
  header.index_bytes = right.index_bytes;
  header.value_bytes = right.value_bytes;
  header.file_bytes = bytes.size();
  header.sections %= 16;
  header.header_bytes =
      snapshot::padded(sizeof header + header.sections * sizeof(snapshot::Section));
  header.flags &= 1U;
  header.reserved = right.reserved;
  std::memcpy(bytes.data(), &header, sizeof header);
  snapshot::seal(bytes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Aligned input(data, size);
  try_image(input.bytes());
  if (size < sizeof(snapshot::Header)) return 0;
  forge_header(input.bytes());
  try_image(input.bytes());
  return 0;
}
