import { LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { type RefObject, useEffect, useRef } from 'react';

use([LineChart, GridComponent, CanvasRenderer]);

/** The colours of the theme in force, for a canvas that knows no custom properties. */
export function themeColour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/**
 * A chart on the element of the returned ref, laid out anew (never stretched) when its room changes. One device pixel
 * per pixel on walls, whose pixels are the LED's own. `option` should be kept by useMemo.
 */
export function useChart(option: EChartsCoreOption): RefObject<HTMLDivElement | null> {
  const room = useRef<HTMLDivElement>(null);
  const latest = useRef(option);
  latest.current = option;
  const chart = useRef<ReturnType<typeof init> | null>(null);
  useEffect(() => {
    const element = room.current;
    if (!element) return;
    const wall = document.documentElement.dataset.theme === 'wall';
    const made = init(element, null, wall ? { devicePixelRatio: 1 } : {});
    chart.current = made;
    made.setOption({ animation: false, ...latest.current });
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(element);
    return () => {
      watch.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption({ animation: false, ...option }, { notMerge: true });
  }, [option]);
  return room;
}
