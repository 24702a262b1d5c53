// The Matrix Market files of the open test data; apart from matrices.cpp, which tests of
// header-only mode use too.
#include "lichen/store/matrix_market.hpp"
#include "support/data.hpp"
#include "support/matrices.hpp"

namespace lichen::test {

SparseMatrix open_matrix(const std::string& name) {
  return store::read_matrix_market(data("matrices/" + name + ".mtx.gz").string());
}

}  // namespace lichen::test
