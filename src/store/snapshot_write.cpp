// Writing a snapshot: its sections are laid out and hashed first, then written in turn.

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/linalg/matching.hpp"
#include "lichen/linalg/tidy.hpp"
#include "lichen/store/snapshot.hpp"
#include "lichen/version.hpp"
#include "store/snapshot_file.hpp"
#include "store/snapshot_layout.hpp"

namespace lichen::inline LICHEN_ABI::detail::snapshot {
namespace {

constexpr std::array<std::byte, alignment> zeros{};

template <class T>
Bytes bytes_of(const T* data, std::size_t count) {
  return {reinterpret_cast<const std::byte*>(data), count * sizeof(T)};
}

/// Gives the arrays of a section to a sink, each padded with zeros.
template <class Take>
void padded_arrays(const std::vector<Bytes>& arrays, const Take& take) {
  for (const Bytes array : arrays) {
    if (!array.empty()) take(array);
    const std::size_t rest = padded(array.size()) - array.size();
    if (rest != 0) take(Bytes(zeros).first(rest));
  }
}

[[nodiscard]] Hash hash_of_arrays(const std::vector<Bytes>& arrays) {
  Hasher hasher;
  padded_arrays(arrays, [&](Bytes bytes) { hasher.add(bytes); });
  return hasher.result();
}

/// The texts of a table one after another: names of columns, then column by column.
struct PackedTexts {
  std::vector<std::uint32_t> ends{0};
  std::string bytes;

  PackedTexts(const std::string& name, const store::Labels& labels) {
    ends.reserve(labels.names.size() * (labels.rows.size() + 1) + 1);
    for (const std::string& text : labels.names) add(name, text);
    for (std::size_t column = 0; column < labels.names.size(); ++column) {
      for (const auto& row : labels.rows) add(name, row[column]);
    }
  }

 private:
  void add(const std::string& name, const std::string& text) {
    bytes += text;
    if (bytes.size() > std::numeric_limits<std::uint32_t>::max()) {
      throw ShapeError("table \"" + name + "\" holds more than 4 GiB of text");
    }
    ends.push_back(static_cast<std::uint32_t>(bytes.size()));
  }
};

/// The sections of a file, in order; what they point to is kept by others.
class Sections {
 public:
  void add(const std::string& name, Kind kind, std::array<std::size_t, 3> sizes,
           std::vector<Bytes> arrays) {
    Section section;
    if (name.size() >= section.name.size()) {
      throw DataError("the name of table \"" + name + "\" is longer than 15 bytes");
    }
    std::copy(name.begin(), name.end(), section.name.begin());
    section.kind = kind;
    section.rows = sizes[0];
    section.columns = sizes[1];
    section.count = sizes[2];
    section.bytes = arrays_of(section).end;
    section.hash = hash_of_arrays(arrays);
    sections_.push_back(section);
    arrays_.push_back(std::move(arrays));
  }

  void add(const std::string& name, const SparseMatrix& m) {
    const auto columns = static_cast<std::size_t>(m.cols());
    const auto entries = static_cast<std::size_t>(m.nonZeros());
    add(name, Kind::matrix, {static_cast<std::size_t>(m.rows()), columns, entries},
        {bytes_of(m.outerIndexPtr(), columns + 1), bytes_of(m.innerIndexPtr(), entries),
         bytes_of(m.valuePtr(), entries)});
  }

  void add(const std::string& name, const store::Labels& labels,
           const PackedTexts& texts) {
    add(name, Kind::table, {labels.rows.size(), labels.names.size(), texts.bytes.size()},
        {bytes_of(texts.ends.data(), texts.ends.size()),
         bytes_of(texts.bytes.data(), texts.bytes.size())});
  }

  void add(const OrderedMatrix& m) {
    const std::size_t size = m.row_at.size();
    add("order", Kind::order, {size, m.block_start.size() - 1, 0},
        {bytes_of(m.row_at.data(), size), bytes_of(m.column_at.data(), size),
         bytes_of(m.block_start.data(), m.block_start.size())});
  }

  void write(Header header, const Sink& sink) {
    header.sections = sections_.size();
    header.header_bytes = padded(sizeof header + sections_.size() * sizeof(Section));
    header.file_bytes = header.header_bytes;
    for (Section& section : sections_) {
      section.offset = header.file_bytes;
      header.file_bytes += section.bytes;
    }
    std::vector<std::byte> head(header.header_bytes);
    std::memcpy(head.data() + sizeof header, sections_.data(),
                sections_.size() * sizeof(Section));
    std::memcpy(head.data(), &header, sizeof header);
    header.hash = header_hash(head);
    std::memcpy(head.data(), &header, sizeof header);
    sink(head);
    for (const auto& arrays : arrays_) padded_arrays(arrays, sink);
  }

 private:
  std::vector<Section> sections_;
  std::vector<std::vector<Bytes>> arrays_;
};

[[nodiscard]] Header header_of(const store::SnapshotContent& content) {
  Header header;
  constexpr std::string_view version = LICHEN_VERSION;
  static_assert(version.size() < sizeof header.lichen_version);
  std::copy(version.begin(), version.end(), header.lichen_version.begin());
  header.store_high = content.source.store.high;
  header.store_low = content.source.store.low;
  header.generation = content.source.generation;
  header.flags = content.paired ? 1 : 0;
  return header;
}

/// A matrix in the form that the file has: compressed, sorted, without repeated rows; one
/// without rows has the columns that it should have.
class FiledMatrix {
 public:
  FiledMatrix(const char* name, const SparseMatrix& m, Eigen::Index columns) : given_(m) {
    if (m.rows() == 0) {
      copy_.resize(0, columns);
    } else if (m.cols() != columns) {
      throw ShapeError(std::string(name) + " is " + std::to_string(m.rows()) + " x " +
                       std::to_string(m.cols()) + ", it must have " +
                       std::to_string(columns) + " columns");
    } else if (!m.isCompressed() || !is_tidy(m)) {
      copy_ = tidy(m);
    } else {
      copied_ = false;
    }
    require_finite(name);
  }

  [[nodiscard]] const SparseMatrix& matrix() const { return copied_ ? copy_ : given_; }

 private:
  void require_finite(const char* name) const {
    const SparseMatrix& m = matrix();
    for (Index j = 0; j < static_cast<Index>(m.cols()); ++j) {
      for (SparseMatrix::InnerIterator it(m, j); it; ++it) {
        if (std::isfinite(it.value())) continue;
        throw ShapeError(std::string(name) + " entry of row " + std::to_string(it.row()) +
                         ", column " + std::to_string(j) + " is not a finite number");
      }
    }
  }

  const SparseMatrix& given_;
  SparseMatrix copy_;
  bool copied_ = true;
};

/// The four matrices, and the order of A.
struct FiledMatrices {
  FiledMatrix a, b, c, open;
  OrderedMatrix order;  ///< without rows where A has not full structural rank

  explicit FiledMatrices(const store::LabelledMatrices& m)
      : a("A", m.a, m.a.rows()),
        b("B", m.b, m.a.cols()),
        c("C", m.c, m.b.rows()),
        open("open", m.open, m.a.cols()) {
    const Matching matching = match(a.matrix());
    if (matching.size == m.a.cols()) order = lichen::order(a.matrix(), matching);
  }
};

void require_labels(const char* name, const store::Labels& labels, Eigen::Index rows) {
  for (const auto& row : labels.rows) {
    if (row.size() == labels.names.size()) continue;
    throw ShapeError(std::string("a row of table \"") + name + "\" has " +
                     std::to_string(row.size()) + " texts for " +
                     std::to_string(labels.names.size()) + " columns");
  }
  if (rows < 0 || labels.names.empty()) return;
  if (labels.rows.size() == static_cast<std::size_t>(rows)) return;
  throw ShapeError(std::string("table \"") + name + "\" has " +
                   std::to_string(labels.rows.size()) + " rows for " +
                   std::to_string(rows) + " of its matrix");
}

store::Labels labels_of(const store::PolicyTexts& policies) {
  store::Labels labels{{"name", "value"}, {}};
  for (const auto& [name, value] : policies) labels.rows.push_back({name, value});
  return labels;
}

/// All tables of a file by name, those that are absent left out.
std::vector<std::pair<std::string, const store::Labels*>> tables_of(
    const store::SnapshotContent& content, const store::Labels& policies) {
  const store::LabelledMatrices& m = content.matrices;
  require_labels("activities", m.activities, m.a.cols());
  require_labels("flows", m.flows, m.b.rows());
  require_labels("categories", m.categories, m.c.rows());
  require_labels("open_rows", m.open_rows, m.open.rows());
  std::vector<std::pair<std::string, const store::Labels*>> tables = {
      {"policies", &policies},
      {"activities", &m.activities},
      {"flows", &m.flows},
      {"categories", &m.categories},
      {"open_rows", &m.open_rows}};
  for (const auto& [name, labels] : content.tables) {
    require_labels(name.c_str(), labels, -1);
    for (const auto& [other, ignored] : tables) {
      if (other == name) throw DataError("two tables are called \"" + name + "\"");
    }
    tables.emplace_back(name, &labels);
  }
  std::erase_if(tables, [](const auto& table) { return table.second->names.empty(); });
  return tables;
}

}  // namespace
}  // namespace lichen::inline LICHEN_ABI::detail::snapshot

namespace lichen::inline LICHEN_ABI::store {

void write_snapshot(const SnapshotContent& content, const std::string& path) {
  using namespace detail::snapshot;
  if (content.matrices.a.rows() == 0) throw ShapeError("A is empty");
  const FiledMatrices matrices(content.matrices);
  const Labels policies = labels_of(content.source.policies);
  const auto tables = tables_of(content, policies);
  std::vector<PackedTexts> texts;
  for (const auto& [name, labels] : tables) texts.emplace_back(name, *labels);

  Sections sections;
  sections.add("A", matrices.a.matrix());
  sections.add("B", matrices.b.matrix());
  sections.add("C", matrices.c.matrix());
  sections.add("open", matrices.open.matrix());
  if (!matrices.order.row_at.empty()) sections.add(matrices.order);
  for (std::size_t k = 0; k < tables.size(); ++k) {
    sections.add(tables[k].first, *tables[k].second, texts[k]);
  }
  replace_file(path, [&](const Sink& sink) { sections.write(header_of(content), sink); });
}

}  // namespace lichen::inline LICHEN_ABI::store
