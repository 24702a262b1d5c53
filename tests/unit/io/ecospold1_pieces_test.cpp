// EcoSpold 1: ids by name, and the borders of data sets in a file.

#include <gtest/gtest.h>

#include "io/ecospold1/cutter.hpp"
#include "io/name_ids/name_ids.hpp"

namespace {

using lichen::to_string;
using lichen::detail::ecospold1::cut;
using lichen::detail::name_ids::id_of;
using lichen::detail::name_ids::path_of;

TEST(EcoSpold1Ids, AreThoseOfOpenLca) {
  // EcoSpold1Test of openLCA.
  EXPECT_EQ(to_string(id_of(path_of({"air", "unspecified", "Carbon dioxide", "kg"}))),
            "5e738bf0-6bfe-3acd-8dcb-c74fe4f18b53");
  // RFC 1321: MD5 of "" and "abc", with the bits of version 3 and the variant.
  EXPECT_EQ(to_string(id_of("")), "d41d8cd9-8f00-3204-a980-0998ecf8427e");
  EXPECT_EQ(to_string(id_of("abc")), "90015098-3cd2-3fb0-9696-3f7d28e17f72");
}

TEST(EcoSpold1Ids, IgnoreCaseAndBlanksAroundNames) {
  EXPECT_EQ(path_of({" Air", "", "Geb\xc3\x84ude\n", "kg"}), "air//geb\xc3\xa4ude/kg");
  EXPECT_EQ(
      path_of({"\xc5\xbd\xc4\x8c\xce\xa3\xd0\x96"}),  // Z and C with caron, Sigma, Zhe
      "\xc5\xbe\xc4\x8d\xcf\x83\xd0\xb6");
}

TEST(EcoSpold1Cutter, KnowsCommentsCdataAndWhatOnlyLooksLikeADataSet) {
  const std::string file =
      "<?xml version='1.0'?><!DOCTYPE e [<!ENTITY a '<dataset>'>]><ecoSpold>"
      "<!-- <dataset> --><datasets/><dataset n='1'><![CDATA[</dataset>]]></dataset >"
      " between <dataset/><dataset>open<dataset n='4'>last</ecoSpold>";
  const auto pieces = cut(file);
  EXPECT_EQ(pieces.root, "ecoSpold");
  EXPECT_EQ(pieces.head.substr(pieces.head.size() - 11), "<datasets/>");
  ASSERT_EQ(pieces.data_sets.size(), 4U);
  EXPECT_EQ(pieces.data_sets[0], "<dataset n='1'><![CDATA[</dataset>]]></dataset >");
  EXPECT_EQ(pieces.data_sets[1], "<dataset/>");
  EXPECT_EQ(pieces.data_sets[2], "<dataset>open");
  EXPECT_EQ(pieces.data_sets[3], "<dataset n='4'>last");
  EXPECT_TRUE(cut("").data_sets.empty());
  EXPECT_TRUE(cut("<a><!-- <dataset>").data_sets.empty());
  EXPECT_EQ(cut("<e:a><e:dataset/></e:a>").data_sets.size(), 1U);
}

}  // namespace
