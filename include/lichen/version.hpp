#pragma once

/// @file
/// The one place with the version; CMake and Python read it.

#define LICHEN_VERSION "0.1.0"
