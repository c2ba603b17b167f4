// The reports as the city's system, and as Open311, would write them out.
#include "reports.h"

#include "datum.h"
#include "names.h"
#include "write.h"

#include <array>

namespace generator {
namespace {

struct Position {
  std::string lon, lat;
};

Position sound(const Place& place) { return {degrees_text(place.lon, 7), degrees_text(place.lat, 7)}; }

Position not_a_number(const Position& good, std::uint32_t variant) {
  switch (variant % 4) {
    case 0: return {good.lon + "E", good.lat + "N"};
    case 1: return {"113.8l2", good.lat};
    case 2: return {"不详", "不详"};
    default: return {"113,82", good.lat};
  }
}

Position out_of_range(const Position& good, std::uint32_t variant) {
  switch (variant % 3) {
    case 0: return {"377.2", good.lat};
    case 1: return {good.lon, "134.0265"};
    default: return {"11382650", "3403120"};
  }
}

Position position(const Report& report, Copy copy) {
  const Position good = sound(copy == Copy::gcj02 ? gcj02(report.place) : report.place);
  switch (report.fault) {
    case Fault::empty: return {};
    case Fault::zero: return report.variant % 2 == 0 ? Position{"0", "0"} : Position{"0.000000", "0.000000"};
    case Fault::swapped: return {good.lat, good.lon};
    case Fault::not_a_number: return not_a_number(good, report.variant);
    case Fault::out_of_range: return out_of_range(good, report.variant);
    default: return good;
  }
}

std::string yes(bool value) { return value ? "是" : ""; }

std::string iso_time(std::int32_t minutes) {
  if (minutes < 0) return {};
  std::string text = local_time(minutes);
  text[10] = 'T';
  return text + ":00+08:00";
}

std::string number(std::size_t index) { return "2025" + padded(index + 1, 5); }

std::vector<std::string> city_fields(const Report& report, std::size_t index, const Position& at) {
  const Category& category = categories()[report.category];
  const CaseCourse& course = report.course;
  return {number(index), std::string(category.kind), report.appeal, local_time(course.reported), local_time(course.filed),
          local_time(course.dispatched), local_time(course.due), local_time(course.handled), local_time(course.checked),
          local_time(course.closed), yes(course.extended), yes(course.shelved), yes(course.reworked), report.department, report.channel,
          std::string(category.major), std::string(category.minor), at.lon, at.lat};
}

std::vector<std::string> open311_fields(const Report& report, std::size_t index, const Position& at) {
  const Category& category = categories()[report.category];
  const CaseCourse& course = report.course;
  return {number(index), iso_time(course.reported), iso_time(course.handled >= 0 ? course.handled : course.filed), iso_time(course.closed),
          course.closed >= 0 ? "closed" : "open", "", report.channel, std::string(category.major), std::string(category.minor), "",
          report.department, "", at.lat, at.lon};
}

}  // namespace

std::string local_time(std::int32_t minutes) {
  if (minutes < 0) return {};
  static constexpr std::array<int, 12> kMonthDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int day = minutes / 1440, year = 2025, month = 0;
  while (day >= kMonthDays[static_cast<std::size_t>(month)]) {
    day -= kMonthDays[static_cast<std::size_t>(month)];
    if (++month == 12) {
      month = 0;
      ++year;
    }
  }
  const auto two = [](int value) { return padded(static_cast<std::uint64_t>(value), 2); };
  return std::to_string(year) + '-' + two(month + 1) + '-' + two(day + 1) + ' ' + two(minutes % 1440 / 60) + ':' + two(minutes % 60);
}

std::string csv(const std::vector<Report>& reports, Copy copy) {
  const bool open311 = copy == Copy::open311;
  std::string text = open311 ? "service_request_id,requested_datetime,updated_datetime,closed_date,status_description,status_notes,source,"
                               "service_name,service_subtype,description,agency_responsible,address,lat,long\n"
                             : "案卷号,案件类型,诉求类型,上报时间,立案时间,派遣时间,处置截止时间,处置完成时间,核查时间,结案时间,延期,挂账,返工,"
                               "处置部门,问题来源,大类,小类,经度,纬度\n";
  for (std::size_t i = 0; i < reports.size(); ++i) {
    const Position at = position(reports[i], copy);
    auto fields = open311 ? open311_fields(reports[i], i, at) : city_fields(reports[i], i, at);
    if (reports[i].fault == Fault::field_count) {
      if (reports[i].variant % 2 == 0)
        fields.pop_back();
      else
        fields.emplace_back("备注");
    }
    for (std::size_t k = 0; k < fields.size(); ++k) {
      if (k > 0) text += ',';
      text += csv_field(fields[k]);
    }
    text += '\n';
  }
  return text;
}

}  // namespace generator
