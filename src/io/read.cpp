#include "lichen/io/read.hpp"

#include <array>
#include <string>
#include <vector>

#include "io/bw2package/reader.hpp"
#include "io/demo.hpp"
#include "io/jsonld/reader.hpp"
#include "io/package/members.hpp"
#include "io/tables/reader.hpp"
#include "lichen/base/error.hpp"
#include "lichen/model/method_check.hpp"
#include "lichen/model/unit_check.hpp"

namespace lichen::inline LICHEN_ABI::io {
namespace {

using detail::Member;

/// A format that is known by its look and not read yet.
struct Unread {
  std::string_view mark;
  std::string_view name;
};

constexpr std::array unread = {
    Unread{"ecoSpold", "EcoSpold"},
    Unread{"ILCD", "ILCD"},
    Unread{"processDataSet", "ILCD"},
    Unread{"{SimaPro", "SimaPro CSV"},
    Unread{"\"data-package\"", "a Brightway datapackage"},
};

constexpr std::string_view readable =
    "openLCA JSON-LD (folder or zip), Brightway bw2package, lichen's plain tables "
    "(folder or "
    "zip of CSV files)";

[[noreturn]] void refuse(const std::string& path, const std::vector<Member>& members) {
  constexpr std::size_t enough = 4096;
  for (const Member& member : members) {
    const std::string_view start = std::string_view(member.content).substr(0, enough);
    for (const Unread& format : unread) {
      if (start.find(format.mark) != start.npos) {
        throw DataError(path + ": looks like " + std::string(format.name) + " (" +
                        member.name + "), which is not read yet; readable are " +
                        std::string(readable));
      }
    }
  }
  throw DataError(path + ": " +
                  (members.empty() ? "is empty" : "is of no format that is known here") +
                  "; readable are " + std::string(readable));
}

/// The bundled study, from the library itself.
std::vector<Member> demo_members() {
  std::vector<Member> members;
  for (const auto& [name, content] : detail::demo_files()) {
    members.push_back({std::string(name), std::string(content)});
  }
  return members;
}

}  // namespace

Database read(const std::string& path, const ReadOptions& options) {
  Database database;
  database.source.path = path;
  const auto members = path == "demo" ? demo_members()
                                      : detail::read_members(path, options.limits,
                                                             detail::is_wanted_by_jsonld,
                                                             database.findings);
  database.source.hash = detail::content_hash(members);
  if (detail::is_jsonld(members)) {
    detail::read_jsonld(members, options.progress, database);
  } else if (detail::is_tables(members)) {
    detail::read_tables(members, database);
  } else if (members.size() == 1 && detail::is_bw2package(members[0].content)) {
    detail::read_bw2package(members[0], database);
  } else {
    refuse(path, members);
  }
  database.findings.append(check_units(database));
  database.findings.append(check_methods(database));
  return database;
}

}  // namespace lichen::inline LICHEN_ABI::io
