#pragma once

/// @file
/// The one place with macros: how definitions are compiled and what is exported.
///
/// Header-only mode is the default. A target that links `lichen::lichen` gets
/// `LICHEN_COMPILED` and finds the definitions in the library. Each mode and minor
/// version lives in an inline namespace of its own, so that a program that mixes them
/// links without a clash.

#if defined(LICHEN_COMPILED)
#  define LICHEN_INLINE
#  define LICHEN_ABI v0_1
#else
#  define LICHEN_INLINE inline
#  define LICHEN_ABI v0_1_headers
#endif

/// What a shared library exports, and every exception class (so that it can be caught
/// across libraries); visibility is hidden otherwise.
#define LICHEN_API __attribute__((visibility("default")))
