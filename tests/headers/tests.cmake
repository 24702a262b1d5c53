# Header-only mode: the published matrix and model cases once more, with nothing of ours linked.
file(GLOB header_tests CONFIGURE_DEPENDS headers/*_test.cpp)
add_executable(headers_test ${header_tests} reference/matrix_cases_test.cpp
               reference/openlca_cases_test.cpp support/matrices.cpp)
target_include_directories(headers_test PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
target_link_libraries(headers_test PRIVATE lichen_headers lichen_warnings GTest::gtest_main)
gtest_discover_tests(headers_test TEST_PREFIX headers. DISCOVERY_TIMEOUT 60
                     PROPERTIES LABELS headers TIMEOUT 300)
