#include "io/xml/document_findings.hpp"

#include <string>

namespace lichen::detail::xml {
namespace {

/// The namespaces that a root declares for itself or a prefix, but for XML Schema's;
/// true where one ends with `expected`, or where there is none to compare.
bool has_namespace(pugi::xml_node root, std::string_view expected, std::string& other) {
  bool any = false;
  for (const pugi::xml_attribute attribute : root.attributes()) {
    const std::string_view name = attribute.name();
    const std::string_view value = attribute.value();
    const bool declares = name == "xmlns" || name.starts_with("xmlns:");
    if (!declares || value.find("www.w3.org/") != value.npos) continue;
    if (value.find(expected) != value.npos) return true;
    any = true;
    other = value;
  }
  return !any;
}

}  // namespace

void report(const Recoding& recoding, std::string_view file, Findings& findings) {
  if (!recoding.error.empty()) {
    findings.add({.kind = "unreadable_data_set",
                  .severity = Severity::error,
                  .file = std::string(file),
                  .message = "cannot be read as XML: " + recoding.error,
                  .action = "it was not read"});
  } else if (recoding.wrong) {
    findings.add({.kind = "wrong_encoding",
                  .severity = Severity::warning,
                  .file = std::string(file),
                  .message = "the file is not in the encoding that it declares",
                  .action = recoding.from == "utf-8" ? "it was read as UTF-8"
                                                     : "it was read as Windows-1252"});
  }
}

void report(const Document& document, std::string_view file, std::string_view name_space,
            Findings& findings) {
  const auto add = [&](const char* kind, Severity severity, std::string message,
                       const char* action) {
    findings.add({.kind = kind,
                  .severity = severity,
                  .file = std::string(file),
                  .message = std::move(message),
                  .action = action});
  };
  report(document.recoding(), file, findings);
  if (!document.recoding().error.empty()) return;
  if (!document.error().empty()) {
    add("unreadable_data_set", Severity::error,
        "cannot be read as XML: " + document.error(), "it was not read");
    return;
  }
  if (document.has_dtd()) {
    add("document_type", Severity::warning, "the file brings a document type (DTD)",
        "it was skipped: entities that it defines stand unexpanded, nothing was fetched");
  }
  std::string other;
  if (!has_namespace(document.root(), name_space, other)) {
    add("unknown_namespace", Severity::warning,
        "the namespace \"" + other + "\" is not the format's",
        "the file was read as the format that its elements are of");
  }
}

}  // namespace lichen::detail::xml
