#include "names.h"

#include <stdexcept>

namespace generator {

const std::array<DistrictName, 3>& district_names() {
  static const std::array<DistrictName, 3> names{{
      {"澜西区", "411902",
       {{{"西关街道", 1, {"石榴园社区", "磨盘巷社区", "西苑社区", "砚池社区"}},
         {"望河街道", 2, {"渡口社区", "柳堤社区", "望河楼社区", "双桥社区"}},
         {"青石街道", 3, {"青石坊社区", "铁匠营社区", "枣林社区", "北仓社区"}}}}},
      {"云湖区", "411903",
       {{{"南湖街道", 1, {"湖滨社区", "荷塘社区", "听雨社区", "南湖里社区"}},
         {"柳林街道", 2, {"柳林社区", "窑湾社区", "果园社区", "纺织社区"}},
         {"新桥镇", 100, {"新桥村", "李集村", "沙窝村", "后营村"}}}}},
      {"澜东区", "411904",
       {{{"东关街道", 1, {"鼓楼社区", "书院社区", "文庙社区", "东关里社区"}},
         {"学府街道", 2, {"学府社区", "桂香社区", "实验路社区", "槐荫社区"}},
         {"新站街道", 3, {"站前社区", "货场社区", "机务社区", "新站村社区"}}}}},
  }};
  return names;
}

const std::vector<std::string_view>& avenue_names() {
  static const std::vector<std::string_view> names{"滨河路", "北环路", "青年路", "文化路", "人民路", "解放路", "建设路", "和平路", "南湖路", "南环路"};
  return names;
}

const std::vector<std::string_view>& street_names() {
  static const std::vector<std::string_view> names{"西环街", "青石街", "望河街", "仓前街", "中山街", "鼓楼街", "学府街", "工业街", "站前街", "东环街"};
  return names;
}

const std::vector<RoadOwner>& road_owners() {
  static const std::vector<RoadOwner> owners{
      {"D01", "云澜市市政设施管理处"}, {"D02", "云澜市环境卫生服务中心"}, {"D03", "云澜市公路事业发展中心"}, {"D04", "云澜市园林绿化中心"}};
  return owners;
}

const std::vector<SiteKind>& site_kinds() {
  static const std::vector<SiteKind> kinds{{"集贸市场", "集贸市场管理有限公司"}, {"小学", "小学"},       {"中学", "中学"},
                                           {"公园", "公园管理站"},             {"医院", "医院"},       {"商场", "商业管理有限公司"},
                                           {"小区", "物业服务有限公司"},       {"汽车站", "汽车站"},   {"物流园", "物流有限公司"}, {"服务中心", "服务中心"}};
  return kinds;
}

std::string person_name(Random& random) {
  static constexpr std::array<std::string_view, 24> family{"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙",
                                                           "胡", "朱", "高", "林", "何", "郭", "马", "罗", "梁", "宋", "郑", "谢"};
  static constexpr std::array<std::string_view, 28> given{"伟", "芳",   "娜",   "敏",   "静",   "丽",   "强",   "磊",   "军", "洋",
                                                          "勇", "艳",   "杰",   "娟",   "涛",   "明",   "超",   "秀英", "霞", "平",
                                                          "刚", "桂英", "建国", "建华", "海燕", "志强", "晓东", "文博"};
  return std::string(family[random.below(family.size())]) + std::string(given[random.below(given.size())]);
}

std::string place_name(std::string community) {
  for (const std::string_view suffix : {"社区", "村"})
    if (community.ends_with(suffix)) {
      community.resize(community.size() - suffix.size());
      break;
    }
  return community;
}

const std::vector<Category>& categories() {
  static const std::vector<Category> list{
      {"事件", "市容环境", "私搭乱建", 2, 160, "城市管理综合执法大队"},
      {"事件", "市容环境", "暴露垃圾", 10, 8, "环境卫生服务中心"},
      {"事件", "市容环境", "积存垃圾渣土", 6, 24, "环境卫生服务中心"},
      {"事件", "市容环境", "道路不洁", 8, 8, "环境卫生服务中心"},
      {"事件", "市容环境", "水域不洁", 1, 120, "河道管理所"},
      {"事件", "市容环境", "绿地脏乱", 4, 40, "园林绿化中心"},
      {"事件", "市容环境", "道路破损", 5, 72, "市政设施管理处"},
      {"事件", "市容环境", "油烟污染", 3, 48, "城市管理综合执法大队"},
      {"事件", "宣传广告", "非法小广告", 9, 8, "环境卫生服务中心"},
      {"事件", "宣传广告", "违章张贴悬挂广告牌匾", 3, 24, "城市管理综合执法大队"},
      {"事件", "宣传广告", "占道广告牌", 3, 8, "城市管理综合执法大队"},
      {"事件", "施工管理", "施工扰民", 3, 24, "城市管理综合执法大队"},
      {"事件", "施工管理", "工地扬尘", 3, 24, "住房和城乡建设局"},
      {"事件", "突发事件", "下水道堵塞或破损", 3, 12, "市政设施管理处"},
      {"事件", "突发事件", "道路积水", 2, 8, "市政设施管理处"},
      {"事件", "街面秩序", "无照经营游商", 7, 8, "城市管理综合执法大队"},
      {"事件", "街面秩序", "店外经营", 7, 8, "城市管理综合执法大队"},
      {"事件", "街面秩序", "机动车乱停放", 8, 8, "交通警察支队"},
      {"事件", "街面秩序", "非机动车乱停放", 6, 8, "城市管理综合执法大队"},
      {"事件", "街面秩序", "乱堆物堆料", 5, 24, "街道办事处"},
      {"事件", "街面秩序", "商业噪音", 2, 24, "生态环境局"},
      {"事件", "街面秩序", "露天烧烤", 2, 8, "城市管理综合执法大队"},
      {"部件", "公用设施", "上水井盖", 4, 24, "水务集团"},
  };
  return list;
}

std::uint32_t category_named(std::string_view minor) {
  const auto& list = categories();
  for (std::uint32_t i = 0; i < list.size(); ++i)
    if (list[i].minor == minor) return i;
  throw std::logic_error("no such category");
}

const std::vector<std::string_view>& channels() {
  static const std::vector<std::string_view> list{"监督员上报", "12345热线", "微信公众号", "视频监控", "媒体曝光"};
  return list;
}

}  // namespace generator
