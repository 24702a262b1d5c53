// XML as files come: encodings, marks, entities, DTDs, what is broken.

#include <gtest/gtest.h>

#include "io/xml/document.hpp"
#include "io/xml/start.hpp"
#include "io/xml/value.hpp"

namespace {

using lichen::detail::xml::Document;
using lichen::detail::xml::number_of;
using namespace std::string_view_literals;

/// The text of <a> after parsing a file.
std::string text_of(std::string content) {
  const Document document(content);
  EXPECT_EQ(document.error(), "");
  return document.root().child_value();
}

/// A text of ASCII characters in UTF-16, little end first, with its mark.
std::string utf16(std::string_view text) {
  std::string wide("\xff\xfe");
  for (const char c : text) wide += {c, '\0'};
  return wide;
}

TEST(XmlDocument, ReadsUtf8WithAndWithoutAMark) {
  EXPECT_EQ(text_of("<a>K\xc3\xbc"
                    "che</a>"),
            "K\xc3\xbc"
            "che");
  EXPECT_EQ(text_of("\xef\xbb\xbf<a>K\xc3\xbc"
                    "che</a>"),
            "K\xc3\xbc"
            "che");
}

TEST(XmlDocument, ReadsOtherEncodingsThatAreDeclared) {
  EXPECT_EQ(text_of("<?xml version='1.0' encoding='ISO-8859-1'?><a>K\xfc</a>"),
            "K\xc3\xbc");
  EXPECT_EQ(text_of("<?xml version='1.0' encoding='windows-1252'?><a>\x80</a>"),
            "\xe2\x82\xac");  // the euro sign
  EXPECT_EQ(text_of("<?xml version='1.0' encoding='ISO-8859-2'?><a>\xb1</a>"),
            "\xc4\x85");  // a with ogonek
  EXPECT_EQ(text_of(utf16("<?xml version='1.0' encoding='UTF-16'?><a>b</a>")), "b");
}

TEST(XmlDocument, TellsAnEncodingThatIsNotWhatTheFileDeclares) {
  std::string windows("<?xml version='1.0' encoding='UTF-8'?><a>K\xfc</a>");
  const Document document(windows);
  EXPECT_TRUE(document.recoding().wrong);
  EXPECT_EQ(document.recoding().from, "windows-1252");
  EXPECT_STREQ(document.root().child_value(), "K\xc3\xbc");

  std::string utf8("<?xml version='1.0' encoding='ISO-8859-1'?><a>K\xc3\xbc</a>");
  const Document other(utf8);
  EXPECT_TRUE(other.recoding().wrong);
  EXPECT_STREQ(other.root().child_value(), "K\xc3\xbc");
}

TEST(XmlDocument, RefusesAnEncodingThatNobodyKnows) {
  std::string content("<?xml version='1.0' encoding='klingon'?><a>\xfc</a>");
  const Document document(content);
  EXPECT_NE(document.error().find("klingon"), std::string::npos);
}

TEST(XmlDocument, ExpandsTheFiveEntitiesAndNumbersOnly) {
  EXPECT_EQ(text_of("<a>&lt;&amp;&gt;&quot;&apos;&#252;&#xfc;</a>"),
            "<&>\"'\xc3\xbc\xc3\xbc");
}

TEST(XmlDocument, NeverExpandsOrFetchesWhatADtdDefines) {
  std::string bomb =
      "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;&b;\">"
      "<!ENTITY file SYSTEM \"file:///etc/passwd\">]><a>&c;&file;</a>";
  const Document document(bomb);
  EXPECT_EQ(document.error(), "");
  EXPECT_TRUE(document.has_dtd());
  EXPECT_STREQ(document.root().child_value(), "&c;&file;");
}

TEST(XmlDocument, JoinsTextThatCommentsAndCdataSplit) {
  EXPECT_EQ(text_of("<a>one<!-- no --> two<![CDATA[ <three> ]]>four</a>"),
            "one two <three> four");
  EXPECT_EQ(text_of("<a><![CDATA[<b>]]></a>"), "<b>");
  EXPECT_EQ(text_of("<a><!-- no -->one</a>"), "one");
}

TEST(XmlDocument, EndsLinesInOneWay) {
  EXPECT_EQ(text_of("<a>one\r\ntwo\rthree</a>"), "one\ntwo\nthree");
}

TEST(XmlDocument, NamesElementsWithoutTheirPrefix) {
  std::string content =
      "<s:ecoSpold xmlns:s='http://www.EcoInvent.org/EcoSpold02'><s:b>x</s:b>"
      "</s:ecoSpold>";
  const Document document(content);
  EXPECT_STREQ(document.root().name(), "ecoSpold");
  EXPECT_STREQ(document.root().child_value("b"), "x");
}

TEST(XmlDocument, SaysWhereAFileIsBroken) {
  std::string content("<a>\n<b>\n</c>\n</a>");
  const Document document(content);
  EXPECT_NE(document.error().find("near line 3"), std::string::npos) << document.error();
  std::string cut("<a><b>te");
  EXPECT_NE(Document(cut).error(), "");
  std::string empty;
  EXPECT_NE(Document(empty).error(), "");
}

TEST(XmlDocument, ParsesDeepNesting) {
  std::string deep;
  for (int i = 0; i < 200'000; ++i) deep += "<a>";
  for (int i = 0; i < 200'000; ++i) deep += "</a>";
  EXPECT_EQ(Document(deep).error(), "");
}

TEST(XmlNumbers, HaveAPointAndFillTheirText) {
  EXPECT_EQ(number_of(" 1.5e3\n"sv), 1500.);
  EXPECT_EQ(number_of("+2"sv), 2.);
  EXPECT_EQ(number_of("-.5"sv), -0.5);
  for (const auto text :
       {"1,5"sv, ""sv, "1 000"sv, "INF"sv, "NaN"sv, "1e999"sv, "x"sv, "+-1"sv, "0x1"sv}) {
    EXPECT_EQ(number_of(text), std::nullopt) << text;
  }
}

TEST(XmlStart, IsKnownWhateverTheEncoding) {
  using lichen::detail::xml::Start;
  EXPECT_TRUE(Start("\xef\xbb\xbf <ecoSpold>").has("<ecoSpold"));
  EXPECT_TRUE(Start(utf16("<ecoSpold>")).has("<ecoSpold"));
  EXPECT_FALSE(Start("text about <ecoSpold>").has("<ecoSpold"));
  EXPECT_FALSE(Start("").has("<"));
}

}  // namespace
