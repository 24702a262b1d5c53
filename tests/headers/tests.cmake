# Header-only mode: the published matrix and model cases once more, with nothing of ours linked.
file(GLOB header_tests CONFIGURE_DEPENDS headers/*_test.cpp)
add_executable(headers_test ${header_tests} reference/matrix_cases_test.cpp
               reference/built_cases_test.cpp support/matrices.cpp)
target_include_directories(headers_test PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
target_link_libraries(headers_test PRIVATE lichen_headers lichen_warnings GTest::gtest_main)
gtest_discover_tests(headers_test TEST_PREFIX headers. DISCOVERY_TIMEOUT 60
                     PROPERTIES LABELS headers TIMEOUT 300)

# Each header of the header-only layers compiles alone: a source for each, never linked.
file(GLOB alone RELATIVE ${PROJECT_SOURCE_DIR}/include CONFIGURE_DEPENDS
     ${PROJECT_SOURCE_DIR}/include/lichen/*/*.hpp ${PROJECT_SOURCE_DIR}/include/lichen/lichen.hpp)
list(FILTER alone EXCLUDE REGEX "^lichen/(io|store)/")
foreach(header ${alone})
  string(REPLACE "/" "_" name ${header})
  file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/alone/${name}.cpp CONTENT "#include \"${header}\"\n")
  list(APPEND alone_sources ${CMAKE_CURRENT_BINARY_DIR}/alone/${name}.cpp)
endforeach()
add_library(headers_alone OBJECT ${alone_sources})
target_link_libraries(headers_alone PRIVATE lichen_headers lichen_warnings)
target_compile_options(headers_alone PRIVATE -O0)
