#include "lichen/io/read.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "io/bw2package/reader.hpp"
#include "io/demo.hpp"
#include "io/ecospold1/reader.hpp"
#include "io/ecospold2/reader.hpp"
#include "io/ilcd/reader.hpp"
#include "io/jsonld/reader.hpp"
#include "io/package/members.hpp"
#include "io/package/nested.hpp"
#include "io/simapro/reader.hpp"
#include "io/tables/reader.hpp"
#include "lichen/base/error.hpp"
#include "lichen/model/method_check.hpp"
#include "lichen/model/unit_check.hpp"

namespace lichen::inline LICHEN_ABI::io {
namespace {

using detail::Member;

/// A format that is known by its look and no database here: text near the start of a
/// file, or (with a '/' before it) the name of a file.
struct Unread {
  std::string_view mark;
  std::string_view name;
  std::string_view way_out;
};

constexpr std::array unread = {
    Unread{"/datapackage.json", "a Brightway datapackage",
           "it holds matrices without names: read it in Python with "
           "lichen.read_datapackages, or export the database from Brightway with "
           "bw2io.BW2Package.export_obj"},
    Unread{"/service.properties", "a database of openLCA (Derby, .zolca)",
           "only openLCA can open it: import it there and export it as JSON-LD"},
    Unread{"hestia.earth", "a document of HESTIA",
           "import it in openLCA (Import, HESTIA) and export it from there as JSON-LD"},
};

bool has_mark(const Member& member, std::string_view mark) {
  constexpr std::size_t enough = 4096;
  const std::string_view start = std::string_view(member.content).substr(0, enough);
  return start.find(mark) != start.npos || ('/' + member.name).ends_with(mark);
}

const Unread* unread_format(const Member& member) {
  for (const Unread& format : unread) {
    if (has_mark(member, format.mark)) return &format;
  }
  return nullptr;
}

/// A file of a folder that is a package itself; null where there is none.
const Member* packed_member(const std::vector<Member>& members) {
  for (const Member& member : members) {
    for (const std::string_view ending : {".zip", ".bw2package", ".7z", ".zolca"}) {
      if (member.name.ends_with(ending)) return &member;
    }
  }
  return nullptr;
}

constexpr std::string_view readable =
    "openLCA JSON-LD, EcoSpold 1 and 2, ILCD (file, folder or archive), Brightway "
    "bw2package, SimaPro CSV, lichen's plain tables (folder or zip of CSV files)";

[[noreturn]] void refuse(const std::string& path, const std::vector<Member>& members) {
  std::string what = members.empty() ? "is empty" : "is of no format that is known here";
  for (const Member& member : members) {
    const Unread* format = unread_format(member);
    if (format == nullptr) continue;
    throw DataError(path + ": looks like " + std::string(format->name) + " (" +
                    member.name +
                    "), which is not read: " + std::string(format->way_out));
  }
  if (const Member* packed = packed_member(members); packed && members.size() > 1) {
    what += "; it holds " + packed->name + ": read that file by itself";
  }
  throw DataError(path + ": " + what + "; readable are " + std::string(readable));
}

/// The bundled study, from the library itself.
std::vector<Member> demo_members() {
  std::vector<Member> members;
  for (const auto& [name, content] : detail::demo_files()) {
    members.push_back({std::string(name), std::string(content)});
  }
  return members;
}

/// The files that some format needs: not those that only documents are.
bool is_wanted(std::string_view name) {
  if (name.ends_with(".xml")) return true;  // ILCD has folders named as openLCA's
  return detail::is_wanted_by_jsonld(name) && name.find("external_docs/") == name.npos;
}

/// Takes apart archives in a package, where these make it one of ILCD.
void unpack_nested(std::vector<Member>& members, const ReadOptions& options,
                   Findings& findings) {
  if (packed_member(members) == nullptr || detail::is_ilcd(members)) return;
  Findings more;
  auto unpacked = detail::with_nested(members, options.limits, is_wanted, more);
  if (!detail::is_ilcd(unpacked)) return;
  members = std::move(unpacked);
  findings.append(more);
}

}  // namespace

Database read(const std::string& path, const ReadOptions& options) {
  Database database;
  database.source.path = path;
  auto members = path == "demo" ? demo_members()
                                : detail::read_members(path, options.limits, is_wanted,
                                                       database.findings);
  database.source.hash = detail::content_hash(members);
  if (detail::is_jsonld(members)) {
    detail::read_jsonld(members, options.progress, database);
  } else if (detail::is_ecospold2(members)) {
    detail::read_ecospold2(members, options.progress, database);
  } else if (detail::is_ecospold1(members)) {
    detail::read_ecospold1(members, options.progress, database);
  } else if (detail::is_simapro_csv(members)) {
    detail::read_simapro(members, options.progress, database);
  } else if (detail::is_tables(members)) {
    detail::read_tables(members, database);
  } else if (members.size() == 1 && detail::is_bw2package(members[0].content)) {
    detail::read_bw2package(members[0], database);
  } else if (unpack_nested(members, options, database.findings);
             detail::is_ilcd(members)) {
    detail::read_ilcd(members, options, database);
  } else {
    refuse(path, members);
  }
  database.findings.append(check_units(database));
  database.findings.append(check_methods(database));
  return database;
}

}  // namespace lichen::inline LICHEN_ABI::io
