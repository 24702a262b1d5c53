#include "lichen/base/id.hpp"

#include <gtest/gtest.h>

namespace {

using lichen::Id;
using lichen::make_id;
using lichen::parse_uuid;
using lichen::to_string;

TEST(Id, ReadsAUuidWithAndWithoutDashesOfAnyCase) {
  const Id id{0x0073ee845cb13e11ULL, 0xb64795e2e9d36c5bULL};

  EXPECT_EQ(parse_uuid("0073ee84-5cb1-3e11-b647-95e2e9d36c5b"), id);
  EXPECT_EQ(parse_uuid("0073EE845CB13E11B64795E2E9D36C5B"), id);
}

TEST(Id, WritesTheCanonicalText) {
  EXPECT_EQ(to_string(make_id("DE4E0404EC73DB69EA46D77D602C8533")),
            "de4e0404-ec73-db69-ea46-d77d602c8533");
}

TEST(Id, RefusesWhatIsNoUuid) {
  EXPECT_FALSE(parse_uuid("0073ee84-5cb1-3e11-b647-95e2e9d36c5"));
  EXPECT_FALSE(parse_uuid("0073ee84_5cb1-3e11-b647-95e2e9d36c5b"));
  EXPECT_FALSE(parse_uuid("0073ee84-5cb1-3e11-b647-95e2e9d36c5g"));
  EXPECT_FALSE(parse_uuid(""));
}

TEST(Id, MakesANameBasedUuidOfAnyOtherText) {
  // python3 -c "import uuid; print(uuid.uuid5(uuid.NAMESPACE_URL, 'lichen:steel'))"
  EXPECT_EQ(to_string(make_id("steel")), "1921ee5a-e000-56ca-a293-86aad46e814d");
}

TEST(Id, IsOrderedAsItsText) {
  EXPECT_LT(make_id("00000000-0000-0000-0000-000000000001"),
            make_id("00000001-0000-0000-0000-000000000000"));
}

}  // namespace
