import { geoPath } from 'd3-geo';
import type { Atlas } from './atlas';
import type { MapColours } from './colours';
import type { Drawn } from './hit';
import type { Mark } from './marks';
import { earth, onScreen, type Frame, type Pieces } from './projection';

/** What the map is about now: chosen or pointed at; all else steps back. Nothing is everything. */
export interface Emphasis {
  marks: ReadonlySet<string>;
  links: ReadonlySet<string>;
  /** The one mark that is chosen itself. */
  chosen: string | null;
}

export function keyOf({ source, target }: { source: string; target: string }): string {
  return `${source} ${target}`;
}

/** Pieces as a path that is drawn again and again. */
export function pathOf(pieces: Pieces): Path2D {
  const path = new Path2D();
  for (const piece of pieces) piece.forEach(([x, y], place) => (place ? path.lineTo(x, y) : path.moveTo(x, y)));
  return path;
}

export interface Ground {
  land: Path2D;
  borders: Path2D;
}

export function groundOf({ land, borders }: Atlas): Ground {
  return { land: pathOf(land), borders: pathOf(borders) };
}

let sphere: Path2D | null = null;

/** The outline of the world. */
function world(): Path2D {
  sphere ??= new Path2D(geoPath(earth)({ type: 'Sphere' }) ?? '');
  return sphere;
}

export function paintGround(context: CanvasRenderingContext2D, frame: Frame, ground: Ground | null, colours: MapColours, borders: boolean): void {
  context.save();
  context.translate(frame.x, frame.y);
  context.scale(frame.scale, frame.scale);
  context.fillStyle = colours.sea;
  context.fill(world());
  context.lineWidth = 1 / frame.scale;
  context.strokeStyle = colours.border;
  context.stroke(world());
  if (ground) {
    context.fillStyle = colours.land;
    context.fill(ground.land, 'evenodd');
    context.lineWidth = 0.7 / frame.scale;
    context.strokeStyle = colours.border;
    context.stroke(ground.land);
    if (borders) context.stroke(ground.borders);
  }
  context.restore();
}

export function paintLinks(context: CanvasRenderingContext2D, frame: Frame, links: readonly Drawn[], colours: MapColours, emphasis: Emphasis | null): void {
  const shown = emphasis ? [...links].sort((a, b) => Number(emphasis.links.has(keyOf(a))) - Number(emphasis.links.has(keyOf(b)))) : links;
  context.save();
  context.lineCap = 'round';
  for (const link of shown) {
    const on = emphasis?.links.has(keyOf(link));
    // A pair that is chosen stands out alone; the arcs of a chosen thing keep their colour and are many.
    context.strokeStyle = on && emphasis?.chosen === null ? colours.chosen : colours.arc;
    context.globalAlpha = emphasis ? (on ? 0.85 : 0.12) : 0.5;
    context.lineWidth = link.width;
    context.beginPath();
    for (const piece of link.pieces)
      piece.forEach(([x, y], place) => {
        const [left, top] = [frame.x + x * frame.scale, frame.y + y * frame.scale];
        if (place) context.lineTo(left, top);
        else context.moveTo(left, top);
      });
    context.stroke();
  }
  context.restore();
}

export function paintMarks(context: CanvasRenderingContext2D, frame: Frame, marks: readonly Mark[], colours: MapColours, emphasis: Emphasis | null): void {
  for (const mark of marks) {
    const [x, y] = onScreen(frame, mark.at);
    context.globalAlpha = !emphasis || emphasis.marks.has(mark.id) ? 1 : 0.3;
    disc(context, x, y, mark, colours);
    if (emphasis?.chosen === mark.id) {
      context.beginPath();
      context.arc(x, y, mark.radius + 4, 0, Math.PI * 2);
      context.lineWidth = 2;
      context.strokeStyle = colours.chosen;
      context.stroke();
    }
  }
  context.globalAlpha = 1;
}

function disc(context: CanvasRenderingContext2D, x: number, y: number, mark: Mark, colours: MapColours): void {
  context.beginPath();
  context.arc(x, y, mark.radius, 0, Math.PI * 2);
  if (!mark.activities) {
    // An end of arcs: nothing takes place there.
    context.fillStyle = colours.arc;
    context.fill();
  } else if (mark.hollow) {
    context.lineWidth = 2.2;
    context.strokeStyle = colours.mark;
    context.stroke();
  } else {
    context.fillStyle = colours.mark;
    context.fill();
    context.lineWidth = 1.2;
    context.strokeStyle = colours.land;
    context.stroke();
  }
}
