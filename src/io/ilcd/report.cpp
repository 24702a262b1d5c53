// What is done when all files are there, and what was not kept.

#include <algorithm>

#include "io/ilcd/merge.hpp"

namespace lichen::detail::ilcd {

void Merger::finish() {
  link();
  tables_.finish();
  report_not_kept();
  report_languages();
  std::string& licence = database_.source.licence;
  if (copyrighted_) licence = "protected by copyright";
  std::sort(licences_.begin(), licences_.end());
  licences_.erase(std::unique(licences_.begin(), licences_.end()), licences_.end());
  for (const std::string& row : licences_) {
    licence.append(licence.empty() ? "" : ", ").append(row);
  }
}

void Merger::report_not_kept() {
  const auto not_kept = [&](const char* field, const char* what, std::int64_t count) {
    tables_.report("not_kept", Severity::info, {}, field, what,
                   "the model has no place for it: it was not read", count);
  };
  not_kept("sourceDataSet", "data sets of sources", sources_);
  not_kept("contactDataSet", "data sets of contacts", contacts_);
  not_kept("CategorySystem", "tables of classes and categories", classifications_);
  not_kept("administrativeInformation",
           "reviews, declarations of compliance, entry, publication of data sets",
           not_kept_.administrative);
  not_kept("referenceToDataSource", "references of exchanges and technologies to sources",
           not_kept_.sources);
  not_kept("LCIAResults", "impact results that processes bring",
           not_kept_.impact_results);
  not_kept("referenceToIncludedProcesses", "references to included processes",
           not_kept_.included);
  not_kept("dataDerivationTypeStatus", "how amounts were derived", not_kept_.derivations);
  not_kept("flowInformation", "flows with comments or texts on their technology",
           not_kept_.flow_texts);
  not_kept("factor", "uncertainties, comments and sources of factors",
           not_kept_.factor_details);
  not_kept("classificationInformation", "further classifications",
           not_kept_.classifications);
  not_kept("lifeCycleModelDataSet",
           "parameters, scaling factors and groups of processes of models",
           not_kept_.model_details);
  tables_.report("module_amounts", Severity::warning, {}, "other.amount",
                 "amounts by module of EPDs (A1 to D) are extensions",
                 "they were not read: exchanges and results of EPDs have no others",
                 not_kept_.module_amounts);
}

void Merger::report_languages() {
  for (const auto& [language, count] : languages_.taken_instead) {
    tables_.report(
        "other_language", Severity::info, {}, "xml:lang",
        "texts are not there in the language asked for, but in \"" + language + "\"",
        "they were taken in that language", count);
  }
  tables_.report("not_kept", Severity::info, {}, "xml:lang", "texts in further languages",
                 "one language is read", languages_.left);
}

}  // namespace lichen::detail::ilcd
