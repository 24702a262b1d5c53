#pragma once

// What nearly every test includes; GoogleTest must come before RapidCheck's part for it.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
