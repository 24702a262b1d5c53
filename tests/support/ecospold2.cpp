#include "support/ecospold2.hpp"

#include <initializer_list>

namespace lichen::test {
namespace {

/// A text with values in the places of "@0", "@1", ….
std::string filled(std::string text, std::initializer_list<std::string> values) {
  char number = '0';
  for (const std::string& value : values) {
    const std::string place = {'@', number++};
    for (auto at = text.find(place); at != text.npos; at = text.find(place, at)) {
      text.replace(at, place.size(), value);
      at += value.size();
    }
  }
  return text;
}

}  // namespace

std::string es2(const Es2DataSet& data_set) {
  return filled(
      R"(<?xml version="1.0" encoding="utf-8"?>
<ecoSpold xmlns="http://www.EcoInvent.org/EcoSpold02"><activityDataset>
<activityDescription>
  <activity id="@0" activityNameId="n" type="1" specialActivityType="4"@1>
    <activityName xml:lang="en">@2</activityName>
    <synonym xml:lang="en">steel making</synonym>
    <includedActivitiesEnd xml:lang="en">at the gate</includedActivitiesEnd>
    <generalComment>
      <text xml:lang="en" index="2">second of {{year}}</text>
      <text xml:lang="de" index="1">erste</text>
      <text xml:lang="en" index="1">first</text>
      <variable xml:lang="en" name="year">2012</variable>
    </generalComment>
    <tag>metals</tag>
  </activity>
  <classification classificationId="c1">
    <classificationSystem xml:lang="en">EcoSpold01Categories</classificationSystem>
    <classificationValue xml:lang="en">metals/extraction</classificationValue>
  </classification>
  <classification classificationId="c2">
    <classificationSystem xml:lang="en">ISIC rev.4 ecoinvent</classificationSystem>
    <classificationValue xml:lang="en">2410:Manufacture of basic iron and steel</classificationValue>
  </classification>
  <geography geographyId="34dbbff8-88ce-11de-ad60-0019e336be3a">
    <shortname xml:lang="en">RER</shortname>
    <comment><text xml:lang="en" index="0">a plant</text></comment></geography>
  <technology technologyLevel="2">
    <comment><text xml:lang="en" index="0">blast furnace</text></comment></technology>
  <timePeriod startDate="2011-01-01" endDate="2014-12-31" isDataValidForEntirePeriod="true"/>
  <macroEconomicScenario macroEconomicScenarioId="m">
    <name xml:lang="en">Business-as-Usual</name></macroEconomicScenario>
</activityDescription>
<flowData>@3</flowData>
<modellingAndValidation><representativeness systemModelId="s">
  <systemModelName xml:lang="en">@4</systemModelName></representativeness>
</modellingAndValidation>
<administrativeInformation>
  <dataEntryBy personId="p" personName="a" personEmail="b"/>
  <dataGeneratorAndPublication personId="p" isCopyrightProtected="true" accessRestrictedTo="1"/>
  <fileAttributes majorRelease="3" minorRelease="0" defaultLanguage="en"/>
</administrativeInformation>
</activityDataset></ecoSpold>
)",
      {data_set.id, data_set.attributes, data_set.name, data_set.flows, data_set.model});
}

std::string es2_product(const std::string& name, const std::string& amount) {
  return filled(
      "<intermediateExchange id='out' unitId='u' amount='@1' "
      "intermediateExchangeId='@0'><name>@0</name><unitName>kg</unitName>"
      "<outputGroup>0</outputGroup></intermediateExchange>",
      {name, amount});
}

std::string es2_input(const std::string& name, const std::string& amount,
                      const std::string& link) {
  return filled(
      "<intermediateExchange id='in' unitId='u' amount='@1' "
      "intermediateExchangeId='@0'@2><name>@0</name><unitName>kg</unitName>"
      "<inputGroup>5</inputGroup></intermediateExchange>",
      {name, amount, link.empty() ? "" : " activityLinkId='" + link + "'"});
}

std::string es2_emission(const std::string& name, const std::string& amount,
                         const std::string& uncertainty) {
  return filled(
      "<elementaryExchange id='em' unitId='u' amount='@1' elementaryExchangeId='@0'>"
      "<name>@0</name><unitName>kg</unitName>@2<compartment subcompartmentId='s'>"
      "<compartment>air</compartment><subcompartment>unspecified</subcompartment>"
      "</compartment><outputGroup>4</outputGroup></elementaryExchange>",
      {name, amount,
       uncertainty.empty() ? "" : "<uncertainty>" + uncertainty + "</uncertainty>"});
}

Database read_es2(const Files& files) {
  const TemporaryFolder temporary;
  write_files(temporary.path("package"), files);
  return io::read(temporary.path("package"));
}

}  // namespace lichen::test
