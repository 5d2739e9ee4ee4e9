import { colour, load, onThemeChange } from './theme.js';

// <fq-map lib areas values points selected latitude longitude zoom pick latitude-field longitude-field label text-*>
// Coordinates are WGS 84 / CGCS2000 degrees, which agree within a metre.
class FengqiaoMap extends HTMLElement {
  #map;
  #areas;
  #points;
  #marker;
  #tint;

  async connectedCallback() {
    if (this.#map) return;
    // A map in a closed fold costs nothing until somebody opens it.
    const fold = this.closest('details:not([open])');
    if (fold) {
      fold.addEventListener('toggle', () => this.connectedCallback(), { once: true });
      return;
    }
    this.#tint = name => colour(this, name);
    try {
      await load(this.getAttribute('lib'));
      await this.#start();
    } catch (error) {
      console.error(error);
      const note = this.querySelector('.fq-map-fallback');
      if (note) note.textContent = this.getAttribute('text-failed');
    }
  }

  async #start() {
    const { ol } = window;
    const [areas, points, values] = await Promise.all([this.#read('areas'), this.#read('points'), this.#readValues()]);
    for (const area of areas) area.setProperties(values[area.get('code')] ?? (this.hasAttribute('values') ? { value: 0 } : {}));
    this.replaceChildren();
    const canvas = this.appendChild(Object.assign(document.createElement('div'), { className: 'fq-map-canvas', tabIndex: 0 }));
    canvas.setAttribute('role', 'application');
    canvas.setAttribute('aria-label', `${this.getAttribute('label')}. ${this.getAttribute('text-help')}`);
    this.#tip = this.appendChild(Object.assign(document.createElement('div'), { className: 'fq-map-tip', hidden: true }));
    this.#status = this.appendChild(Object.assign(document.createElement('p'), { className: 'visually-hidden' }));
    this.#status.setAttribute('role', 'status');

    this.#areas = new ol.source.Vector({ features: areas });
    this.#points = new ol.source.Vector({ features: points });
    this.#marker = new ol.source.Vector();
    const steps = quantiles(areas.map(area => area.get('value')).filter(value => Number.isFinite(value)));
    const clusters = new ol.source.Cluster({ source: this.#points, distance: 34, minDistance: 20 });
    const layers = [
      new ol.layer.Vector({ source: this.#areas, style: area => this.#areaStyle(area, steps) }),
      new ol.layer.Vector({ source: clusters, style: (cluster, resolution) => this.#clusterStyle(cluster, resolution) }),
      new ol.layer.Vector({ source: this.#marker, style: () => this.#markerStyle() }),
      // Names above everything and never upon each other: clusters would bury them.
      new ol.layer.Vector({ source: this.#areas, declutter: true, style: area => this.#nameStyle(area) }),
    ];
    this.#map = new ol.Map({
      target: canvas, layers,
      view: new ol.View({ center: [0, 0], zoom: 5, minZoom: 4, maxZoom: 18, constrainRotation: true, enableRotation: false }),
      controls: [
        new ol.control.Zoom({ zoomInLabel: '+', zoomOutLabel: '−', zoomInTipLabel: this.getAttribute('text-in'), zoomOutTipLabel: this.getAttribute('text-out') }),
      ],
    });
    this.#addFitButton(canvas);
    this.#open();
    this.#listen(canvas);
    onThemeChange(() => layers.forEach(layer => layer.changed()));
  }

  #tip;
  #status;

  async #read(name) {
    const { ol } = window;
    const urls = (this.getAttribute(name) ?? '').split(/\s+/).filter(Boolean);
    const format = new ol.format.GeoJSON({ dataProjection: 'EPSG:4326', featureProjection: 'EPSG:3857' });
    const files = await Promise.all(urls.map(async url => {
      const answer = await fetch(url, { headers: { Accept: 'application/geo+json, application/json' } });
      if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
      return format.readFeatures(await answer.json());
    }));
    return files.flat();
  }

  async #readValues() {
    const url = this.getAttribute('values');
    if (!url) return {};
    const answer = await fetch(url, { headers: { Accept: 'application/json' } });
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    return answer.json();
  }

  #place() {
    const [latitude, longitude] = [this.getAttribute('latitude'), this.getAttribute('longitude')].map(text => (text ? Number(text) : NaN));
    return Number.isFinite(latitude) && Number.isFinite(longitude) ? [longitude, latitude] : null;
  }

  #open() {
    const place = this.#place();
    if (place) this.#mark(place);
    const chosen = this.#areas.getFeatures().find(area => String(area.get('code')) === this.getAttribute('selected'));
    if (place) this.#map.getView().setCenter(window.ol.proj.fromLonLat(place));
    if (place) this.#map.getView().setZoom(Number(this.getAttribute('zoom') ?? 14));
    else if (chosen) this.#fit(chosen.getGeometry().getExtent());
    else this.#fitAll();
  }

  // Resolution at which all areas fit, once they do; only maps with shaded areas have an overview.
  #overview;

  #fitAll() {
    const extent = window.ol.extent.createEmpty();
    for (const source of [this.#areas, this.#points, this.#marker]) {
      if (source.getFeatures().length) window.ol.extent.extend(extent, source.getExtent());
    }
    if (window.ol.extent.isEmpty(extent)) return;
    this.#fit(extent);
    if (this.#areas.getFeatures().some(area => Number.isFinite(area.get('value')))) this.#overview = this.#map.getView().getResolution();
  }

  #fit(extent) {
    this.#map.getView().fit(extent, { padding: [24, 24, 24, 24], maxZoom: 16, size: this.#map.getSize() });
  }

  #addFitButton(canvas) {
    const box = Object.assign(document.createElement('div'), { className: 'fq-map-fit ol-unselectable ol-control' });
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: '⤢', title: this.getAttribute('text-all') });
    button.setAttribute('aria-label', this.getAttribute('text-all'));
    button.addEventListener('click', () => this.#fitAll());
    box.append(button);
    this.#map.addControl(new window.ol.control.Control({ element: box }));
    canvas.querySelector('.ol-zoom')?.classList.add('fq-map-zoom');
  }

  #listen(canvas) {
    const map = this.#map;
    const pick = this.hasAttribute('pick');
    const [latitude, longitude] = ['latitude-field', 'longitude-field'].map(name => document.getElementById(this.getAttribute(name) ?? ''));
    const choose = coordinate => {
      const [lon, lat] = window.ol.proj.toLonLat(coordinate);
      if (latitude) latitude.value = lat.toFixed(6);
      if (longitude) longitude.value = lon.toFixed(6);
      this.#mark([lon, lat]);
      this.dispatchEvent(new CustomEvent('fq-pick', { bubbles: true, detail: { latitude: lat, longitude: lon } }));
    };

    map.on('click', event => {
      if (pick) {
        choose(event.coordinate);
        return;
      }
      const hit = this.#hit(event.pixel);
      if (!hit) return;
      if (hit.members?.length > 1) {
        const extent = window.ol.extent.createEmpty();
        for (const member of hit.members) window.ol.extent.extend(extent, member.getGeometry().getExtent());
        map.getView().fit(extent, { padding: [60, 60, 60, 60], maxZoom: 16, duration: 250 });
      } else if (hit.href) {
        location.assign(hit.href);
      }
    });
    map.on('pointermove', event => {
      const hit = event.dragging ? null : this.#hit(event.pixel);
      this.#tip.hidden = !hit?.text;
      canvas.classList.toggle('fq-map-hand', !pick && Boolean(hit?.href || hit?.members?.length > 1));
      if (!hit?.text) return;
      this.#tip.textContent = hit.text;
      const room = canvas.clientWidth - this.#tip.offsetWidth - 8;
      this.#tip.style.left = `${Math.max(8, Math.min(room, event.pixel[0] + 12))}px`;
      this.#tip.style.top = `${Math.max(8, event.pixel[1] - 36)}px`;
    });
    canvas.addEventListener('pointerleave', () => { this.#tip.hidden = true; });
    canvas.addEventListener('keydown', event => {
      if (!pick || event.key !== 'Enter' || event.target !== canvas) return;
      event.preventDefault(); // Enter would send the form
      choose(map.getView().getCenter());
      this.#status.textContent = this.getAttribute('text-centre');
    });
    const typed = () => {
      const place = [Number(longitude?.value), Number(latitude?.value)];
      if (!latitude?.value || !longitude?.value || place.some(Number.isNaN)) return;
      this.#mark(place);
      map.getView().setCenter(window.ol.proj.fromLonLat(place));
    };
    latitude?.addEventListener('change', typed);
    longitude?.addEventListener('change', typed);
  }

  #hit(pixel) {
    let found = null;
    this.#map.forEachFeatureAtPixel(pixel, feature => {
      const members = feature.get('features');
      if (members) {
        const only = members.length === 1 ? members[0] : null;
        found = {
          members, href: only?.get('href'),
          text: only ? only.get('title') : this.getAttribute('text-count').replace('{0}', members.length),
        };
        return true;
      }
      if (!found && feature.get('name')) {
        const value = feature.get('value');
        found = { href: feature.get('href'), text: Number.isFinite(value) ? `${feature.get('name')} · ${value}` : feature.get('name') };
      }
      return false;
    }, { hitTolerance: 3 });
    return found;
  }

  #mark([lon, lat]) {
    this.#marker.clear();
    this.#marker.addFeature(new window.ol.Feature(new window.ol.geom.Point(window.ol.proj.fromLonLat([lon, lat]))));
  }

  #areaStyle(area, steps) {
    const { Fill, Stroke, Style } = window.ol.style;
    const chosen = String(area.get('code')) === this.getAttribute('selected');
    const value = area.get('value');
    const level = Number.isFinite(value) ? steps.filter(step => value > step).length : 0;
    return new Style({
      zIndex: chosen ? 2 : 1,
      fill: new Fill({ color: this.#tint(chosen ? '--fq-map-chosen' : `--fq-map-${level}`) }),
      stroke: new Stroke({ color: this.#tint(chosen ? '--fq-brand' : '--fq-map-line'), width: chosen ? 2.5 : 1 }),
    });
  }

  #nameStyle(area) {
    const { Fill, Stroke, Style, Text } = window.ol.style;
    const name = area.get('name');
    if (!name) return null;
    return new Style({
      geometry: feature => {
        const shape = feature.getGeometry();
        return shape.getType() === 'MultiPolygon' ? shape.getInteriorPoints() : shape.getType() === 'Polygon' ? shape.getInteriorPoint() : shape;
      },
      text: new Text({
        text: name, font: `500 12px ${getComputedStyle(this).fontFamily}`, overflow: false, padding: [2, 4, 2, 4],
        fill: new Fill({ color: this.#tint('--fq-text') }), stroke: new Stroke({ color: this.#tint('--fq-surface'), width: 3 }),
      }),
    });
  }

  #clusterStyle(cluster, resolution) {
    const { Circle, Fill, Stroke, Style, Text } = window.ol.style;
    const members = cluster.get('features');
    // Over the whole county the shades and names tell how much lies where; figures would cover them.
    if (this.#overview && resolution > this.#overview / 1.9) {
      return new Style({ image: new Circle({ radius: 3 + Math.sqrt(members.length), fill: new Fill({ color: this.#tint('--fq-map-dot') }) }) });
    }
    if (members.length === 1) {
      return new Style({ image: new Circle({
        radius: 6, fill: new Fill({ color: this.#tint(`--fq-${members[0].get('tone') ?? 'progress'}`) }),
        stroke: new Stroke({ color: this.#tint('--fq-surface'), width: 2 }),
      }) });
    }
    return new Style({
      image: new Circle({
        radius: 9 + Math.min(9, Math.log2(members.length) * 1.6),
        fill: new Fill({ color: this.#tint('--fq-map-cluster') }), stroke: new Stroke({ color: this.#tint('--fq-surface'), width: 1.5 }),
      }),
      text: new Text({ text: String(members.length), font: `600 11px ${getComputedStyle(this).fontFamily}`, fill: new Fill({ color: '#fff' }), offsetY: 0.5 }),
    });
  }

  #markerStyle() {
    const { Icon, Style } = window.ol.style;
    const pin = `<svg xmlns="http://www.w3.org/2000/svg" width="30" height="38" viewBox="0 0 30 38"><path d="M15 36C15 36 27 22.6 27 14A12 12 0 0 0 3 14C3 22.6 15 36 15 36Z" fill="${this.#tint('--fq-brand')}" stroke="${this.#tint('--fq-surface')}" stroke-width="2"/><circle cx="15" cy="14" r="4.5" fill="${this.#tint('--fq-surface')}"/></svg>`;
    return new Style({ image: new Icon({ src: `data:image/svg+xml,${encodeURIComponent(pin)}`, anchor: [0.5, 0.96] }) });
  }
}

// Limits of five shades with equally many areas in each.
function quantiles(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.length < 5 ? [] : [0.2, 0.4, 0.6, 0.8].map(share => sorted[Math.floor(share * sorted.length)]);
}

if (!customElements.get('fq-map')) customElements.define('fq-map', FengqiaoMap);
