import { colour, load, onThemeChange } from './theme.js';

// <fq-chart lib="…" label="…"><script type="application/json">{kind, labels, series, unit, hrefs, options}</script></fq-chart>
class Chart extends HTMLElement {
  #chart;
  #data;

  async connectedCallback() {
    const source = this.querySelector('script[type="application/json"]');
    if (!source || this.#data) return;
    this.#data = JSON.parse(source.textContent);
    await load(this.getAttribute('lib'));
    this.setAttribute('role', 'img');
    this.setAttribute('aria-label', this.getAttribute('label'));
    this.#chart = window.echarts.init(this.appendChild(Object.assign(document.createElement('div'), { className: 'fq-chart-canvas' })), null, { renderer: 'svg' });
    this.#draw();
    new ResizeObserver(() => { this.#chart.resize(); this.#draw(); }).observe(this);
    onThemeChange(() => this.#draw());
    if (this.#data.hrefs) {
      this.#chart.on('click', event => {
        const href = this.#data.hrefs[this.#data.labels.indexOf(event.name)];
        if (href) location.assign(href);
      });
    }
  }

  #draw() {
    this.#chart.setOption(options(this.#data, name => colour(this, name), this.clientWidth, this.clientHeight), { notMerge: true });
    if (this.#data.options) this.#chart.setOption(this.#data.options);
  }
}

function options(data, tint, width, height) {
  const palette = [1, 2, 3, 4, 5, 6, 7, 8].map(index => tint(`--fq-series-${index}`));
  const text = tint('--fq-text');
  const quiet = tint('--fq-text-2');
  const line = tint('--fq-line');
  const surface = tint('--fq-surface');
  const font = getComputedStyle(document.body).fontFamily;
  const withUnit = value => (value == null ? '—' : `${Number(value).toLocaleString('en-US')}${data.unit ? ` ${data.unit}` : ''}`);
  const base = {
    color: palette,
    animationDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 350,
    textStyle: { fontFamily: font, color: text },
    // Drawn, not written: the markup of tooltips has inline styles, which the content-security policy stops.
    tooltip: { renderMode: 'richText', confine: true, backgroundColor: surface, borderColor: line, textStyle: { fontFamily: font, color: text, fontSize: 13 }, valueFormatter: withUnit },
  };
  return data.kind === 'ring' ? ring(base, data, { text, quiet, surface, width, height, withUnit }) : axes(base, data, { text, quiet, line, surface, palette });
}

// A ring names its parts in a list of its own: labels around it would be cut off on narrow cards.
function ring(base, data, { text, quiet, surface, width, height, withUnit }) {
  const values = data.series[0]?.values ?? [];
  const total = values.reduce((sum, value) => sum + (value ?? 0), 0);
  const beside = width >= 380;
  const radius = beside ? Math.min(height * 0.42, width * 0.19) : Math.min(height * 0.25, width * 0.4);
  const parts = data.labels.map((name, index) => ({ name, value: values[index] ?? 0 }));
  const shareOf = name => {
    const value = parts.find(part => part.name === name)?.value ?? 0;
    return total ? `{n|${name}}{v|${value.toLocaleString('en-US')}}{p|${(value / total * 100).toFixed(1)}%}` : `{n|${name}}{v|—}`;
  };
  const nameWidth = Math.max(72, Math.min(150, (beside ? width * 0.55 : width) - 140));
  return {
    ...base,
    tooltip: { ...base.tooltip, trigger: 'item' },
    legend: {
      type: 'scroll', orient: 'vertical', icon: 'circle', itemWidth: 8, itemHeight: 8, itemGap: 9, formatter: shareOf,
      ...(beside ? { left: '42%', top: 'middle' } : { left: 'center', bottom: 0, height: '44%' }),
      pageTextStyle: { color: quiet }, pageIconColor: quiet,
      textStyle: {
        color: text,
        rich: {
          n: { width: nameWidth, fontSize: 13, color: text, overflow: 'break' },
          v: { width: 44, align: 'right', fontSize: 13, color: text, fontWeight: 600 },
          p: { width: 52, align: 'right', fontSize: 12, color: quiet },
        },
      },
    },
    title: {
      text: total.toLocaleString('en-US'), subtext: data.unit ?? '', textAlign: 'center', itemGap: 2,
      left: beside ? '20.5%' : '49.5%', top: beside ? 'middle' : height * 0.26 - 22,
      textStyle: { fontSize: 22, fontWeight: 650, color: text }, subtextStyle: { fontSize: 12, color: quiet },
    },
    series: [{
      type: 'pie', name: data.series[0]?.name, data: parts, label: { show: false }, labelLine: { show: false },
      radius: [radius * 0.68, radius], center: beside ? ['21%', '50%'] : ['50%', '26%'],
      itemStyle: { borderColor: surface, borderWidth: 2 }, emphasis: { scaleSize: 4 }, tooltip: { valueFormatter: withUnit },
    }],
  };
}

function axes(base, data, { text, quiet, line, surface, palette }) {
  const lying = data.kind === 'rank';
  const bars = lying || data.kind === 'bar' || data.kind === 'stack';
  const names = {
    type: 'category', data: data.labels, inverse: lying, boundaryGap: bars,
    axisLine: { lineStyle: { color: line } }, axisTick: { show: false },
    axisLabel: { color: lying ? text : quiet, fontSize: 12, hideOverlap: !lying, ...(lying ? { width: 112, overflow: 'truncate' } : {}) },
  };
  const figures = {
    type: 'value', minInterval: 1, splitLine: { lineStyle: { color: line, opacity: 0.7 } }, axisLabel: { color: quiet, fontSize: 12, show: !lying },
    ...(lying ? { splitLine: { show: false } } : {}),
  };
  return {
    ...base,
    tooltip: { ...base.tooltip, trigger: 'axis', axisPointer: { type: bars ? 'shadow' : 'line', lineStyle: { color: quiet }, shadowStyle: { opacity: 0.08 } } },
    legend: data.series.length > 1
      ? { type: 'scroll', top: 0, left: 0, icon: bars ? 'roundRect' : 'circle', itemWidth: 9, itemHeight: 9, itemGap: 16, textStyle: { color: text, fontSize: 13 }, pageTextStyle: { color: quiet }, pageIconColor: quiet }
      : { show: false },
    grid: { left: 4, right: lying ? 40 : 8, top: data.series.length > 1 ? 36 : 12, bottom: 2, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: lying ? figures : names,
    yAxis: lying ? names : figures,
    series: data.series.map((series, index) => ({
      name: series.name, data: series.values, type: bars ? 'bar' : 'line', stack: data.kind === 'stack' ? 'all' : undefined,
      barMaxWidth: lying ? 14 : 28, itemStyle: bars ? { borderRadius: lying ? [0, 3, 3, 0] : data.kind === 'stack' ? 0 : [3, 3, 0, 0] } : { borderColor: surface, borderWidth: 1.5 },
      symbol: 'circle', symbolSize: 6, showSymbol: data.labels.length <= 14, smooth: false, lineStyle: { width: 2 },
      areaStyle: data.kind === 'area' ? { opacity: 0.1, color: palette[index % palette.length] } : undefined,
      label: lying ? { show: true, position: 'right', color: text, fontSize: 12 } : undefined,
    })),
  };
}

if (!customElements.get('fq-chart')) customElements.define('fq-chart', Chart);
