#include "store/snapshot_image.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <optional>

#include "lichen/base/error.hpp"
#include "lichen/version.hpp"
#include "store/snapshot_check.hpp"

namespace lichen::inline LICHEN_ABI::detail::snapshot {
namespace {

using Bytes = std::span<const std::byte>;

/// Finds the parts of one image, step by step; each step may rely on those before.
class Verifier {
 public:
  Verifier(Bytes bytes, const std::string& path) : bytes_(bytes), path_(path) {}

  Image image() {
    read_header();
    read_sections();
    require_parts_that_fit();
    read_policies();
    return std::move(image_);
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw DataError(path_ + ": " + what);
  }
  [[noreturn]] void damaged(const std::string& what) const {
    fail("the snapshot is damaged: " + what + "; save the system again");
  }
  [[noreturn]] void cut_off(std::uint64_t bytes) const {
    fail("the snapshot is cut off: it should have " + std::to_string(bytes) +
         " bytes and has " + std::to_string(bytes_.size()) +
         "; copy it whole, or save the system again");
  }

  // ── header ──

  void read_header() {
    const std::size_t start = std::min(bytes_.size(), magic.size());
    if (start == 0 || std::memcmp(bytes_.data(), magic.data(), start) != 0) {
      fail(
          "is no snapshot of lichen: its first bytes are others; give a file that "
          "System.save (write_snapshot) wrote");
    }
    if (bytes_.size() < sizeof header_) cut_off(sizeof header_);
    std::memcpy(&header_, bytes_.data(), sizeof header_);
    if (header_.byte_order != byte_order) {
      fail(
          "was written on a machine of another byte order, or is damaged; save the "
          "system again on this one");
    }
    const std::uint64_t size = header_.header_bytes;
    if (size < sizeof header_ || size % alignment != 0) {
      damaged("its header has an impossible length");
    }
    if (size > bytes_.size()) cut_off(size);
    if (header_hash(bytes_.first(size)) != header_.hash) {
      damaged("the checksum of its header does not fit");
    }
    require_this_layout();
    require_whole();
    image_.bytes = header_.file_bytes;
    image_.lichen_version = text_of(header_.lichen_version);
    image_.source.store = {header_.store_high, header_.store_low};
    image_.source.generation = header_.generation;
    image_.paired = (header_.flags & 1U) != 0;
  }

  void require_this_layout() const {
    if (header_.layout != layout_version) {
      fail("has layout " + std::to_string(header_.layout) + ", written by lichen " +
           std::string(text_of(header_.lichen_version)) +
           "; this is lichen " LICHEN_VERSION ", which reads layout " +
           std::to_string(layout_version) +
           ": save the system again with this version, or open it with that one");
    }
    if (header_.index_bytes != sizeof(Index) || header_.value_bytes != sizeof(double)) {
      fail("has indices of " + std::to_string(8ULL * header_.index_bytes) +
           " bits and values of " + std::to_string(8ULL * header_.value_bytes) +
           "; this build reads 32 and 64: save the system again with it");
    }
    if (header_.flags > 1 || header_.reserved[0] != 0) {
      damaged("its header says what this layout does not know");
    }
  }

  void require_whole() const {
    if (header_.file_bytes > bytes_.size()) cut_off(header_.file_bytes);
    if (header_.file_bytes < bytes_.size()) {
      damaged("it has " + std::to_string(bytes_.size() - header_.file_bytes) +
              " bytes more than its header says");
    }
    if (header_.sections > most_sections ||
        padded(sizeof header_ + header_.sections * sizeof(Section)) !=
            header_.header_bytes) {
      damaged("its number of sections does not fit its header");
    }
  }

  // ── sections ──

  void read_sections() {
    std::uint64_t end = header_.header_bytes;
    for (std::uint64_t k = 0; k < header_.sections; ++k) {
      Section section;
      std::memcpy(&section, bytes_.data() + sizeof header_ + k * sizeof section,
                  sizeof section);
      require_place(section, end);
      end += section.bytes;
      read_section(section);
    }
    if (end != header_.file_bytes) damaged("its sections do not fill it");
  }

  /// Sections follow each other without gaps; what they say of themselves fits.
  void require_place(const Section& section, std::uint64_t end) const {
    constexpr std::uint64_t most = std::numeric_limits<Index>::max();
    const std::string name(text_of(section.name));
    const bool known = section.kind == Kind::matrix || section.kind == Kind::table ||
                       section.kind == Kind::order;
    const std::uint64_t most_columns = section.kind == Kind::table ? 1024 : most;
    const std::uint64_t most_count =
        section.kind == Kind::table ? std::numeric_limits<std::uint32_t>::max() : most;
    if (!known || section.reserved != 0 || section.rows > most ||
        section.columns > most_columns || section.count > most_count ||
        section.offset != end || section.bytes > header_.file_bytes - end ||
        arrays_of(section).end != section.bytes) {
      damaged("section \"" + name + "\" does not lie where it should");
    }
    if (hash_of(bytes_.subspan(section.offset, section.bytes)) != section.hash) {
      damaged("the checksum of section \"" + name + "\" does not fit");
    }
  }

  void read_section(const Section& section) {
    switch (section.kind) {
      case Kind::matrix:
        return read_matrix(section);
      case Kind::table:
        return read_table(section);
      case Kind::order:
        return read_order(section);
    }
  }

  /// The array that starts at some place of a section.
  template <class T>
  [[nodiscard]] const T* array(const Section& section, std::uint64_t at) const {
    return reinterpret_cast<const T*>(bytes_.data() + section.offset + at);
  }

  void read_matrix(const Section& section) {
    const std::string_view name = text_of(section.name);
    MatrixArrays* place = name == "A"      ? &image_.a
                          : name == "B"    ? &image_.b
                          : name == "C"    ? &image_.c
                          : name == "open" ? &image_.open
                                           : nullptr;
    if (place == nullptr || place->start != nullptr) unexpected(section);
    const Arrays at = arrays_of(section);
    *place = {static_cast<Index>(section.rows),  static_cast<Index>(section.columns),
              static_cast<Index>(section.count), array<Index>(section, 0),
              array<Index>(section, at.second),  array<double>(section, at.third)};
    if (!is_sound(*place)) unsound(section);
  }

  void read_table(const Section& section) {
    const std::string name(text_of(section.name));
    if (table(name) != nullptr) unexpected(section);
    const std::span ends(array<std::uint32_t>(section, 0),
                         section.columns * (section.rows + 1) + 1);
    if (!is_sound(ends, section.count)) unsound(section);
    const std::string_view texts(array<char>(section, arrays_of(section).second),
                                 section.count);
    image_.tables.emplace_back(
        name, store::TextTable(section.rows, section.columns, ends, texts));
  }

  void read_order(const Section& section) {
    if (!image_.order.empty() || image_.a.start == nullptr) unexpected(section);
    const Arrays at = arrays_of(section);
    image_.order = {{array<Index>(section, 0), section.rows},
                    {array<Index>(section, at.second), section.rows},
                    {array<Index>(section, at.third), section.columns + 1}};
    if (!is_sound(image_.order, image_.a)) unsound(section);
  }

  [[noreturn]] void unexpected(const Section& section) const {
    damaged("section \"" + std::string(text_of(section.name)) +
            "\" is unknown, or there twice");
  }
  [[noreturn]] void unsound(const Section& section) const {
    damaged("section \"" + std::string(text_of(section.name)) +
            "\" holds positions or numbers that cannot be");
  }

  // ── all together ──

  [[nodiscard]] const store::TextTable* table(std::string_view name) const {
    for (const auto& [own, found] : image_.tables) {
      if (own == name) return &found;
    }
    return nullptr;
  }

  void require_parts_that_fit() const {
    const Image& m = image_;
    for (const MatrixArrays* matrix : {&m.a, &m.b, &m.c, &m.open}) {
      if (matrix->start == nullptr) damaged("one of its matrices is not there");
    }
    const bool fits = m.a.rows == m.a.columns && m.a.rows > 0 &&
                      m.b.columns == m.a.columns && m.c.columns == m.b.rows &&
                      m.open.columns == m.a.columns;
    if (!fits) damaged("the sizes of its matrices do not fit together");
    require_labels("activities", m.a.columns);
    require_labels("flows", m.b.rows);
    require_labels("categories", m.c.rows);
    require_labels("open_rows", m.open.rows);
  }

  void require_labels(std::string_view name, Index rows) const {
    const store::TextTable* labels = table(name);
    if (labels == nullptr || labels->rows() == static_cast<std::size_t>(rows)) return;
    damaged("table \"" + std::string(name) + "\" does not fit its matrix");
  }

  void read_policies() {
    const store::TextTable* found = table("policies");
    if (found == nullptr) return;
    if (found->columns() != 2) damaged("its table of policies has not two columns");
    for (std::size_t r = 0; r < found->rows(); ++r) {
      image_.source.policies.emplace_back(found->at(r, 0), found->at(r, 1));
    }
  }

  Bytes bytes_;
  const std::string& path_;
  Header header_;
  Image image_;
};

}  // namespace

Image verified(std::span<const std::byte> bytes, const std::string& path) {
  return Verifier(bytes, path).image();
}

}  // namespace lichen::inline LICHEN_ABI::detail::snapshot
