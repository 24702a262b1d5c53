# The C++ tests; included by tests/CMakeLists.txt.
find_package(GTest 1.12 REQUIRED)
find_path(RAPIDCHECK_INCLUDE rapidcheck.h REQUIRED)
find_library(RAPIDCHECK_LIBRARY rapidcheck REQUIRED)
include(GoogleTest)

# What every test links: the libraries, GoogleTest, RapidCheck, support/, and where the open
# test data are looked for.
file(GLOB support_sources CONFIGURE_DEPENDS support/*.cpp)
add_library(lichen_test_support STATIC ${support_sources})
find_package(LibArchive REQUIRED)
target_include_directories(lichen_test_support PUBLIC ${CMAKE_CURRENT_SOURCE_DIR}
                                                      ${PROJECT_SOURCE_DIR}/src)
target_include_directories(lichen_test_support SYSTEM PUBLIC ${RAPIDCHECK_INCLUDE})
target_link_libraries(
  lichen_test_support PUBLIC lichen_io lichen_warnings GTest::gtest_main ${RAPIDCHECK_LIBRARY}
                             LibArchive::LibArchive)
target_compile_definitions(
  lichen_test_support
  PUBLIC LICHEN_TEST_DATA="${PROJECT_SOURCE_DIR}/../shared/data"
         LICHEN_DATASETS="${PROJECT_SOURCE_DIR}/datasets"
         LICHEN_FIXTURES="${CMAKE_CURRENT_SOURCE_DIR}/fixtures")
target_precompile_headers(lichen_test_support PUBLIC support/precompiled.hpp)

# One executable of tests, each found by ctest under its own name.
function(lichen_add_tests name label)
  add_executable(${name}_test ${ARGN})
  target_link_libraries(${name}_test PRIVATE lichen_test_support)
  target_precompile_headers(${name}_test REUSE_FROM lichen_test_support)
  gtest_discover_tests(${name}_test TEST_PREFIX ${name}. DISCOVERY_TIMEOUT 60
                       PROPERTIES LABELS ${label} TIMEOUT 300)
endfunction()

# Which tests a build holds: sanitizer builds hold those that they are for (see the presets).
set(LICHEN_TEST_KINDS "unit;property;reference;threads;style;compile;package;bits;headers"
    CACHE STRING "Kinds of tests to build")

if("unit" IN_LIST LICHEN_TEST_KINDS)
  file(GLOB layers RELATIVE ${CMAKE_CURRENT_SOURCE_DIR}/unit CONFIGURE_DEPENDS unit/*)
  foreach(layer ${layers})
    file(GLOB files CONFIGURE_DEPENDS unit/${layer}/*_test.cpp)
    if(files)
      lichen_add_tests(${layer} unit ${files})
    endif()
  endforeach()
endif()
foreach(kind property reference threads)
  file(GLOB files CONFIGURE_DEPENDS ${kind}/*_test.cpp)
  if(kind IN_LIST LICHEN_TEST_KINDS AND files)
    lichen_add_tests(${kind} ${kind} ${files})
  endif()
endforeach()

if("style" IN_LIST LICHEN_TEST_KINDS)
  find_package(Python COMPONENTS Interpreter REQUIRED)
  file(GLOB checks CONFIGURE_DEPENDS style/check_*.py)
  foreach(check ${checks})
    get_filename_component(name ${check} NAME_WE)
    add_test(NAME style.${name} COMMAND ${Python_EXECUTABLE} ${check} ${PROJECT_SOURCE_DIR})
    set_tests_properties(style.${name} PROPERTIES LABELS style)
  endforeach()
endif()
foreach(part compile package bits headers)
  if(part IN_LIST LICHEN_TEST_KINDS AND EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/${part}/tests.cmake)
    include(${part}/tests.cmake)
  endif()
endforeach()
