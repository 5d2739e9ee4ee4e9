import { colour, load, onThemeChange } from './theme.js';

// <fq-outline lib areas except field kind label text-*>: draws and bends one polygon or line. The textarea named by `field` holds it as a
// GeoJSON geometry in degrees (CGCS2000) and is what the form sends; typing there moves the drawing, drawing rewrites the text.
class FengqiaoOutline extends HTMLElement {
  #map;
  #shape;
  #draw;
  #field;
  #first;
  #past = [];

  async connectedCallback() {
    if (this.#map) return;
    this.#field = document.getElementById(this.getAttribute('field'));
    this.#first = this.#field.value;
    try {
      await load(this.getAttribute('lib'));
      await this.#start();
    } catch (error) {
      console.error(error);
      this.textContent = this.getAttribute('text-failed');
    }
  }

  async #start() {
    const { ol } = window;
    const around = new ol.source.Vector({ features: await this.#around() });
    this.#shape = new ol.source.Vector();
    const tools = this.appendChild(Object.assign(document.createElement('div'), { className: 'fq-outline-tools' }));
    const canvas = this.appendChild(Object.assign(document.createElement('div'), { className: 'fq-outline-canvas', tabIndex: 0 }));
    canvas.setAttribute('role', 'application');
    canvas.setAttribute('aria-label', `${this.getAttribute('label')}. ${this.getAttribute('text-help')}`);
    this.#note = this.appendChild(Object.assign(document.createElement('p'), { className: 'fq-outline-note' }));
    this.#note.setAttribute('role', 'status');
    const layers = [
      new ol.layer.Vector({ source: around, style: area => this.#aroundStyle(area) }),
      new ol.layer.Vector({ source: this.#shape, style: () => this.#shapeStyle() }),
      new ol.layer.Vector({ source: around, declutter: true, style: area => this.#nameStyle(area) }),
    ];
    this.#map = new ol.Map({
      target: canvas, layers,
      view: new ol.View({ center: [0, 0], zoom: 5, maxZoom: 19, enableRotation: false }),
      controls: [new ol.control.Zoom({ zoomInTipLabel: this.getAttribute('text-in'), zoomOutTipLabel: this.getAttribute('text-out') })],
    });
    this.#draw = new ol.interaction.Draw({ source: this.#shape, type: this.#isLine ? 'LineString' : 'Polygon' });
    const bend = new ol.interaction.Modify({ source: this.#shape });
    this.#draw.on('drawstart', () => this.#remember(true));
    this.#draw.on('drawend', () => { this.#arm(false); queueMicrotask(() => this.#write()); });
    bend.on('modifystart', () => this.#remember());
    bend.on('modifyend', () => this.#write());
    // Snapping comes last, or the others would act before the pointer has been moved to the neighbour's corner.
    for (const interaction of [bend, this.#draw, new ol.interaction.Snap({ source: around }), new ol.interaction.Snap({ source: this.#shape })]) this.#map.addInteraction(interaction);

    this.#pen = this.#button(tools, 'text-draw', () => this.#arm(!this.#draw.getActive()));
    this.#button(tools, 'text-undo', () => this.#back());
    this.#button(tools, 'text-reset', () => { this.#remember(); this.#field.value = this.#first; this.#read(); });
    this.#field.addEventListener('change', () => this.#read());
    this.#read();
    this.#arm(this.#shape.getFeatures().length === 0);
    const all = this.#shape.getFeatures().length ? this.#shape.getExtent() : around.getExtent();
    if (all && !ol.extent.isEmpty(all)) this.#map.getView().fit(all, { padding: [32, 32, 32, 32], maxZoom: 17, size: this.#map.getSize() });
    onThemeChange(() => layers.forEach(layer => layer.changed()));
  }

  #pen;
  #note;

  get #isLine() { return this.getAttribute('kind') === 'line'; }

  get #format() { return new window.ol.format.GeoJSON({ dataProjection: 'EPSG:4326', featureProjection: 'EPSG:3857' }); }

  async #around() {
    const urls = (this.getAttribute('areas') ?? '').split(/\s+/).filter(Boolean);
    const files = await Promise.all(urls.map(async url => {
      const answer = await fetch(url, { headers: { Accept: 'application/geo+json, application/json' } });
      // A neighbour without an outline is no reason not to draw this one.
      return answer.ok ? this.#format.readFeatures(await answer.json()) : [];
    }));
    return files.flat().filter(area => this.#isLine || String(area.get('code')) !== this.getAttribute('except'));
  }

  #button(tools, text, act) {
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'btn btn-sm', textContent: this.getAttribute(text) });
    button.addEventListener('click', act);
    return tools.appendChild(button);
  }

  #arm(on) {
    this.#draw.setActive(on);
    this.#pen.setAttribute('aria-pressed', String(on));
    this.#tell();
  }

  // A new drawing replaces the old one: a place has one outline.
  #remember(clear = false) {
    this.#past.push(this.#field.value);
    if (clear) this.#shape.clear();
  }

  #back() {
    if (this.#draw.getActive()) this.#draw.abortDrawing();
    if (!this.#past.length) return;
    this.#field.value = this.#past.pop();
    this.#read();
  }

  #read() {
    this.#shape.clear();
    this.#note.classList.remove('fq-outline-bad');
    if (this.#field.value.trim()) {
      try {
        this.#shape.addFeatures(this.#format.readFeatures(JSON.parse(this.#field.value)));
      } catch {
        this.#note.classList.add('fq-outline-bad');
        this.#note.textContent = this.getAttribute('text-bad');
        return;
      }
    }
    this.#tell();
  }

  #write() {
    const [feature] = this.#shape.getFeatures();
    this.#field.value = feature ? this.#format.writeGeometry(feature.getGeometry(), { decimals: 6 }) : '';
    this.#tell();
    this.dispatchEvent(new CustomEvent('fq-outline', { bubbles: true }));
  }

  #tell() {
    const [feature] = this.#shape.getFeatures();
    const points = feature ? feature.getGeometry().getCoordinates().flat(9).length / 2 : 0;
    this.#note.textContent = points ? this.getAttribute('text-points').replace('{0}', points) : this.getAttribute('text-help');
  }

  #aroundStyle(area) {
    const { Fill, Stroke, Style } = window.ol.style;
    const own = String(area.get('code')) === this.getAttribute('except');
    return new Style({
      fill: new Fill({ color: colour(this, own ? '--fq-map-chosen' : '--fq-map-0') }),
      stroke: new Stroke({ color: colour(this, '--fq-map-line'), width: 1 }),
    });
  }

  #nameStyle(area) {
    const { Fill, Stroke, Style, Text } = window.ol.style;
    return area.get('name') ? new Style({ text: new Text({
      text: area.get('name'), font: `500 12px ${getComputedStyle(this).fontFamily}`, overflow: false,
      fill: new Fill({ color: colour(this, '--fq-text-2') }), stroke: new Stroke({ color: colour(this, '--fq-surface'), width: 3 }),
    }) }) : null;
  }

  #shapeStyle() {
    const { Circle, Fill, Stroke, Style } = window.ol.style;
    const brand = colour(this, '--fq-brand');
    const corners = shape => {
      const points = [];
      const walk = part => { if (typeof part[0] === 'number') points.push(part); else part.forEach(walk); };
      walk(shape.getGeometry().getCoordinates());
      return new window.ol.geom.MultiPoint(points);
    };
    return [
      new Style({ fill: new Fill({ color: colour(this, '--fq-map-chosen') }), stroke: new Stroke({ color: brand, width: 2.5 }) }),
      new Style({ geometry: corners, image: new Circle({ radius: 4, fill: new Fill({ color: colour(this, '--fq-surface') }), stroke: new Stroke({ color: brand, width: 1.5 }) }) }),
    ];
  }
}

if (!customElements.get('fq-outline')) customElements.define('fq-outline', FengqiaoOutline);
