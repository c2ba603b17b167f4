# Three Debian packages, by `cpack` in the build folder: the runtime is engine and C library and needs neither GDAL nor PROJ.
set(debian ${CMAKE_CURRENT_LIST_DIR})
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "Bailiwick developers <developers@bailiwick.example>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_COMPONENTS_ALL runtime devel)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${PROJECT_BINARY_DIR}/lib)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_ENABLE_COMPONENT_DEPENDS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")

# name_package(COMPONENT NAME SECTION DESCRIPTION)
macro(name_package component name section description)
  string(TOUPPER ${component} upper)
  set(CPACK_DEBIAN_${upper}_PACKAGE_NAME ${name})
  set(CPACK_DEBIAN_${upper}_PACKAGE_SECTION ${section})
  set(CPACK_COMPONENT_${upper}_DESCRIPTION "${description}")
  set(documents ${CMAKE_INSTALL_DATADIR}/doc/${name})
  install(FILES ${debian}/copyright DESTINATION ${documents} COMPONENT ${component})
  install(FILES ${PROJECT_BINARY_DIR}/debian/changelog.gz DESTINATION ${documents} COMPONENT ${component})
endmacro()

# No time in the compressed file: the same source gives the same bytes.
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/debian)
execute_process(COMMAND gzip -9nc ${debian}/changelog OUTPUT_FILE ${PROJECT_BINARY_DIR}/debian/changelog.gz COMMAND_ERROR_IS_FATAL ANY)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${debian}/changelog)

name_package(runtime libbailiwick0 libs "The engine and its C library: places reports in zones of responsibility,
audits the map of zones, finds density, hotspots and clusters. Arrow streams
in and out; neither GDAL nor PROJ is needed.")
name_package(devel libbailiwick-dev libdevel "Header, CMake package and pkg-config file of the C library, and headers and
archives of the C++ engine.")
set(CPACK_DEBIAN_RUNTIME_PACKAGE_CONTROL_EXTRA ${debian}/triggers)
set(CPACK_COMPONENT_DEVEL_DEPENDS runtime)
if(BAILIWICK_LAYERS)
  list(APPEND CPACK_COMPONENTS_ALL tools)
  name_package(tools bailiwick science "The command line: files of zones and reports in; layers with styles, tables,
a map and a balance that adds up out.")
  set(CPACK_COMPONENT_TOOLS_DEPENDS runtime)
endif()
include(CPack)
