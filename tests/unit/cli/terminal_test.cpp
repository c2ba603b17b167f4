#include "terminal.h"

#include <gtest/gtest.h>

namespace bailiwick::cli {
namespace {

TEST(Harmless, LettersOfEveryScriptStay) {
  for (const std::string text : {"block 7", "云澜市", "Łódź", "שלום", "مدينة", "😀", "a\xC2\xA0z"}) EXPECT_EQ(harmless(text), text);
}

// Unicode 15, DerivedGeneralCategory (Cc) and Bidi_Control: U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069.
TEST(Harmless, ControlsAndMarksOfDirectionAreShownAsCodes) {
  EXPECT_EQ(harmless("a\x1B[31mb\x7F"), "a<1B>[31mb<7F>");
  EXPECT_EQ(harmless("a\nb"), "a<0A>b");
  EXPECT_EQ(harmless("a\nb", true), "a\nb");
  EXPECT_EQ(harmless("\xC2\x80\xC2\x9B"
                     "31m\xC2\x9F"),
            "<U+0080><U+009B>31m<U+009F>");
  EXPECT_EQ(harmless("\xD8\x9C\xE2\x80\x8E\xE2\x80\x8F"), "<U+061C><U+200E><U+200F>");
  EXPECT_EQ(harmless("\xE2\x80\xAA\xE2\x80\xAE\xE2\x81\xA6\xE2\x81\xA9"), "<U+202A><U+202E><U+2066><U+2069>");
  EXPECT_EQ(harmless("\xE2\x80\xA8\xE2\x80\xA9"), "<U+2028><U+2029>");
}

TEST(Harmless, BytesThatAreNoUtf8AreShownAsCodes) {
  EXPECT_EQ(harmless("\x9B"
                     "31m"),
            "<9B>31m");                                  // CSI of an 8-bit terminal
  EXPECT_EQ(harmless("\xC2"), "<C2>");
  EXPECT_EQ(harmless("\xE4\xBA"), "<E4><BA>");
  EXPECT_EQ(harmless("\xC0\x9B"), "<C0><9B>");           // overlong
  EXPECT_EQ(harmless("\xE0\x82\x9B"), "<E0><82><9B>");   // U+009B written overlong
}

}  // namespace
}  // namespace bailiwick::cli
