// Opening a snapshot, and what it holds.

#include "lichen/store/snapshot.hpp"

#include "lichen/base/error.hpp"
#include "lichen/version.hpp"
#include "store/snapshot_image.hpp"
#include "store/snapshot_mapping.hpp"

namespace lichen::inline LICHEN_ABI::store {

struct Snapshot::Parts {
  explicit Parts(const std::string& path)
      : file(path), image(detail::snapshot::verified(file.bytes(), path)) {}

  detail::snapshot::Mapping file;
  detail::snapshot::Image image;
};

namespace {

[[noreturn]] void refuse(const std::string& path, const std::string& what,
                         const std::string& has, const std::string& wanted) {
  throw DataError(path + ": the snapshot is not the one expected: its " + what + " is " +
                  has + ", not " + wanted + "; link the database again and save it");
}

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

void require_policies(const std::string& path, const PolicyTexts& has,
                      const PolicyTexts& wanted) {
  if (has == wanted) return;
  const auto value_in = [](const PolicyTexts& policies, const std::string& name) {
    for (const auto& [own, value] : policies) {
      if (own == name) return quoted(value);
    }
    return std::string("not told");
  };
  for (const auto& [name, value] : wanted) {
    const std::string own = value_in(has, name);
    if (own != quoted(value)) refuse(path, "policy " + name, own, quoted(value));
  }
  for (const auto& [name, value] : has) {
    if (value_in(wanted, name) != quoted(value)) {
      refuse(path, "policy " + name, quoted(value), value_in(wanted, name));
    }
  }
  refuse(path, "list of policies", "in another order", "the same");
}

void require_expected(const std::string& path, const Snapshot& snapshot,
                      const SnapshotExpectation& expected) {
  const SnapshotSource& source = snapshot.source();
  if (expected.store && *expected.store != source.store) {
    refuse(path, "store", to_string(source.store), to_string(*expected.store));
  }
  if (expected.generation && *expected.generation != source.generation) {
    refuse(path, "generation", std::to_string(source.generation),
           std::to_string(*expected.generation));
  }
  if (expected.same_library && snapshot.lichen_version() != LICHEN_VERSION) {
    refuse(path, "version of lichen", snapshot.lichen_version(), LICHEN_VERSION);
  }
  if (expected.policies) require_policies(path, source.policies, *expected.policies);
}

}  // namespace

std::optional<std::size_t> TextTable::find(std::string_view wanted) const {
  for (std::size_t column = 0; column < columns_; ++column) {
    if (name(column) == wanted) return column;
  }
  return std::nullopt;
}

SparseView Snapshot::a() const { return parts_->image.a.view(); }

SparseView Snapshot::b() const { return parts_->image.b.view(); }

SparseView Snapshot::c() const { return parts_->image.c.view(); }

SparseView Snapshot::open() const { return parts_->image.open.view(); }

TextTable Snapshot::table(std::string_view name) const {
  for (const auto& [own, table] : parts_->image.tables) {
    if (own == name) return table;
  }
  return {};
}

std::vector<std::string> Snapshot::tables() const {
  std::vector<std::string> names;
  for (const auto& [name, table] : parts_->image.tables) names.push_back(name);
  return names;
}

ComponentOrder Snapshot::order() const { return parts_->image.order; }

OrderedMatrix Snapshot::ordered() const {
  const ComponentOrder& order = parts_->image.order;
  if (order.empty()) {
    throw SingularError(
        "the snapshot holds no order of its technosphere, which has no full structural "
        "rank; diagnose() tells why");
  }
  return pack_in_order(a(), {order.row_at.begin(), order.row_at.end()},
                       {order.column_at.begin(), order.column_at.end()},
                       {order.block_start.begin(), order.block_start.end()});
}

const SnapshotSource& Snapshot::source() const noexcept { return parts_->image.source; }

const std::string& Snapshot::lichen_version() const noexcept {
  return parts_->image.lichen_version;
}

bool Snapshot::paired() const noexcept { return parts_->image.paired; }

std::uint64_t Snapshot::bytes() const noexcept { return parts_->image.bytes; }

Snapshot open_snapshot(const std::string& path, const SnapshotExpectation& expected) {
  Snapshot snapshot(std::make_shared<const Snapshot::Parts>(path));
  require_expected(path, snapshot, expected);
  return snapshot;
}

}  // namespace lichen::inline LICHEN_ABI::store
