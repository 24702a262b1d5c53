#pragma once

// What is measured of a technosphere to say how hard it is, by plain code of its own.

#include <cstdint>

#include "lichen/linalg/types.hpp"

namespace lichen::test {

/// FNV-1a over the shape, positions and bits of values of a matrix.
std::uint64_t hash_of(const SparseMatrix& matrix);

/// Terms of the power series s = (1 + Z + Z² + …) f, Z = I - D⁻¹A with the diagonal D of
/// A, until one has less than 1e-8 of the norm of the sum; 0 past `limit`.
int power_series_terms(const SparseMatrix& a, const Vector& f, int limit);

/// The spectral radius of |I - D⁻¹A|: the mean growth, in the largest entry, over the
/// last tenth of `steps` of a power iteration that begins with ones.
double spectral_radius(const SparseMatrix& a, int steps);

/// Sweeps of Gauss and Seidel over all activities, suppliers first, until the backward
/// error ω of A s = f is at most `tolerance`; 0 past `limit`.
int sweeps_to(const SparseMatrix& a, const Vector& f, double tolerance, int limit);

/// ω = max_i |f - A s|_i / (|A| |s| + |f|)_i.
double backward_error(const SparseMatrix& a, const Vector& s, const Vector& f);

}  // namespace lichen::test
