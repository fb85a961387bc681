/** Texts of the wall's shell: masthead, strips, keys. */
export const wall = {
  zh: {
    scenes: { overview: '总览', gates: '门禁', map: '地图' },
    nothing: '这面墙没有配场景',
  },
  en: {
    scenes: { overview: 'Overview', gates: 'Gates', map: 'Map' },
    nothing: 'No scene is set for this display',
  },
};
