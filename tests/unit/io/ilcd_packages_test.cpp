// ILCD: packages in all their forms, methods, models, and what is broken.

#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "support/finding_of.hpp"
#include "support/ilcd.hpp"

namespace {

using namespace lichen;
using namespace lichen::test;

const std::string ef = "<methodology>EF 3.1</methodology>";

/// A small package that has everything.
Files whole() {
  return ilcd_package(
      {ilcd_flow(1, "steel", "Product flow"),
       ilcd_flow(3, "carbon dioxide", "Elementary flow"),
       ilcd_process(1, "Steel", "1",
                    ilcd_amount(1, 1, "Output", "1") + ilcd_amount(2, 3, "Output", "2")),
       ilcd_method(1, "Climate change", ef, ilcd_factor(3, "Output", "1"))});
}

void expect_whole(const Database& database) {
  EXPECT_EQ(database.source.format, "ILCD");
  EXPECT_EQ(database.activities.size(), 1U);
  EXPECT_EQ(database.exchanges.size(), 2U);
  EXPECT_EQ(database.categories.size(), 1U);
  EXPECT_EQ(database.units.size(), 5U);
}

Files in_folder(const std::string& folder, const Files& files) {
  Files moved;
  for (const auto& [name, content] : files) moved.emplace_back(folder + name, content);
  return moved;
}

TEST(IlcdPackages, AreReadAsFoldersAndArchives) {
  const TemporaryFolder temporary;
  write_zip(temporary.path("flat.zip"), whole());
  write_zip(temporary.path("usual.zip"), in_folder("ILCD/", whole()));
  write_archive(temporary.path("deep.7z"), in_folder("EF/v3.1/ILCD/", whole()));
  expect_whole(read_ilcd(in_folder("ILCD/", whole())));
  for (const char* name : {"flat.zip", "usual.zip", "deep.7z"}) {
    expect_whole(io::read(temporary.path(name)));
  }
}

std::string zip_of(const Files& files) {
  const TemporaryFolder temporary;
  write_zip(temporary.path("inner.zip"), files);
  std::ifstream stream(temporary.path("inner.zip"), std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST(IlcdPackages, AreReadOutOfArchivesInArchives) {
  const Files all = whole();
  const Files first(all.begin(), all.begin() + 5);
  const Files second(all.begin() + 3, all.end());  // two files stand in both
  const TemporaryFolder temporary;
  write_zip(temporary.path("outer.zip"),
            {{"one.zip", zip_of(first)},
             {"two.zip", zip_of({{"in.zip", zip_of(second)}})},
             {"broken.zip", "PK\3\4 no archive"},
             {"readme.txt", "two packages"}});
  const Database database = io::read(temporary.path("outer.zip"));
  expect_whole(database);
  EXPECT_EQ(finding_of(database, "repeated_data_set")->count, 2);
  EXPECT_EQ(finding_of(database, "unreadable_data_set")->file, "broken.zip");
}

TEST(IlcdPackages, KeepTheLimitsInNestedArchives) {
  const TemporaryFolder temporary;
  write_zip(temporary.path("outer.zip"), {{"one.zip", zip_of(whole())}});
  io::ReadOptions options;
  options.limits.max_total_bytes = 5000;
  EXPECT_THROW((void)io::read(temporary.path("outer.zip"), options), DataError);
}

TEST(IlcdPackages, MayBeOneFile) {
  const TemporaryFolder temporary;
  const auto process =
      ilcd_process(1, "Steel", "1",
                   ilcd_amount(1, 1, "Output", "1") + ilcd_amount(2, 3, "Output", "2"));
  write_file(temporary.path("any name.xml"), process.second);
  const Database database = io::read(temporary.path("any name.xml"));
  ASSERT_EQ(database.exchanges.size(), 2U);
  EXPECT_EQ(finding_of(database, "absent_flow")->count, 2);
  // The reference is a product; nothing tells what the other is.
  EXPECT_EQ(database.flows[0].type, FlowType::product);
  EXPECT_EQ(finding_of(database, "unknown_flow_type")->count, 1);
  EXPECT_EQ(database.text(database.flows[1].name), "flow number 3");
  EXPECT_TRUE(database.flows[1].stub);
}

/// The same file in another version, with another name.
std::pair<std::string, std::string> version(std::pair<std::string, std::string> file,
                                            const std::string& number,
                                            const std::string& name) {
  const auto at = file.second.find("01.00.000</common:dataSetVersion>");
  file.second.replace(at, 9, number);
  const auto old = file.second.find("Steel");
  file.second.replace(old, 5, name);
  file.first.insert(file.first.size() - 4, "_" + number);
  return file;
}

TEST(IlcdVersions, TheHighestCounts) {
  const auto process = ilcd_process(1, "Steel", "1", ilcd_amount(1, 1, "Output", "1"));
  const Database database = read_ilcd(ilcd_package(
      {version(process, "02.10.000", "Old"), version(process, "10.00.000", "New"),
       version(process, "09.99.999", "Older")}));
  ASSERT_EQ(database.activities.size(), 1U);
  EXPECT_EQ(database.text(database.activities[0].name), "New; at plant");
  EXPECT_EQ(finding_of(database, "older_version")->count, 2);
}

TEST(IlcdVersions, OfOneNumberMustBeTheSame) {
  const auto process = ilcd_process(1, "Steel", "1", ilcd_amount(1, 1, "Output", "1"));
  const Database database =
      read_ilcd(ilcd_package({version(process, "01.00.000", "First"),
                              {"processes/x.xml", process.second},
                              {"processes/y.xml", process.second}}));
  ASSERT_EQ(database.activities.size(), 1U);
  const Finding* duplicate = finding_of(database, "duplicate_id");
  ASSERT_NE(duplicate, nullptr);
  EXPECT_EQ(duplicate->severity, Severity::error);
  EXPECT_EQ(duplicate->file, "processes/x.xml");
}

TEST(IlcdVersions, HiddenInACommentAreNoIdentity) {
  auto first = ilcd_process(1, "Steel", "1", ilcd_amount(1, 1, "Output", "1"));
  auto second = ilcd_process(1, "Iron", "1", ilcd_amount(1, 1, "Output", "1"));
  first.first = "processes/a.xml";
  second.second.insert(second.second.find("<processInformation"),
                       "<!-- <common:UUID>" + ilcd_id('d', 9) + "</common:UUID> -->");
  const Database database = read_ilcd(ilcd_package({first, second}));
  ASSERT_EQ(database.activities.size(), 1U);
  EXPECT_EQ(finding_of(database, "duplicate_id")->file, second.first);
}

TEST(IlcdVersions, ThatReferencesNameAndThePackageLacksAreTold) {
  Files files = whole();
  for (auto& [name, content] : files) {
    if (!name.starts_with("flows/")) continue;
    content.replace(content.find("01.00.000"), 9, "03.00.000");
  }
  EXPECT_EQ(finding_of(read_ilcd(files), "other_version")->count, 3);
}

TEST(IlcdLanguages, AreChosen) {
  auto process = ilcd_process(1, "Steel", "1", ilcd_amount(1, 1, "Output", "1"));
  process.second.insert(process.second.find("<baseName"),
                        "<baseName xml:lang=\"de\">Stahl</baseName>"
                        "<baseName xml:lang=\"fr\">Acier</baseName>");
  io::ReadOptions options;
  const auto name = [&](const char* language) {
    options.language = language;
    const Database database = read_ilcd(ilcd_package({process}), options);
    return std::string(database.text(database.activities[0].name));
  };
  EXPECT_EQ(name("en"), "Steel; at plant");
  EXPECT_EQ(name("de"), "Stahl; at plant");
  EXPECT_EQ(name("es"), "Steel; at plant");
}

TEST(IlcdLanguages, ThatAreNotThoseAskedForAreTold) {
  auto process = ilcd_process(1, "Stahl", "1", ilcd_amount(1, 1, "Output", "1"));
  process.second.replace(process.second.find("\"en\">Stahl"), 4, "\"de\"");
  const Database database = read_ilcd(ilcd_package({process}));
  EXPECT_EQ(database.text(database.activities[0].name), "Stahl; at plant");
  const Finding* finding = finding_of(database, "other_language");
  ASSERT_NE(finding, nullptr);
  EXPECT_NE(finding->message.find("\"de\""), std::string::npos);
  EXPECT_EQ(finding->count, 1);
}

TEST(IlcdMethods, AreCategoriesGroupedByMethodology) {
  const Database database = read_ilcd(ilcd_package(
      {ilcd_flow(3, "carbon dioxide", "Elementary flow"),
       ilcd_method(1, "Climate change", ef + "<methodology>IPCC</methodology>",
                   ilcd_factor(3, "Output", "1")),
       ilcd_method(2, "Acidification", ef,
                   ilcd_factor(3, "Output", "2") + ilcd_factor(3, "Output", "3", "FR")),
       ilcd_method(3, "Noise", "", "")}));
  ASSERT_EQ(database.methods.size(), 3U);
  EXPECT_EQ(database.text(database.methods[0].name), "EF 3.1");
  EXPECT_EQ(database.methods[0].categories.size(), 2U);
  EXPECT_EQ(database.methods[1].categories.size(), 1U);
  EXPECT_EQ(database.text(database.methods[2].name), "(categories of no method)");
  EXPECT_EQ(database.text(database.categories[0].unit), "kg");
  EXPECT_EQ(database.text(database.categories[0].version), "01.00.000");
  ASSERT_EQ(database.categories[1].factor_count, 2U);
  const Factor& located = database.factors_of(database.categories[1])[1];
  EXPECT_EQ(database.text(database.locations[located.location.at()].code), "FR");
}

TEST(IlcdMethods, TurnFactorsOfTheOtherDirection) {
  const Database database = read_ilcd(ilcd_package(
      {ilcd_flow(3, "carbon dioxide", "Elementary flow"),
       ilcd_method(1, "Climate change", ef,
                   ilcd_factor(3, "Output", "1") + ilcd_factor(3, "Input", "-2") +
                       ilcd_factor(9, "Input", "4"))}));
  EXPECT_EQ(database.factors[1].value, 2.);  // per kilogram that goes out
  EXPECT_EQ(finding_of(database, "direction_differs")->count, 1);
  // A flow that the package lacks counts as its factor says.
  EXPECT_EQ(database.factors[2].value, 4.);
  EXPECT_EQ(database.flows[1].nominal, NominalDirection::from_nature);
}

TEST(IlcdMethods, WithoutTheirQuantityHaveNoUnit) {
  const Database database =
      read_ilcd({ilcd_method(1, "Climate change", ef, ilcd_factor(3, "Output", "x"))});
  EXPECT_TRUE(database.categories[0].unit.empty());
  EXPECT_NE(finding_of(database, "no_category_unit"), nullptr);
  EXPECT_EQ(finding_of(database, "bad_factor")->severity, Severity::error);
}

/// A model with connections "from flow to".
std::pair<std::string, std::string> model(const std::vector<int>& processes,
                                          const std::string& connections) {
  std::string text =
      "<lifeCycleModelDataSet "
      "xmlns=\"http://eplca.jrc.ec.europa.eu/ILCD/LifeCycleModel/2017\" "
      "xmlns:common=\"http://lca.jrc.it/ILCD/Common\"><lifeCycleModelInformation>"
      "<dataSetInformation><common:UUID>" +
      ilcd_id('f', 1) + "</common:UUID></dataSetInformation><technology><processes>";
  for (std::size_t i = 0; i < processes.size(); ++i) {
    text += "<processInstance dataSetInternalID=\"" + std::to_string(i) +
            "\"><referenceToProcess refObjectId=\"" + ilcd_id('d', processes[i]) +
            "\"/><scalingFactor>5</scalingFactor>";
    if (i == 0) text += "<connections>" + connections + "</connections>";
    text += "</processInstance>";
  }
  return {"lifecyclemodels/m.xml",
          text +
              "</processes></technology></lifeCycleModelInformation>"
              "</lifeCycleModelDataSet>"};
}

std::string connection(int flow, int to, int flow_at_target) {
  return "<outputExchange flowUUID=\"" + ilcd_id('c', flow) +
         "\"><downstreamProcess id=\"" + std::to_string(to) + "\" flowUUID=\"" +
         ilcd_id('c', flow_at_target) + "\"/></outputExchange>";
}

Files plant(const std::string& connections) {
  return ilcd_package(
      {ilcd_flow(1, "coal", "Product flow"), ilcd_flow(2, "slag", "Waste flow"),
       ilcd_process(1, "Mine", "1",
                    ilcd_amount(1, 1, "Output", "1") + ilcd_amount(2, 2, "Output", "1")),
       ilcd_process(2, "Other mine", "1", ilcd_amount(1, 1, "Output", "1")),
       ilcd_process(3, "Power", "1",
                    ilcd_amount(1, 9, "Output", "1") + ilcd_amount(2, 1, "Input", "1")),
       ilcd_process(4, "Landfill", "1", ilcd_amount(1, 2, "Input", "1")),
       model({1, 3, 4, 8}, connections)});
}

TEST(IlcdModels, NameProviders) {
  const Database database = read_ilcd(plant(connection(1, 1, 1) + connection(2, 2, 2)));
  EXPECT_EQ(database.exchanges[4].provider,
            ActivityIndex{0U});  // coal of the power plant
  // The landfill supplies the treatment of the mine's slag.
  EXPECT_EQ(database.exchanges[1].provider, ActivityIndex{3U});
  EXPECT_EQ(finding_of(database, "not_kept")->field, "administrativeInformation");
}

TEST(IlcdModels, TellConnectionsThatLinkNothing) {
  const Database database = read_ilcd(plant(connection(1, 1, 7) + connection(1, 3, 1) +
                                            connection(1, 77, 1) + connection(1, 2, 1)));
  EXPECT_FALSE(database.exchanges[4].provider);
  EXPECT_NE(finding_of(database, "connection_between_flows"), nullptr);
  EXPECT_NE(finding_of(database, "absent_activity"), nullptr);
  EXPECT_NE(finding_of(database, "unreadable_connection"), nullptr);
}

TEST(IlcdFlows, WithAnotherReferenceValueCountInThatMuch) {
  // One amount of the flow is 12.5 kg, and 30 MJ.
  const Database database = read_ilcd(
      ilcd_package({ilcd_flow(1, "board", "Product flow",
                              ilcd_property(0, 1, "12.5") + ilcd_property(1, 2, "30"))}));
  const Flow& board = database.flows[0];
  EXPECT_EQ(database.text(database.units[board.reference_unit.at()].name), "12.5 kg");
  EXPECT_EQ(reference_units_per(database, board, UnitIndex{0U}, {}), 1. / 12.5);  // kg
  EXPECT_EQ(reference_units_per(database, board, UnitIndex{3U}, FlowPropertyIndex{1U}),
            1. / 30.);  // MJ
  EXPECT_NE(finding_of(database, "reference_value_not_one"), nullptr);
}

TEST(IlcdFlows, OfOtherTypesAreProducts) {
  const Database database = read_ilcd(ilcd_package({ilcd_flow(1, "work", "Other flow")}));
  EXPECT_EQ(database.flows[0].type, FlowType::product);
  EXPECT_NE(finding_of(database, "other_flow_type"), nullptr);
}

TEST(IlcdFlows, WithoutAReferencePropertyAreErrors) {
  const Database database = read_ilcd(
      ilcd_package({ilcd_flow(1, "x", "Product flow", ilcd_property(4, 1, "1"))}));
  EXPECT_EQ(finding_of(database, "no_reference_property")->severity, Severity::error);
}

TEST(IlcdQuantities, ThatThePackageLacksAreTold) {
  const Database none = read_ilcd({ilcd_flow(1, "steel", "Product flow")});
  EXPECT_EQ(finding_of(none, "absent_flow_property")->count, 1);
  EXPECT_FALSE(none.flows[0].reference_unit);
  Files files = ilcd_flow_properties();
  files.push_back(ilcd_flow(1, "steel", "Product flow"));
  EXPECT_NE(finding_of(read_ilcd(files), "unknown_unit_group"), nullptr);
}

TEST(IlcdBroken, DataSetsLeaveTheOthers) {
  Files files = whole();
  files.emplace_back("processes/cut.xml", "<processDataSet><processInformation>");
  files.emplace_back("processes/noid.xml", "<processDataSet/>");
  files.emplace_back("flows/empty.xml", "");
  const Database database = read_ilcd(files);
  expect_whole(database);
  int broken = 0;
  for (const Finding& finding : database.findings.items()) {
    broken += finding.kind == "unreadable_data_set";
  }
  EXPECT_EQ(broken, 2);
}

TEST(IlcdBroken, EntitiesAreNotExpanded) {
  auto process = ilcd_process(1, "&bomb;", "1", ilcd_amount(1, 1, "Output", "1"));
  process.second.insert(process.second.find("<processDataSet"),
                        "<!DOCTYPE x [<!ENTITY bomb \"boom\"> <!ENTITY file SYSTEM "
                        "\"file:///etc/passwd\">]>");
  const Database database = read_ilcd(ilcd_package({process}));
  EXPECT_EQ(database.text(database.activities[0].name), "&bomb;; at plant");
  EXPECT_NE(finding_of(database, "document_type"), nullptr);
}

TEST(IlcdBroken, NamespacesAreTold) {
  auto process = ilcd_process(1, "Steel", "1", ilcd_amount(1, 1, "Output", "1"));
  for (const char* of : {"lca.jrc.it/ILCD/Process", "lca.jrc.it/ILCD/Common"}) {
    process.second.replace(process.second.find(of), std::string(of).size(),
                           "example.org");
  }
  const Database database = read_ilcd(ilcd_package({process}));
  EXPECT_EQ(database.activities.size(), 1U);
  EXPECT_NE(finding_of(database, "unknown_namespace"), nullptr);
}

TEST(IlcdBroken, PrefixesOfAnyNameAreRead) {
  const TemporaryFolder temporary;
  write_file(temporary.path("a.xml"),
             "<?xml version='1.0'?><?x y?><!-- <flowDataSet> --><q:processDataSet "
             "xmlns:q='http://lca.jrc.it/ILCD/Process' "
             "xmlns:c='http://lca.jrc.it/ILCD/Common'><q:processInformation>"
             "<q:dataSetInformation><c:UUID>" +
                 ilcd_id('d', 1) +
                 "</c:UUID><q:name><q:baseName>Steel</q:baseName></q:name>"
                 "</q:dataSetInformation></q:processInformation></q:processDataSet>");
  const Database database = io::read(temporary.path("a.xml"));
  EXPECT_EQ(database.text(database.activities.at(0).name), "Steel");
}

TEST(IlcdBroken, OtherEncodingsAreRead) {
  auto process =
      ilcd_process(1, "Stahl f\xfcr Autos", "1", ilcd_amount(1, 1, "Output", "1"));
  process.second.replace(process.second.find("UTF-8"), 5, "ISO-8859-1");
  const Database database = read_ilcd(ilcd_package({process}));
  EXPECT_EQ(database.text(database.activities[0].name),
            "Stahl f\xc3\xbcr Autos; at plant");
}

TEST(IlcdBroken, PackagesOfNothingReadableAreRefused) {
  EXPECT_THROW((void)read_ilcd({{"p.xml", "<processDataSet/>"}}), DataError);
}

TEST(IlcdBroken, IdsThatAreNoUuidsAreKeptAsTexts) {
  auto process = ilcd_process(1, "Steel", "1", ilcd_amount(1, 1, "Output", "1"));
  const std::string id = ilcd_id('c', 1);
  process.second.replace(process.second.find(id), id.size(), "Steel, hot rolled");
  const Database database = read_ilcd(ilcd_package({process}));
  EXPECT_EQ(database.id_text(database.flows[0].id), "Steel, hot rolled");
}

}  // namespace
