/** Texts of the map scene. */
export const map = {
  zh: {
    title: '地图',
    subtitle: '县市区　绿牌占比 %　较昨',
    plants: (below: number, of: number) => (below > 0 ? `未达 ${below}/${of} 家` : `${of} 家门禁`),
    none: '无门禁',
    stations: (n: number) => `${n} 站`,
    events: (n: number | null) => (n === null ? '案件未知' : `${n} 件`),
    legend: '站：充电站　件：在办案件　无边界，按方位排',
    unplaced: (n: number) => `另 ${n} 件县区不明`,
    baseMap: '底图待审图号',
  },
  en: {
    title: 'Map',
    subtitle: 'Counties: green share %, change',
    plants: (below: number, of: number) => (below > 0 ? `${below}/${of} below` : `${of} gated`),
    none: 'no gates',
    stations: (n: number) => `${n} stn`,
    events: (n: number | null) => (n === null ? 'cases unknown' : `${n} cases`),
    legend: 'stn: charging. As they lie, no borders.',
    unplaced: (n: number) => `${n} cases of no known county`,
    baseMap: 'base map not approved yet',
  },
};
