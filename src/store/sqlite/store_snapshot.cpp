#include "lichen/store/store_snapshot.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <span>
#include <system_error>

#include "lichen/base/error.hpp"
#include "lichen/version.hpp"
#include "store/snapshot_layout.hpp"

namespace lichen::inline LICHEN_ABI::store {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view ending = ".linked";

/// What a snapshot of a key must say of itself.
SnapshotSource expected(const Store& store, const SnapshotKey& key) {
  SnapshotSource source;
  source.store = store.id();
  source.generation = store.database(key.database).generation;
  source.policies = {{"database", key.database}};
  for (const std::string& name : key.methods) {
    source.generation = std::max(source.generation, store.database(name).generation);
    source.policies.emplace_back("methods_of", name);
  }
  source.policies.insert(source.policies.end(), key.policies.begin(), key.policies.end());
  return source;
}

/// What all snapshots of a store have before the key in their names.
std::string prefix(const Store& store) {
  return fs::path(store.path()).filename().string() + "." + to_string(store.id()) + ".";
}

std::string file_name(const Store& store, const SnapshotSource& source) {
  std::string key;
  for (const auto& [name, value] : source.policies) key += name + '\0' + value + '\0';
  const auto hash = detail::snapshot::hash_of(std::as_bytes(std::span(key)));
  std::array<char, 20> text{};
  std::snprintf(text.data(), text.size(), "%016llx",
                static_cast<unsigned long long>(hash.low));
  return prefix(store) + text.data() + std::string(ending);
}

/// Where a store's snapshots may stand: beside it, and in the user's cache.
std::vector<fs::path> places(const Store& store) {
  std::error_code error;
  std::vector<fs::path> all = {fs::absolute(store.path(), error).parent_path()};
  const char* cache = std::getenv("XDG_CACHE_HOME");
  const char* home = std::getenv("HOME");
  if (cache != nullptr && fs::path(cache).is_absolute()) {
    all.push_back(fs::path(cache) / "lichen");
  } else if (home != nullptr && *home != '\0') {
    all.push_back(fs::path(home) / ".cache" / "lichen");
  }
  return all;
}

/// The finding that says why a snapshot is not used; none where it is.
std::optional<Finding> misfit(const std::string& path, const Snapshot& snapshot,
                              const SnapshotSource& wanted) {
  const SnapshotSource& has = snapshot.source();
  Finding finding{"", Severity::info, path, "", "", "", "it was linked again"};
  if (has.store != wanted.store) {
    finding.kind = "foreign_snapshot";
    finding.message = "the snapshot is of the store " + to_string(has.store) +
                      ", not of " + to_string(wanted.store);
  } else if (has.generation != wanted.generation) {
    finding.kind = "stale_snapshot";
    finding.message = "the store has changed since the snapshot was made (generation " +
                      std::to_string(has.generation) + ", now " +
                      std::to_string(wanted.generation) + ")";
  } else if (snapshot.lichen_version() != LICHEN_VERSION) {
    finding.kind = "stale_snapshot";
    finding.message = "the snapshot was made by lichen " + snapshot.lichen_version();
  } else if (has.policies != wanted.policies) {
    finding.kind = "foreign_snapshot";
    finding.message = "the snapshot was made with other policies";
  } else {
    return std::nullopt;
  }
  return finding;
}

/// The generation in the header of a snapshot; 0 where it has none.
std::uint64_t generation_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  detail::snapshot::Header header;
  std::array<char, sizeof header> bytes{};
  if (!file.read(bytes.data(), bytes.size())) return 0;
  std::memcpy(&header, bytes.data(), sizeof header);
  return header.generation;
}

/// Takes away the snapshots of a store whose rows are gone: no start can use them.
void take_away_stale(const Store& store, const fs::path& folder) {
  std::vector<std::uint64_t> generations;
  for (const StoredDatabase& d : store.databases()) generations.push_back(d.generation);
  const std::string start = prefix(store);
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (!name.starts_with(start) || !name.ends_with(ending)) continue;
    const auto generation = generation_of(at->path());
    if (std::find(generations.begin(), generations.end(), generation) ==
        generations.end()) {
      std::error_code ignored;
      fs::remove(at->path(), ignored);
    }
  }
}

}  // namespace

FoundSnapshot find_snapshot(const Store& store, const SnapshotKey& key) {
  FoundSnapshot found;
  const SnapshotSource wanted = expected(store, key);
  const std::string name = file_name(store, wanted);
  for (const fs::path& folder : places(store)) {
    const std::string path = (folder / name).string();
    std::error_code error;
    if (!fs::exists(path, error)) continue;
    try {
      const Snapshot snapshot = open_snapshot(path);
      if (auto finding = misfit(path, snapshot, wanted)) {
        found.findings.add(std::move(*finding));
        continue;
      }
      found.snapshot = snapshot;
      return found;
    } catch (const DataError& refused) {
      found.findings.add({"damaged_snapshot", Severity::warning, path, "", "",
                          refused.what(), "it was linked again"});
    }
  }
  return found;
}

std::string keep_snapshot(const Store& store, const SnapshotKey& key,
                          SnapshotContent content) {
  content.source = expected(store, key);
  const std::string name = file_name(store, content.source);
  for (const fs::path& folder : places(store)) {
    std::error_code error;
    fs::create_directories(folder, error);
    const std::string path = (folder / name).string();
    try {
      write_snapshot(content, path);
      take_away_stale(store, folder);
      return path;
    } catch (const DataError&) {
      continue;  // a folder that takes no files: the other place does
    }
  }
  return "";
}

}  // namespace lichen::inline LICHEN_ABI::store
