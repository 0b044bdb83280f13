import type { Network } from '../api/types';
import { bounds, largest, radius, rightToLeft, shortened, thickness } from '../network/geometry';
import type { Grouping } from '../network/grouping';
import type { Palette } from '../network/palette';
import type { Size } from '../state/view';

export type Shape =
  | { is: 'line'; x1: number; y1: number; x2: number; y2: number; width: number; colour: string; opacity: number }
  | { is: 'path'; d: string; fill: string | null; stroke: string | null; width: number; opacity: number }
  | { is: 'circle'; x: number; y: number; radius: number; colour: string; hollow?: boolean }
  | { is: 'text'; x: number; y: number; text: string; size: number; colour: string; end: boolean; halo: string | null };

/** A picture for print: what stands in it, in drawing order, in units of a pixel. */
export interface Scene {
  width: number;
  height: number;
  ground: string;
  shapes: Shape[];
}

const [WIDTH, HEIGHT, MARGIN, FOOT, LINE] = [1600, 1200, 90, 190, 22];
const LABELLED = 40;

/** Draw a network with its legend, its filters and the date of its data: it can stand alone in a paper. */
export function scene(network: Network, grouping: Grouping, colours: Palette, size: Size, caption: string[]): Scene {
  const shapes: Shape[] = [];
  const place = placing(network);
  const at = new Map(network.nodes.map((node) => [node.id, place(node.x ?? 0, node.y ?? 0)]));
  for (const tie of network.edges) {
    const [a, b] = [at.get(tie.source), at.get(tie.target)];
    if (a && b) shapes.push({ is: 'line', x1: a[0], y1: a[1], x2: b[0], y2: b[1], width: thickness(tie), colour: colours.tie, opacity: 0.4 });
  }
  const most = largest(network.nodes, size);
  const drawn = network.nodes.map((node) => {
    const [x, y] = at.get(node.id) ?? [0, 0];
    const group = grouping.of.get(node.id);
    const colour = (group && colours.groups[group.place]) ?? colours.other;
    return { node, x, y, radius: radius(node, size, most, network.nodes.length) * 1.3, colour };
  });
  for (const { x, y, radius, colour } of drawn) shapes.push({ is: 'circle', x, y, radius, colour });
  for (const { node, x, y, radius } of drawn.slice(0, LABELLED)) {
    const end = x > WIDTH * 0.7;
    shapes.push({ is: 'text', x: end ? x - radius - 4 : x + radius + 4, y: y + 5, text: shortened(node.label, 40), size: 15, colour: colours.ink, end, halo: colours.paper });
  }
  return { width: WIDTH, height: HEIGHT, ground: colours.paper, shapes: [...shapes, ...legend(grouping, colours), ...foot(caption, colours)] };
}

function placing(network: Network): (x: number, y: number) => [number, number] {
  const { x: [left, right], y: [low, high] } = bounds(network.nodes);
  const [wide, tall] = [WIDTH - 2 * MARGIN, HEIGHT - FOOT - 2 * MARGIN];
  const scale = Math.min(wide / (right - left), tall / (high - low));
  return (x, y) => [
    WIDTH / 2 + (x - (left + right) / 2) * scale,
    // In the picture up is up; on paper y runs down.
    MARGIN + tall / 2 - (y - (low + high) / 2) * scale,
  ];
}

function legend(grouping: Grouping, colours: Palette): Shape[] {
  const told = grouping.groups.filter((group) => group.place >= 0);
  return told.flatMap((group, number): Shape[] => {
    const [column, row] = [number % 2, Math.floor(number / 2)];
    const [x, y] = [MARGIN / 2 + column * 420, HEIGHT - FOOT + 30 + row * LINE];
    return [
      { is: 'circle', x, y: y - 5, radius: 6, colour: colours.groups[group.place] ?? colours.other },
      { is: 'text', x: x + 14, y, text: `${shortened(group.label, 42)} (${group.count})`, size: 14, colour: colours.ink, end: false, halo: null },
    ];
  });
}

function foot(caption: string[], colours: Palette): Shape[] {
  return caption.map((text, row) => ({
    is: 'text', x: WIDTH - MARGIN / 2, y: HEIGHT - FOOT + 30 + row * LINE, text, size: 14, colour: colours.soft, end: true, halo: null,
  }));
}

/** Write a scene as SVG. */
export function asSvg({ width, height, ground, shapes }: Scene): string {
  const drawn = shapes.map((shape) => {
    if (shape.is === 'line') return `<line x1="${f(shape.x1)}" y1="${f(shape.y1)}" x2="${f(shape.x2)}" y2="${f(shape.y2)}" stroke="${shape.colour}" stroke-width="${f(shape.width)}" stroke-opacity="${shape.opacity}"/>`;
    if (shape.is === 'path') return `<path d="${shape.d}" fill="${shape.fill ?? 'none'}" fill-rule="evenodd" stroke="${shape.stroke ?? 'none'}" stroke-width="${f(shape.width)}" stroke-opacity="${shape.opacity}" stroke-linecap="round"/>`;
    if (shape.is === 'circle') {
      const paint = shape.hollow ? `fill="none" stroke="${shape.colour}" stroke-width="2.2"` : `fill="${shape.colour}" stroke="${ground}"`;
      return `<circle cx="${f(shape.x)}" cy="${f(shape.y)}" r="${f(shape.radius)}" ${paint}/>`;
    }
    const halo = shape.halo ? ` stroke="${shape.halo}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke"` : '';
    const direction = rightToLeft(shape.text) ? ' direction="rtl" unicode-bidi="embed"' : '';
    const anchor = shape.end !== rightToLeft(shape.text) ? ' text-anchor="end"' : '';
    return `<text x="${f(shape.x)}" y="${f(shape.y)}" font-size="${shape.size}" fill="${shape.colour}"${anchor}${halo}${direction}>${escaped(shape.text)}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="'DejaVu Sans', 'Noto Sans', Arial, sans-serif">`,
    `<rect width="${width}" height="${height}" fill="${ground}"/>`,
    ...drawn,
    '</svg>\n',
  ].join('\n');
}

/** Draw a scene on a canvas. */
export function paint(context: CanvasRenderingContext2D, { width, height, ground, shapes }: Scene): void {
  context.fillStyle = ground;
  context.fillRect(0, 0, width, height);
  for (const shape of shapes) {
    context.globalAlpha = shape.is === 'line' || shape.is === 'path' ? shape.opacity : 1;
    if (shape.is === 'text') write(context, shape);
    else if (shape.is === 'path') trace(context, shape);
    else {
      context.beginPath();
      if (shape.is === 'line') {
        context.moveTo(shape.x1, shape.y1);
        context.lineTo(shape.x2, shape.y2);
        context.lineWidth = shape.width;
        context.strokeStyle = shape.colour;
        context.stroke();
      } else {
        context.arc(shape.x, shape.y, shape.radius, 0, Math.PI * 2);
        context.fillStyle = context.strokeStyle = shape.colour;
        context.lineWidth = 2.2;
        if (shape.hollow) context.stroke();
        else context.fill();
      }
    }
  }
}

function trace(context: CanvasRenderingContext2D, shape: Extract<Shape, { is: 'path' }>): void {
  const path = new Path2D(shape.d);
  if (shape.fill) {
    context.fillStyle = shape.fill;
    context.fill(path, 'evenodd');
  }
  if (!shape.stroke) return;
  context.lineCap = 'round';
  context.lineWidth = shape.width;
  context.strokeStyle = shape.stroke;
  context.stroke(path);
}

function write(context: CanvasRenderingContext2D, shape: Extract<Shape, { is: 'text' }>): void {
  context.font = `${shape.size}px "DejaVu Sans", "Noto Sans", Arial, sans-serif`;
  context.textAlign = shape.end ? 'right' : 'left';
  context.direction = rightToLeft(shape.text) ? 'rtl' : 'ltr';
  if (shape.halo) {
    context.lineWidth = 3.5;
    context.lineJoin = 'round';
    context.strokeStyle = shape.halo;
    context.strokeText(shape.text, shape.x, shape.y);
  }
  context.fillStyle = shape.colour;
  context.fillText(shape.text, shape.x, shape.y);
}

function f(value: number): string {
  return String(Math.round(value * 10) / 10);
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  // Control characters may not stand in XML 1.0 at all.
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/[&<>"]/g, (one) => ENTITIES[one] ?? one);
}
