#include "read/field_guess.h"

#include "read/text.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace bailiwick::layers {
namespace {

using Names = std::vector<std::string_view>;

/// Best first. Compared folded, so BoroCD is borocd and unit_id is unitid. Sources: field notes on 数字城管 and 12345 exports, Open311 v2
/// and Bulk, NYC erm2-nwe9, Chicago v6vf-nfxy, San Francisco vw6y-z8j6, and the layers of common boundary files.
const Names& names_of(FieldRole role) {
  static const Names id{"zone_id",  "zoneid",   "网格编码", "网格编号", "单元网格编码", "责任区编码", "责任区编号", "区域编码", "编码", "编号",
                        "代码",     "行政区划代码", "区划代码", "網格編碼", "編碼",     "編號",   "代碼",   "bgid",
                        "objcode",  "gridcode", "grid_id",  "code",     "id",       "geoid",  "borocd", "boro_cd",
                        "coun_dist", "coundist", "precinct", "school_dist", "schooldist", "fire_bn", "firebn", "ntacode",
                        "modzcta",  "boroct2010", "boroct2020", "borocode", "boro_code", "district_id", "communityid", "adcode", "fid_1"};
  static const Names unit{"unit_id", "unitid", "unit", "责任单位编码", "责任单位代码", "单位编码", "责任单位", "责任部门", "处置部门", "主管单位", "主管部门",
                          "管理单位", "责任主体", "責任單位", "責任部門", "deptcode1", "deptcode", "dept_code", "department_id", "department", "agency"};
  static const Names unit_name{"unit_name", "unitname", "责任单位名称", "单位名称", "责任单位", "责任部门", "責任單位名稱", "單位名稱", "deptname1", "deptname",
                               "dept_name", "department_name", "agency_name"};
  static const Names person{"person", "责任人", "责任人姓名", "网格员", "负责人", "包片领导", "联系人", "責任人", "網格員", "負責人",
                            "leader", "officer", "responsible_person"};
  static const Names name{"name", "zone_name", "名称", "网格名称", "单元网格名称", "责任区名称", "区域名称", "社区名称", "街道名称", "名稱", "網格名稱",
                          "boroname", "boro_name", "ntaname", "ctlabel", "label", "title", "adm2_name", "objname"};
  static const Names parent{"parent_id", "parentid", "parent", "parent_code", "上级编码", "上级编号", "上级代码", "所属编码", "上级网格", "上級編碼",
                            "所属社区编码", "所属街道编码", "pid", "superior_id"};
  static const Names priority{"priority", "优先级", "优先顺序", "優先級"};
  static const Names width{"width_m", "width", "宽度", "路宽", "寬度"};
  static const Names x{"lon",  "lng",    "long",   "longitude", "经度", "經度", "gps_lng", "lon_wgs84", "gps经度", "x经度", "coord_lng", "point_lng",
                       "x",    "x坐标",  "坐标x",  "x_coord",   "xcoord", "coord_x", "coordx", "point_x", "geom_x", "easting", "横坐标", "wkt",
                       "geom_wkt", "wkt_geom"};
  static const Names y{"lat",  "latitude", "纬度",  "緯度",    "gps_lat", "lat_wgs84", "gps纬度", "y纬度", "coord_lat", "point_lat",
                       "y",    "y坐标",    "坐标y", "y_coord", "ycoord",  "coord_y",   "coordy",  "point_y", "geom_y", "northing", "纵坐标", "wkt",
                       "geom_wkt", "wkt_geom"};
  static const Names time{"上报时间", "来电时间", "受理时间", "登记时间", "发生时间", "創建時間", "上報時間", "来电日期", "上报日期", "time",
                          "requested_datetime", "created_date", "created_at", "create_time", "report_time", "created", "opened", "datetime",
                          "timestamp", "occurred_at", "date_time", "date_single", "date"};
  static const Names report_id{"案卷号", "工单编号", "工单号", "案件编号", "任务号", "受理编号", "案卷編號", "工單編號", "report_id", "case_id", "service_request_id",
                               "unique_key", "sr_number", "case_number", "ticket_id", "uid", "编号", "id"};
  static const Names status{"状态", "案件状态", "阶段", "案卷状态", "办理状态", "狀態", "status", "status_description", "state"};
  static const Names category{"大类", "大類", "大类名称", "问题大类", "问题类型", "案件类型", "事件类型", "诉求类型", "事项类型", "小类", "小類", "小类名称", "问题小类", "category", "complaint_type", "service_name", "sr_type", "type", "offense_type", "descriptor"};
  switch (role) {
    case FieldRole::id: return id;
    case FieldRole::unit: return unit;
    case FieldRole::unit_name: return unit_name;
    case FieldRole::person: return person;
    case FieldRole::name: return name;
    case FieldRole::parent: return parent;
    case FieldRole::priority: return priority;
    case FieldRole::width: return width;
    case FieldRole::x: return x;
    case FieldRole::y: return y;
    case FieldRole::time: return time;
    case FieldRole::report_id: return report_id;
    case FieldRole::status: return status;
    case FieldRole::category: break;
  }
  return category;
}

std::string listed(const std::vector<std::string>& fields) {
  std::string text;
  constexpr std::size_t kMost = 30;
  for (std::size_t i = 0; i < fields.size() && i < kMost; ++i) text += (i == 0 ? "" : ", ") + shown(fields[i], 40);
  return fields.size() > kMost ? text + ", ..." : text;
}

[[noreturn]] void missing(const std::string& name, const std::string& place, const std::vector<std::string>& fields) {
  throw Error(ErrorCode::missing_column, fmt::format("{}: expected field '{}', found {}", place, name, fields.empty() ? "no field" : listed(fields)),
              place, -1, name);
}

}  // namespace

std::string role_word(FieldRole role) {
  switch (role) {
    case FieldRole::id: return "id";
    case FieldRole::unit: return "unit";
    case FieldRole::unit_name: return "unit_name";
    case FieldRole::person: return "person";
    case FieldRole::name: return "name";
    case FieldRole::parent: return "parent";
    case FieldRole::priority: return "priority";
    case FieldRole::width: return "width";
    case FieldRole::x: return "x";
    case FieldRole::y: return "y";
    case FieldRole::time: return "time";
    case FieldRole::report_id: return "id";
    case FieldRole::status: return "status";
    case FieldRole::category: break;
  }
  return "category";
}

int find_field(const std::vector<std::string>& fields, const std::string& name, const std::string& place) {
  const auto find = [&](auto same) {
    int found = -1;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (!same(fields[i])) continue;
      if (found >= 0) {
        throw Error(ErrorCode::missing_column, fmt::format("{}: expected one field '{}', found it in columns {} and {}", place, name, found + 1, i + 1),
                    place, -1, name);
      }
      found = static_cast<int>(i);
    }
    return found;
  };
  const int exact = find([&](const std::string& field) { return field == name; });
  if (exact >= 0) return exact;
  const auto wanted = folded(name);
  if (wanted.empty()) return -1;
  return find([&](const std::string& field) { return folded(field) == wanted; });
}

std::vector<std::string> candidates(const std::vector<std::string>& fields, FieldRole role, const std::string& place) {
  std::vector<std::string> found;
  for (const auto name : names_of(role)) {
    const int field = find_field(fields, std::string(name), place);
    if (field >= 0) found.push_back(fields[static_cast<std::size_t>(field)]);
  }
  return found;
}

FieldGuess choose_field(const std::vector<std::string>& fields, FieldRole role, const std::string& named, const std::string& place) {
  return choose_field(fields, role, named, place, {}, {});
}

FieldGuess choose_field(const std::vector<std::string>& fields, FieldRole role, const std::string& named, const std::string& place,
                        const std::vector<std::string>& preset_names, const std::string& preset) {
  if (named == "-") return {};
  if (!named.empty()) {
    const int found = find_field(fields, named, place);
    if (found < 0) missing(named, place, fields);
    return {fields[static_cast<std::size_t>(found)], fmt::format("{} is field '{}', as given", role_word(role), named)};
  }
  for (const auto& name : preset_names) {
    if (const int found = find_field(fields, name, place); found >= 0) {
      const auto& field = fields[static_cast<std::size_t>(found)];
      return {field, fmt::format("{} is field '{}', by the preset {}", role_word(role), shown(field), preset)};
    }
  }
  for (const auto name : names_of(role)) {
    if (const int found = find_field(fields, std::string(name), place); found >= 0) {
      const auto& field = fields[static_cast<std::size_t>(found)];
      return {field, fmt::format("{} is field '{}', by its name", role_word(role), shown(field))};
    }
  }
  return {};
}

std::size_t most_telling(const std::vector<std::uint64_t>& distinct, std::uint64_t zones) {
  const auto tells = std::find_if(distinct.begin(), distinct.end(), [&](std::uint64_t n) { return 2 * n > zones; });
  const auto best = tells != distinct.end() ? tells : std::max_element(distinct.begin(), distinct.end());
  return best == distinct.end() ? 0 : static_cast<std::size_t>(best - distinct.begin());
}

bool is_degree_name(const std::string& field) {
  const auto name = folded(field);
  for (const auto* degrees : {"lon", "lng", "lat", "经度", "纬度", "經度", "緯度"}) {
    if (name.find(degrees) != std::string::npos) return true;
  }
  return name == "long";
}

}  // namespace bailiwick::layers
