import { expect, test } from 'vitest';
import { type ColourNorm, type ColourSystem, colourOf, isGreen } from '../../domain/colour.ts';

// DOMAIN.md 3.4: the systems conflict, 5 most of all.
test.each<[ColourSystem, string, ColourNorm]>([
  ['JTT', '1', 'BLUE'],
  ['JTT', '2', 'YELLOW'],
  ['JTT', '3', 'BLACK'],
  ['JTT', '4', 'WHITE'],
  ['JTT', '5', 'GREEN'],
  ['JTT', '9', 'OTHER'],
  ['JTT', '91', 'FARM_YELLOW'],
  ['JTT', '92', 'FARM_GREEN'],
  ['JTT', '93', 'YELLOW_GREEN'],
  ['JTT', '94', 'GRADIENT_GREEN'],
  ['JTT', '02', 'YELLOW'],
  ['JTT', '0', 'UNKNOWN'],
  ['JTT', '77', 'UNKNOWN'],
  ['ETC', '0', 'BLUE'],
  ['ETC', '1', 'YELLOW'],
  ['ETC', '2', 'BLACK'],
  ['ETC', '3', 'WHITE'],
  ['ETC', '4', 'GRADIENT_GREEN'],
  ['ETC', '5', 'YELLOW_GREEN'],
  ['ETC', '6', 'UNKNOWN'],
  ['VENDOR', '0', 'BLUE'],
  ['VENDOR', '1', 'YELLOW'],
  ['VENDOR', '2', 'WHITE'],
  ['VENDOR', '3', 'BLACK'],
  ['VENDOR', '4', 'GRADIENT_GREEN'],
  ['VENDOR', '5', 'OTHER'],
  ['VENDOR', '6', 'YELLOW_GREEN'],
  ['TEXT', '93', 'UNKNOWN'],
  ['TEXT', '', 'UNKNOWN'],
])('%s %s is %s', (system, code, norm) => {
  expect(colourOf(system, code)).toBe(norm);
});

test.each<[ColourNorm, string[]]>([
  ['YELLOW', ['黄', '黄色', '黄牌', '黄底黑字', ' 双层黄牌 ', 'Yellow', 'YELLOW']],
  [
    'YELLOW_GREEN',
    ['黄绿', '黄绿色', '黄绿双拼', '黄绿双拼色', '黄/绿', 'yellow-green', 'YELLOW_GREEN', 'Yellow Green'],
  ],
  ['GRADIENT_GREEN', ['渐变绿', '渐变绿色', '绿色渐变', 'gradient green', 'GRADIENT_GREEN']],
  ['GREEN', ['绿', '绿色', '绿牌', '新能源', 'green']],
  ['FARM_GREEN', ['农绿', '农绿色', '农用绿牌', 'farm_green']],
  ['FARM_YELLOW', ['农黄', '农黄色']],
  ['BLUE', ['蓝', '蓝色', '蓝底白字', 'blue']],
  ['WHITE', ['白', '白色', 'white']],
  ['BLACK', ['黑', '黑色', 'black']],
  ['OTHER', ['其他', '其它颜色', 'other']],
  ['UNKNOWN', ['未知', '未识别', 'unknown', '紫', '__proto__']],
])('words for %s', (norm, texts) => {
  for (const text of texts) expect(colourOf('TEXT', text), text).toBe(norm);
});

test('three colours are green; the farm green is not', () => {
  const green: ColourNorm[] = ['GREEN', 'GRADIENT_GREEN', 'YELLOW_GREEN'];
  const not: ColourNorm[] = [
    'BLUE',
    'YELLOW',
    'BLACK',
    'WHITE',
    'FARM_YELLOW',
    'FARM_GREEN',
    'OTHER',
    'UNKNOWN',
  ];
  for (const norm of green) expect(isGreen(norm), norm).toBe(true);
  for (const norm of not) expect(isGreen(norm), norm).toBe(false);
});
